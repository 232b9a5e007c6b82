"""Who takes part."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from talent.cohorts import notices, queries
from talent.cohorts.models import Cohort, Participation
from talent.cohorts.rules.lifecycle import (
    GONE,
    PARTICIPATION,
    TAKES_PEOPLE,
    TOLD,
    CohortRefusal,
    CohortStatus,
)
from talent.foundations.access import Actor
from talent.foundations.periods import ZONES
from talent.foundations.refusals import Refused
from talent.people.models import Person
from talent.plumbing import history
from talent.plumbing.database import db
from talent.selection import actions as selection
from talent.selection.models import Application

DECIDING = frozenset({"complete", "participate", "fall-short"})


def nominate(
    cohort: Cohort,
    person: Person,
    *,
    by: Actor,
    at: datetime,
    application: Application | None = None,
) -> Participation:
    """Give somebody a place. Once the cohort is announced they are invited at once.

    Raises :class:`Refused` when the cohort is full or over, or they are in it already.
    """
    if cohort.status not in TAKES_PEOPLE:
        raise Refused(CohortRefusal.NOT_OPEN_FOR_PEOPLE)
    queries.all_lock(cohort)
    present = queries.all_places(cohort)
    if person.id in present:
        raise Refused(CohortRefusal.ALREADY_IN_COHORT)
    if sum(status not in GONE for status in present.values()) >= cohort.seats:
        raise Refused(CohortRefusal.SEATS_TAKEN, seats=cohort.seats)
    made = Participation(
        cohort_id=cohort.id,
        cohort=cohort,
        person=person,
        application_id=None if application is None else application.id,
        created_at=at,
    )
    db.session.add(made)
    history.record(made, "nominate", by=by, at=at)
    if cohort.status in TOLD:
        invite([made], cohort, at)
    return made


def nominate_from(
    cohort: Cohort, applications: Iterable[Application], *, by: Actor, at: datetime
) -> list[Participation]:
    """Places for accepted applications, each handed over with it."""
    made = []
    for application in applications:
        selection.hand_over(application, by=by, at=at)
        made.append(nominate(cohort, application.person, by=by, at=at, application=application))
    return made


def invite(participations: Iterable[Participation], cohort: Cohort, at: datetime) -> None:
    """Set the day by which each has to answer, and write the invitations."""
    today = at.astimezone(ZONES[cohort.zone]).date()
    for participation in participations:
        participation.reply_by = today + timedelta(days=cohort.measured_by.reply_days)
        notices.invited(participation, cohort, at)


def move(participation: Participation, name: str, *, by: Actor, at: datetime) -> None:
    """One step of one person. How the course ends is decided by :func:`evaluate` alone."""
    if name in DECIDING:
        raise ValueError("outcomes are recorded by the rule, not by hand")
    if name == "attend" and participation.cohort.status is not CohortStatus.RUNNING:
        raise Refused(CohortRefusal.NOT_STARTED_YET)
    history.advance(participation, PARTICIPATION, name, by=by, at=at)


def move_all(participations: Iterable[Participation], name: str, *, by: Actor, at: datetime) -> int:
    """The same step for many people; how many took it."""
    found = list(participations)
    earlier = history.earlier_of(found)
    for participation in found:
        done = earlier.get(history.key(participation), {})
        history.advance(participation, PARTICIPATION, name, by=by, at=at, earlier_deeds=done)
    return len(found)
