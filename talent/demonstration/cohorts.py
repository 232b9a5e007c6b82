"""Two cohorts: one in Korea that is over and reported, one in Ulaanbaatar that is under way."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from talent.cohorts import actions, queries
from talent.cohorts.actions import Lesson, Plan, Proofs
from talent.cohorts.models import Cohort, CohortSession, Participation
from talent.cohorts.rules.attendance import AttendanceMark
from talent.cohorts.rules.lifecycle import CohortFormat, SessionKind
from talent.demonstration.calendar import Calendar
from talent.demonstration.data import read
from talent.demonstration.people import Trainee
from talent.demonstration.staff import Team
from talent.foundations.languages import LocalizedText
from talent.foundations.periods import ZONES
from talent.people.models import Organisation
from talent.plumbing.database import db

MORNING, AFTERNOON = time(9, 30), time(13, 30)
UNIT = timedelta(minutes=50)
M = AttendanceMark


def run_invited(
    team: Team, organisations: dict[str, Organisation], trainees: list[Trainee], calendar: Calendar
) -> Cohort:
    """Ten working days in Daejeon last June: completed, participated, and one who fell short."""
    starts = date(calendar.year, 6, 1)
    if starts > calendar.today - timedelta(days=40):
        starts = starts.replace(year=starts.year - 1)
    starts += timedelta(days=(7 - starts.weekday()) % 7)
    cohort = _plan(
        read("training")["invited"],
        CohortFormat.INVITED,
        organisations["KIGAM"],
        starts,
        "Asia/Seoul",
        team,
        calendar.in_ulaanbaatar(starts - timedelta(days=70)),
    )
    places = _fill(cohort, trainees, team, starts, calendar)
    for session in queries.all_sessions(cohort):
        _mark(session, places, team, session.ends_at)
    ended = datetime.combine(cohort.ends_on, time(9, 0), UTC)
    actions.record_proofs(
        {
            place: Proofs(
                pre_test=38 + number * 3,
                post_test=54 if number == 5 else 66 + number * 2,
                action_plan_accepted=number != 7,
                survey_done=True,
            )
            for number, place in enumerate(places)
        },
        by=team["coordinator"],
        at=ended,
    )
    actions.evaluate(cohort, by=team["coordinator"], at=ended + timedelta(hours=1))
    actions.move(cohort, "finish", by=team["coordinator"], at=ended + timedelta(hours=2))
    actions.move(cohort, "report", by=team["approver"], at=ended + timedelta(days=9))
    return cohort


def run_local(
    team: Team, organisations: dict[str, Organisation], trainees: list[Trainee], calendar: Calendar
) -> Cohort:
    """Two weeks in Ulaanbaatar around today: everything before today is marked."""
    starts = calendar.today - timedelta(days=7)
    starts -= timedelta(days=starts.weekday())
    cohort = _plan(
        read("training")["local"],
        CohortFormat.LOCAL,
        organisations["GCRA"],
        starts,
        "Asia/Ulaanbaatar",
        team,
        calendar.in_ulaanbaatar(starts - timedelta(days=40)),
    )
    places = _fill(cohort, trainees, team, starts, calendar)
    for session in queries.all_sessions(cohort):
        if session.ends_at < calendar.at - timedelta(hours=14):
            _mark(session, places, team, session.ends_at)
    return cohort


def _plan(
    told: dict[str, Any],
    form: CohortFormat,
    organiser: Organisation,
    starts: date,
    zone: str,
    team: Team,
    at: datetime,
) -> Cohort:
    days = told["days"]
    rules = actions.default_rules()
    wanted = Plan(
        form=form,
        title=LocalizedText(**told["title"]),
        place=LocalizedText(**told["place"]),
        support=LocalizedText(**told["support"]),
        organiser=organiser,
        starts_on=starts,
        ends_on=_workday(starts, len(days) - 1),
        zone=zone,
        hours=sum(units for day in days for _kind, units, _title in day),
        seats=14,
        rules=rules,
    )
    cohort = actions.plan(wanted, by=team["coordinator"], at=at)
    for number, day in enumerate(days):
        for begins, (kind, units, title) in zip((MORNING, AFTERNOON), day, strict=False):
            start = datetime.combine(_workday(starts, number), begins, ZONES[zone])
            lesson = Lesson(
                title=LocalizedText(**title),
                kind=SessionKind(kind),
                starts_at=start,
                ends_at=start + units * UNIT,
                units=units,
                instructor=team["instructor"].person,
                room="W-3 214" if zone == "Asia/Seoul" else "Lab 2",
            )
            actions.add_session(cohort, lesson, by=team["coordinator"], at=at)
    return cohort


def _workday(starts: date, number: int) -> date:
    return starts + timedelta(days=number + 2 * (number // 5))


def _fill(
    cohort: Cohort, trainees: list[Trainee], team: Team, starts: date, calendar: Calendar
) -> list[Participation]:
    coordinator = team["coordinator_mn"]
    at = calendar.in_ulaanbaatar(starts - timedelta(days=35))
    actions.move(cohort, "announce", by=coordinator, at=at)
    places = [actions.nominate(cohort, t.person, by=coordinator, at=at) for t in trainees]
    for place, trainee in zip(places, trainees, strict=True):
        actions.move_person(place, "accept", by=trainee.account, at=at + timedelta(days=4))
    actions.move_all(places, "confirm", by=coordinator, at=at + timedelta(days=9))
    actions.move(cohort, "confirm", by=coordinator, at=at + timedelta(days=9))
    begun = datetime.combine(starts, time(0, 30), UTC)
    actions.move(cohort, "start", by=coordinator, at=begun)
    db.session.flush()
    return places


def _mark(
    session: CohortSession,
    places: list[Participation],
    team: Team,
    at: datetime,
) -> None:
    marks = {place.pid: _how(number, session.number) for number, place in enumerate(places)}
    actions.mark(session, marks, by=team["coordinator_mn"], at=at)


def _how(person: int, session: int) -> AttendanceMark:
    """Mostly present; one comes late often, one is ill for a while, one leaves half way."""
    if person == 3 and session % 3 == 0:
        return M.LATE
    if person == 4 and session in {5, 6}:
        return M.EXCUSED
    if person == 9 and session > 7:
        return M.ABSENT
    if (person * 5 + session * 3) % 29 == 0:
        return M.EARLY_LEAVE
    return M.PRESENT
