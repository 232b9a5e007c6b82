"""Language of the request, translation and local formats: plain Babel and one context variable."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

from babel.dates import get_day_names
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import LazyProxy, NullTranslations, Translations
from flask import Flask, request, session
from flask_login import current_user

from talent.foundations.languages import LANGUAGES, Language
from talent.foundations.periods import SEOUL, ULAANBAATAR, ZONES

FOLDER = Path(__file__).parents[2] / "translations"
_language: ContextVar[Language] = ContextVar("language", default="en")


@cache
def catalogue(language: Language) -> NullTranslations:
    """The messages of one language, compiled in memory: there is no compiled file to forget."""
    path = FOLDER / language / "LC_MESSAGES" / "messages.po"
    if language == "en" or not path.exists():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def language() -> Language:
    """The language everything is said in just now."""
    return _language.get()


@contextmanager
def in_language(chosen: Language | str) -> Iterator[None]:
    """Everything said inside is in ``chosen``: mail and papers, not the clicker's language."""
    token = _language.set(cast(Language, chosen))
    try:
        yield
    finally:
        _language.reset(token)


def gettext(message: str, /, **values: object) -> str:
    text = catalogue(language()).ugettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, /, **values: object) -> str:
    text = catalogue(language()).ungettext(one, many, num)
    return text % {"num": num, **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    text = catalogue(language()).upgettext(context, message)
    return text % values if values else text


def npgettext(context: str, one: str, many: str, num: int, /, **values: object) -> str:
    text = catalogue(language()).unpgettext(context, one, many, num)
    return text % {"num": num, **values}


def lazy(message: str) -> LazyProxy:
    """A message translated when it is shown, for words and forms."""
    return LazyProxy(gettext, message, enable_cache=False)


def _in_words(template: str, value: date) -> str:
    return template.format(
        y=value.year, m=value.month, d=value.day, month=f"{value:%b}", Month=f"{value:%B}"
    )


_TABLE = {"ko": "{y}. {m}. {d}.", "mn": "{y}.{m:02}.{d:02}", "en": "{d} {month} {y}"}


def day(value: date | None) -> str:
    """A date as tables show it; a dash when there is none."""
    return "—" if value is None else _in_words(_TABLE[language()], value)


def longday(value: date | None) -> str:
    """A date as prose shows it."""
    if value is None:
        return "—"
    # The order and the letters around the numbers are the translators' business.
    return pgettext(
        "date", "%(day)s %(month)s %(year)s", day=value.day, month=_month(value), year=value.year
    )


def _month(value: date) -> str:
    return f"{value:%B}" if language() == "en" else str(value.month)


def moment(value: datetime | None, zone_name: str = "Asia/Ulaanbaatar") -> str:
    """Date, time and the name of the zone: a time without its zone is never shown."""
    if value is None:
        return "—"
    local = value.astimezone(ZONES[zone_name])
    return f"{day(local.date())} {local:%H:%M} ({zone(zone_name)})"


def short_moment(value: datetime | None, zone_name: str = "Asia/Ulaanbaatar") -> str:
    """Date and time without the zone's name, for tables whose caption names the zone."""
    if value is None:
        return "—"
    local = value.astimezone(ZONES[zone_name])
    return f"{day(local.date())} {local:%H:%M}"


_SHORT = {"ko": "{m}. {d}.", "mn": "{m:02}.{d:02}", "en": "{d} {month}"}


def month_day(value: datetime, zone_name: str = "Asia/Ulaanbaatar") -> str:
    """The day there without its year, for the heads of narrow columns."""
    return _in_words(_SHORT[language()], value.astimezone(ZONES[zone_name]).date())


def weekday(value: datetime, zone_name: str = "Asia/Ulaanbaatar") -> str:
    """The name of the day there, standing alone."""
    names = get_day_names("wide", context="stand-alone", locale=language())
    found = str(names[value.astimezone(ZONES[zone_name]).weekday()])
    return found[:1].upper() + found[1:]


def clock_time(value: datetime, zone_name: str = "Asia/Ulaanbaatar") -> str:
    """Only the time of day there."""
    return f"{value.astimezone(ZONES[zone_name]):%H:%M}"


def deadline(value: datetime | None) -> str:
    """The end of a period in both zones: midnight is 24:00 of the last day, as people say it."""
    if value is None:
        return "—"
    (seoul_day, seoul_time), (home_day, home_time) = (
        _end_of(value.astimezone(zone_)) for zone_ in (SEOUL, ULAANBAATAR)
    )
    return gettext(
        "%(seoul_day)s %(seoul_time)s (Korean time), %(home_day)s %(home_time)s (Ulaanbaatar time)",
        seoul_day=seoul_day,
        seoul_time=seoul_time,
        home_day=home_day,
        home_time=home_time,
    )


def _end_of(local: datetime) -> tuple[str, str]:
    if (local.hour, local.minute) == (0, 0):
        return day(local.date() - timedelta(days=1)), "24:00"
    return day(local.date()), f"{local:%H:%M}"


def zone(name: str) -> str:
    """What the zone is called."""
    return gettext("Korean time") if name == "Asia/Seoul" else gettext("Ulaanbaatar time")


def number(value: object, places: int | None = None) -> str:
    """A number with grouping and a decimal point, alike in all three languages; a dash for none."""
    if value is None:
        return "—"
    if isinstance(value, Fraction):
        places = 2 if places is None else places
        scaled = (abs(value) * 10**places * 2 + 1) // 2  # half up, once, for showing
        whole, rest = divmod(int(scaled), 10**places)
        sign = "-" if value < 0 and scaled else ""
        return f"{sign}{whole:,}" + (f".{rest:0{places}}" if places else "")
    return f"{value:,}" if places is None else f"{value:,.{places}f}"


def percent(ratio: Fraction | None, places: int = 1) -> str:
    """A ratio in per cent, cut and not rounded: 89.96 % never looks like 90.0 %."""
    if ratio is None:
        return "—"
    whole, rest = divmod(int(ratio * 100 * 10**places), 10**places)
    return f"{whole}.{rest:0{places}}%" if places else f"{whole}%"


def choose_language() -> None:
    """The address may ask for one; else the account's, the visitor's choice, the browser's."""
    asked = request.args.get("lang")
    if asked not in LANGUAGES:
        asked = (
            getattr(current_user, "language", None)
            or session.get("language")
            or request.accept_languages.best_match(LANGUAGES)
            or "en"
        )
    _language.set(cast(Language, asked))


def init_app(app: Flask) -> None:
    app.before_request(choose_language)
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.filters.update(
        day=day,
        longday=longday,
        moment=moment,
        short_moment=short_moment,
        clock_time=clock_time,
        month_day=month_day,
        weekday=weekday,
        deadline=deadline,
        number=number,
        percent=percent,
    )
    env.globals.update(language=language, LANGUAGES=LANGUAGES)
