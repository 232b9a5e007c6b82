from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from talent.foundations.access import Actor
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.people.models import Organisation, Person
from talent.placements import queries
from talent.placements.models import Placement, Preference
from talent.placements.rules import checks
from talent.placements.rules.checks import PlacementRefusal
from talent.placements.rules.lifecycle import Level
from talent.placements.rules.policy import PlacementPolicy
from talent.placements.rules.terms import Term
from talent.plumbing import history
from talent.plumbing.database import db
from talent.selection import actions as selection
from talent.selection.models import Application


@dataclass(frozen=True, slots=True)
class Wish:
    """One ranked university: where, in which department, with whom."""

    university: Organisation
    department: LocalizedText
    adviser: str = ""


def begin(
    person: Person,
    *,
    level: Level,
    intake: Term,
    wishes: Sequence[Wish],
    by: Actor,
    at: datetime,
    research_topic: str = "",
    funding: tuple[date, date] | None = None,
    application: Application | None = None,
    policy: PlacementPolicy | None = None,
) -> Placement:
    """Start somebody's way to a degree, with up to three universities in order of preference.

    Raises :class:`Refused` when this person already has a placement that goes on.
    """
    kept = policy or PlacementPolicy()
    checks.check_preferences([w.university.id for w in wishes], at_most=kept.preferences)
    if queries.all_running_of(person) is not None:
        raise Refused(PlacementRefusal.ALREADY_PLACED)
    end = kept.standard_end(level, intake)
    first, last = funding or (intake.starts_on, end)
    made = Placement(
        person=person,
        application_id=None if application is None else application.id,
        level=level,
        intake=str(intake),
        department=LocalizedText(None, None, None),
        research_topic=research_topic,
        funding_from=first,
        funding_until=last,
        standard_end=end,
        policy=kept.stored(),
        created_at=at,
        semesters=[],
        stays=[],
        degree=None,
        preferences=[
            Preference(
                rank=rank, university=w.university, department=w.department, adviser=w.adviser
            )
            for rank, w in enumerate(wishes, 1)
        ],
    )
    db.session.add(made)
    history.record(made, "begin", by=by, at=at, preferences=len(wishes))
    return made


def begin_from(
    application: Application,
    *,
    level: Level,
    intake: Term,
    wishes: Sequence[Wish],
    by: Actor,
    at: datetime,
    research_topic: str = "",
) -> Placement:
    """The same for an accepted application, which is handed over with it."""
    selection.hand_over(application, by=by, at=at)
    return begin(
        application.person,
        level=level,
        intake=intake,
        wishes=wishes,
        by=by,
        at=at,
        research_topic=research_topic,
        application=application,
    )


def correct(
    placement: Placement,
    *,
    adviser: str,
    student_number: str,
    research_topic: str,
    funding: tuple[date | None, date | None],
    standard_end: date,
    planned_arrival: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Change what is no step: adviser, student number, topic, funding, expected end, arrival."""
    placement.adviser, placement.student_number = adviser, student_number
    placement.research_topic, placement.standard_end = research_topic, standard_end
    placement.funding_from, placement.funding_until = funding
    placement.planned_arrival = planned_arrival
    stay = next((s for s in placement.stays if s.ended_on is None), None)
    if stay is not None:
        stay.adviser, stay.student_number = adviser, student_number
    history.record(placement, "correct", by=by, at=at)
