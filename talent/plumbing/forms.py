"""Forms that speak the reader's language, and the kinds of field the house uses."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, cast
from zoneinfo import ZoneInfo

from babel.support import LazyProxy
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    DecimalField,
    EmailField,
    Field,
    FileField,
    IntegerField,
    MultipleFileField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    validators,
    widgets,
)
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice

from talent.foundations.refusals import Refused
from talent.plumbing import i18n
from talent.plumbing.words import word

Choices = Mapping[str, object] | Sequence[tuple[str, object]]


# What the library says of a wrong value, said as what to do about it.
_CLEARER = {
    "This field is required.": i18n.lazy("Fill in this field."),
    "Invalid email address.": i18n.lazy("Enter a mail address such as name@example.org."),
    "Not a valid integer value.": i18n.lazy("Enter a whole number."),
    "Not a valid decimal value.": i18n.lazy("Enter a number, with a point before the decimals."),
    "Not a valid date value.": i18n.lazy("Enter a date that exists, as year-month-day."),
    "Not a valid datetime value.": i18n.lazy("Enter a date and a time."),
    "Not a valid choice.": i18n.lazy("Choose one of the options."),
    "Invalid Choice: could not coerce.": i18n.lazy("Choose one of the options."),
    "Number must be between %(min)s and %(max)s.": i18n.lazy(
        "Enter a number from %(min)s to %(max)s."
    ),
}


class _Catalogue:
    def gettext(self, text: str) -> str:
        return str(_CLEARER[text]) if text in _CLEARER else i18n.gettext(text)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return i18n.catalogue(i18n.language()).ungettext(one, many, n)


class Form(PlainForm):
    """Base of every form. The token is checked for the whole application, not here."""

    class Meta:
        def get_translations(self, form: Any) -> _Catalogue:
            return _Catalogue()

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
            """Widgets print ``aria-invalid`` and ``required`` as the browser expects them."""
            return cast(Markup, field.widget(field, **{**(field.render_kw or {}), **render_kw}))

    def process(self, formdata: Any = None, *args: Any, **kwargs: Any) -> None:
        """An empty request asks for the page: ticks then keep what the row says."""
        super().process(formdata or None, *args, **kwargs)


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _checks(required: bool, extra: Sequence[Any]) -> list[Any]:
    first = validators.InputRequired() if required else validators.Optional(strip_whitespace=True)
    return [first, *extra]


def _text_checks(required: bool, extra: Sequence[Any]) -> list[Any]:
    # Blanks alone are no answer: what counts is the text after trimming.
    first = validators.DataRequired() if required else validators.Optional(strip_whitespace=True)
    return [first, *extra]


def text(
    label: object, *extra: Any, required: bool = True, at_most: int = 300, **kw: Any
) -> StringField:
    """One line of text, trimmed; ``None`` is never returned, an empty one is ``""``."""
    return StringField(
        label,
        [*_text_checks(required, extra), validators.Length(max=at_most)],
        filters=[_trimmed],
        **kw,
    )


def long_text(
    label: object, *extra: Any, required: bool = True, at_most: int = 5000, rows: int = 6, **kw: Any
) -> TextAreaField:
    """Several lines of text, trimmed."""
    render = {"rows": rows, **kw.pop("render_kw", {})}
    return TextAreaField(
        label,
        [*_text_checks(required, extra), validators.Length(max=at_most)],
        filters=[_trimmed],
        render_kw=render,
        **kw,
    )


def email(label: object, *extra: Any, required: bool = True, **kw: Any) -> EmailField:
    """A mail address, checked for its form."""
    return EmailField(
        label,
        [*_checks(required, extra), validators.Email(), validators.Length(max=254)],
        filters=[_trimmed],
        **kw,
    )


def password(label: object, *extra: Any, **kw: Any) -> PasswordField:
    """A password: nothing trimmed, nothing cut."""
    return PasswordField(label, [validators.InputRequired(), *extra], **kw)


def whole_number(
    label: object,
    *extra: Any,
    at_least: int = 0,
    at_most: int = 1_000_000,
    required: bool = True,
    **kw: Any,
) -> IntegerField:
    """A whole number within its bounds, both counted in."""
    return IntegerField(
        label, [*_checks(required, extra), validators.NumberRange(at_least, at_most)], **kw
    )


def exact_number(
    label: object,
    *extra: Any,
    at_least: object = 0,
    at_most: object,
    required: bool = True,
    **kw: Any,
) -> DecimalField:
    """A decimal number kept exactly as typed (``Decimal``)."""
    return DecimalField(
        label,
        [*_checks(required, extra), validators.NumberRange(at_least, at_most)],
        places=None,
        **kw,
    )


def date_field(label: object, *extra: Any, required: bool = True, **kw: Any) -> DateField:
    """A day between 1900 and 2100."""
    return DateField(label, [*_checks(required, extra), _day_in_range], **kw)


def moment_field(
    label: object, *extra: Any, required: bool = True, **kw: Any
) -> DateTimeLocalField:
    """A local date and time without zone; read it with :func:`instant`."""
    return DateTimeLocalField(
        label,
        [*_checks(required, extra), _day_in_range],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        **kw,
    )


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant a :func:`moment_field` meant, told in which zone it was typed."""
    return datetime.combine(local.date(), time(local.hour, local.minute), zone)


