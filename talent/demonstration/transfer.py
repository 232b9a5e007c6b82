"""Technology transfer: deliveries over the last year, results, authorisations, one lapsed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from talent.demonstration.calendar import Calendar
from talent.demonstration.data import read
from talent.demonstration.people import Trainee
from talent.demonstration.staff import Team
from talent.foundations.access import SYSTEM
from talent.foundations.languages import LocalizedText
from talent.plumbing.database import db
from talent.transfer import actions
from talent.transfer.actions import Teaching, Verdict
from talent.transfer.models import Delivery, ModuleResult, ModuleVersion, TransferModule
from talent.transfer.rules.competency import CompetencyLevel

L2, L3 = CompetencyLevel.L2, CompetencyLevel.L3


@dataclass(frozen=True, slots=True)
class Course:
    """One delivery: which module, how many days ago it began, how long, how people did."""

    code: str
    days_ago: int
    days: int
    people: range
    level: CompetencyLevel = L2


COURSES = (
    Course("QSE-101", 330, 2, range(12)),
    Course("QSE-102", 300, 3, range(6)),
    Course("QSE-103", 270, 3, range(6)),
    Course("ANA-201", 240, 5, range(10), L3),
    Course("ANA-202", 200, 4, range(6), L3),
    Course("ANA-203", 160, 5, range(8), L3),
    Course("ANA-205", 120, 4, range(4), L3),
    Course("BEN-301", 90, 6, range(6), L3),
)


def hand_over(team: Team, trainees: list[Trainee], calendar: Calendar) -> list[ModuleResult]:
    """Everything from safety to X-ray fluorescence, in the order the prerequisites ask."""
    actions.load_catalogue(by=SYSTEM, at=calendar.days_ago(600))
    db.session.flush()
    results = [
        result for course in COURSES for result in _deliver(team, trainees, course, calendar)
    ]
    _authorise(team, results, calendar)
    planned = Course("BEN-304", -14, 10, range(6))
    delivery = _plan(team, planned, calendar)
    for number in planned.people:
        actions.enrol(
            delivery, trainees[number].person, by=team["laboratory"], at=calendar.days_ago(3)
        )
    db.session.flush()
    actions.move_delivery(delivery, "confirm", by=team["laboratory"], at=calendar.days_ago(2))
    actions.expire_due(at=calendar.at)
    return results


def _plan(team: Team, course: Course, calendar: Calendar) -> Delivery:
    starts = calendar.today - timedelta(days=course.days_ago)
    version = db.session.scalars(
        select(ModuleVersion)
        .join(ModuleVersion.module)
        .where(TransferModule.code == course.code)
        .options(selectinload(ModuleVersion.module), selectinload(ModuleVersion.equipment))
    ).one()
    wanted = Teaching(
        version=version,
        place=LocalizedText(**read("training")["local"]["place"]),
        starts_on=starts,
        ends_on=starts + timedelta(days=course.days - 1),
        instructors="KIGAM",
        assessor=team["assessor"].person,
    )
    at = _noon(calendar, starts - timedelta(days=30))
    return actions.plan_delivery(wanted, by=team["laboratory"], at=at)


def _deliver(
    team: Team, trainees: list[Trainee], course: Course, calendar: Calendar
) -> list[ModuleResult]:
    manager, assessor = team["laboratory"], team["assessor"]
    delivery = _plan(team, course, calendar)
    begun = _noon(calendar, delivery.starts_on)
    ended = _noon(calendar, delivery.ends_on + timedelta(days=1))
    results = [
        actions.enrol(delivery, trainees[number].person, by=manager, at=begun - timedelta(days=10))
        for number in course.people
    ]
    db.session.flush()
    actions.move_delivery(delivery, "confirm", by=manager, at=begun - timedelta(days=5))
    actions.move_delivery(delivery, "start", by=manager, at=begun)
    last = len(results) - 1
    verdicts = {
        result: Verdict(
            theory_percent=58 if number == last and last > 5 else 82 + number % 4 * 4,
            passed=None if number == last and last > 5 else True,
            level=course.level if number < 5 else L2,
        )
        for number, result in enumerate(results)
    }
    actions.assess(delivery, verdicts, by=assessor, at=ended)
    db.session.flush()
    if not any(r.status.value == "enrolled" for r in results):
        actions.move_delivery(delivery, "assess", by=assessor, at=ended + timedelta(hours=1))
        actions.move_delivery(delivery, "close", by=manager, at=ended + timedelta(days=1))
    return [result for result in results if result.passed_on is not None]


def _authorise(team: Team, results: list[ModuleResult], calendar: Calendar) -> None:
    """Whoever works independently may run the instruments they were taught on."""
    known: set[tuple[int, int]] = set()
    for number, result in enumerate(results):
        if result.level is not L3 or result.passed_on is None:
            continue
        at = _noon(calendar, result.passed_on + timedelta(days=4))
        for equipment in result.version_taught.equipment[: 2 + number % 2]:
            if (result.person_id, equipment.id) in known:
                continue
            known.add((result.person_id, equipment.id))
            proposed = actions.propose(result, equipment, by=team["assessor"], at=at)
            db.session.flush()
            if number % 7 != 6:
                actions.move_authorisation(
                    proposed, "authorise", by=team["laboratory"], at=at + timedelta(days=2)
                )
                db.session.flush()


def _noon(calendar: Calendar, day: date) -> datetime:
    return calendar.in_ulaanbaatar(day, 12)
