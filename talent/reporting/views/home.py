"""The first page after sign-in: what waits for this person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from talent.foundations.access import Anyone
from talent.foundations.waiting import Waiting
from talent.plumbing.clock import now
from talent.plumbing.i18n import clock_time, day, deadline, gettext, language, ngettext
from talent.plumbing.pages import render
from talent.plumbing.words import word
from talent.reporting import queries
from talent.reporting.rules.urgency import Due, Urgency, due, zone_of
from talent.reporting.views.blueprint import pages

WEEK = 7


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do, as the page shows it."""

    what: str
    about: str
    href: str
    when: str
    tone: str
    due: Due
    deadline: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a trainee has here: a head, where it is told in full, and its lines."""

    head: str
    href: str
    lines: list[tuple[str, StrEnum | None]]


@pages.get("/", needs=Anyone.SIGNED_IN)
def home() -> ResponseReturnValue:
    at, zone = now(), zone_of(language())
    lines = [_line(item, at) for item in queries.waiting(current_user, at)]
    if current_user.uses_portal:
        return render(
            "reporting/portal_home.html",
            lines=lines,
            greeting=current_user.person.names.greeted(language()),
            today=day(at.astimezone(zone).date()),
            facts=_own_facts(),
        )
    return render(
        "reporting/home.html",
        groups=_groups(lines),
        today=sum(line.due.urgency is not Urgency.LATER for line in lines),
        week=sum(line.due.days is not None and line.due.days < WEEK for line in lines),
        total=len(lines),
        at=at,
        rounds=queries.running_rounds(current_user),
        sessions=queries.sessions_today(current_user, at=at, zone=zone),
        zone_name=zone.key,
    )


def _own_facts() -> list[Fact]:
    own, spoken = queries.own_facts(current_user), language()
    facts = [
        Fact(
            gettext("My applications"),
            url_for("selection.my_applications"),
            [(a.round.title.in_(spoken), a.told) for a in own.applications],
        ),
        Fact(
            gettext("My training"),
            url_for("cohorts.my_cohorts"),
            [(p.cohort.title.in_(spoken), p.status) for p in own.participations],
        ),
        Fact(
            gettext("My certificates"),
            url_for("certificates.my_certificates"),
            [(c.title.in_(spoken), c.status) for c in own.certificates],
        ),
    ]
    if own.placement is not None:
        university = own.placement.university
        name = university.name.in_(spoken) if university else gettext("University not settled yet")
        study: list[tuple[str, StrEnum | None]] = [(name, own.placement.study_status)]
        facts.insert(1, Fact(gettext("My studies"), url_for("placements.my_placement"), study))
    return [fact for fact in facts if fact.lines]


def _groups(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    names = {
        Urgency.OVERDUE: gettext("Overdue"),
        Urgency.TODAY: gettext("Today"),
        Urgency.LATER: gettext("Later"),
    }
    groups = [
        (name, [line for line in lines if line.due.urgency is u]) for u, name in names.items()
    ]
    return [(name, found) for name, found in groups if found]


def _line(item: Waiting, at: datetime) -> Line:
    zone = zone_of(language())
    when = due(item.due, at=at, zone=zone)
    about = item.name
    if item.count > 1:
        many = ngettext("%(num)s item", "%(num)s items", item.count)
        about = f"{about} · {many}" if about else many
    return Line(
        what=word(item.kind),
        about=about,
        href=url_for(item.endpoint, **dict[str, Any](item.values)),
        when=_tag(item.due, when, zone.key),
        tone=_tone(when),
        due=when,
        deadline=deadline(item.due) if item.due else "",
    )


def _tag(instant: datetime | None, when: Due, zone_name: str) -> str:
    if instant is None or when.days is None:
        return ""
    if when.urgency is Urgency.OVERDUE:
        if when.days == 0:
            return gettext("Overdue since today")
        return ngettext("%(num)s day overdue", "%(num)s days overdue", -when.days)
    if when.urgency is Urgency.TODAY:
        return gettext("Today %(time)s", time=_last_time(instant, zone_name))
    if when.days == 1:
        return gettext("Tomorrow")
    return day(when.day)


def _tone(when: Due) -> str:
    if when.urgency is Urgency.OVERDUE:
        return "bad"
    if when.is_soon:
        return "warn"
    return "info" if when.days is not None and when.days < WEEK else "idle"


def _last_time(instant: datetime, zone_name: str) -> str:
    shown = clock_time(instant, zone_name)
    return "24:00" if shown == "00:00" else shown