def _day_in_range(form: PlainForm, field: Field) -> None:
    value: date | datetime | None = field.data
    if value is not None and not 1900 <= value.year <= 2100:
        raise validators.ValidationError(i18n.gettext("Enter a year between 1900 and 2100."))


def choice_field(
    label: object,
    choices: Choices,
    *extra: Any,
    required: bool = True,
    blank: bool = True,
    **kw: Any,
) -> SelectField:
    """One of several, as a list that opens. ``choices`` map values to lazy words."""
    options = [SelectChoice(v, w) for v, w in _pairs(choices)]
    if blank:
        options.insert(0, SelectChoice("", "—"))
    return SelectField(label, _checks(required, extra), choices=options, coerce=str, **kw)


def radio_field(
    label: object, choices: Choices, *extra: Any, required: bool = True, **kw: Any
) -> RadioField:
    """One of several, all in sight."""
    options = [SelectChoice(v, w) for v, w in _pairs(choices)]
    return RadioField(
        label, _checks(required, extra), choices=options, coerce=str, validate_choice=True, **kw
    )


def several_field(
    label: object, choices: Choices, *extra: Any, required: bool = False, **kw: Any
) -> Any:
    """Any number of several, as check boxes."""
    options = [SelectChoice(v, w) for v, w in _pairs(choices)]
    return SelectMultipleField(
        label,
        _checks(required, extra),
        choices=options,
        coerce=str,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        **kw,
    )


def tick(label: object, *extra: Any, required: bool = False, **kw: Any) -> BooleanField:
    """A box to tick, never ticked beforehand."""
    return BooleanField(label, [validators.InputRequired()] if required else [*extra], **kw)


def upload(label: object, *extra: Any, required: bool = True, many: bool = False, **kw: Any) -> Any:
    """A file to choose, or to take with the camera."""
    kind = MultipleFileField if many else FileField
    render = {"accept": "application/pdf,image/jpeg,image/png", **kw.pop("render_kw", {})}
    return kind(
        label, [*([validators.DataRequired()] if required else []), *extra], render_kw=render, **kw
    )


def words_of(members: Any) -> list[tuple[str, object]]:
    """The members of an enum with their words, as choices."""
    return [(m.value, LazyProxy(word, m, enable_cache=False)) for m in members]


def blame(field: Field, refused: Refused) -> None:
    """Show beside ``field`` why a rule said no."""
    field.errors = [*field.errors, word(refused.reason, **refused.facts)]


def _pairs(choices: Choices) -> list[tuple[str, object]]:
    return list(choices.items()) if isinstance(choices, Mapping) else list(choices)
