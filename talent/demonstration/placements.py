"""Degree placements over several semesters, from a graduate back home to a visa still awaited."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from talent.demonstration.calendar import Calendar
from talent.demonstration.data import read
from talent.demonstration.papers import paper
from talent.demonstration.people import Trainee
from talent.demonstration.staff import Team
from talent.foundations.access import SYSTEM
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation
from talent.placements import actions
from talent.placements.actions import Wish
from talent.placements.models import Placement, SemesterRecord
from talent.placements.rules.lifecycle import SEMESTER, Level, VisaType
from talent.placements.rules.terms import Term
from talent.plumbing import history
from talent.plumbing.database import db
from talent.selection.models import Application

GRADES = {"4.5": ("4.05", "3.90", "4.20", "3.35"), "4.3": ("3.80", "3.65", "3.18", "3.95")}


@dataclass(frozen=True, slots=True)
class World:
    """What every step needs."""

    team: Team
    organisations: dict[str, Organisation]
    calendar: Calendar

    def at(self, day: date) -> datetime:
        """Noon in Korea on that day, or now if that is earlier."""
        return min(datetime.combine(day, time(3), UTC), self.calendar.at)


@dataclass(frozen=True, slots=True)
class Course:
    """One person's study: where, from which term, how far."""

    trainee: Trainee
    university: str
    intake: Term
    level: Level = Level.MASTER
    application: Application | None = None
    second_wish: str = "INHA"


def study_earlier(world: World, trainees: list[Trainee]) -> list[Placement]:
    """Seven people who began before the finished call: placed under earlier rounds."""
    year = world.calendar.year
    first, second, third = Term(year - 2, 1), Term(year - 1, 1), Term(year - 1, 2)
    courses = [
        Course(trainees[0], "UST", first),
        Course(trainees[1], "SNU", first),
        Course(trainees[2], "UST", second),
        Course(trainees[3], "HYU", second),
        Course(trainees[4], "KNU", second, Level.DOCTOR),
        Course(trainees[5], "UST", third),
        Course(trainees[6], "INHA", third, second_wish="PKNU"),
    ]
    placements = [_enrol(world, course) for course in courses]
    for number, placement in enumerate(placements):
        _study(world, courses[number], placement, number)
    _graduate(world, placements[0])
    actions.complete_coursework(
        placements[1],
        on=date(year, 2, 20),
        by=world.team["coordinator"],
        at=world.at(date(year, 2, 25)),
    )
    actions.extend_visa(
        placements[1],
        expires_on=date(year + 1, 2, 28),
        by=world.team["coordinator"],
        at=world.at(date(year, 2, 10)),
    )
    return placements


def study_after_call(world: World, accepted: list[tuple[Trainee, Application]]) -> list[Placement]:
    """Those the finished call chose: most of them study, the last ones are on their way."""
    intake = Term(world.calendar.year, 1)
    places = ("UST", "CNU", "YONSEI", "UST", "PKNU", "HYU", "SNU", "KNU")
    courses = [
        Course(trainee, university, intake, application=application, second_wish="INHA")
        for (trainee, application), university in zip(accepted, places, strict=False)
    ]
    placements = []
    for number, course in enumerate(courses):
        if number < 4:
            placement = _enrol(world, course)
            _study(world, course, placement, number + 3)
        else:
            placement = _on_the_way(world, course, number)
        placements.append(placement)
    return placements


def _begin(world: World, course: Course, day: date) -> Placement:
    wishes = [
        Wish(
            world.organisations[code],
            LocalizedText(*read("studies")["departments"][code]),
            read("studies")["advisers"][len(code) % 5],
        )
        for code in (course.university, course.second_wish)
    ]
    topics = read("statements")["topics"]
    topic = topics[course.trainee.person.id % len(topics)]["ko"]
    told = {
        "level": course.level,
        "intake": course.intake,
        "wishes": wishes,
        "research_topic": topic,
        "by": world.team["coordinator"],
        "at": world.at(day),
    }
    if course.application is not None:
        return actions.begin_from(course.application, **told)
    return actions.begin(course.trainee.person, **told)


def _admit(world: World, course: Course, starts: date) -> Placement:
    coordinator = world.team["coordinator"]
    placement = _begin(world, course, starts - timedelta(days=95))
    nominated = starts - timedelta(days=88)
    actions.nominate(placement, on=nominated, by=coordinator, at=world.at(nominated))
    admitted = starts - timedelta(days=62)
    letter = paper("admission", by=coordinator, at=world.at(admitted), file_kind="admission-letter")
    actions.admit(placement, on=admitted, letter=letter, by=coordinator, at=world.at(admitted))
    return placement


def _contract(world: World, course: Course, placement: Placement, starts: date) -> None:
    coordinator, day = world.team["coordinator"], starts - timedelta(days=55)
    contract = paper("contract", by=coordinator, at=world.at(day), file_kind="award-contract")
    actions.prepare_contract(placement, contract=contract, by=coordinator, at=world.at(day))
    db.session.flush()
    signed = world.at(day + timedelta(days=2))
    actions.sign_contract(placement, by=course.trainee.account, at=signed)
    actions.contract(placement, by=world.team["approver"], at=world.at(day + timedelta(days=4)))


def _fly(world: World, course: Course, placement: Placement, starts: date) -> None:
    coordinator, filed = world.team["coordinator"], starts - timedelta(days=45)
    visa = VisaType.MASTER if course.level is Level.MASTER else VisaType.DOCTOR
    arrival = starts - timedelta(days=9)
    actions.file_visa(
        placement,
        on=filed,
        visa_type=visa,
        planned_arrival=arrival,
        by=coordinator,
        at=world.at(filed),
    )
    issued = filed + timedelta(days=14)
    actions.issue_visa(
        placement,
        on=issued,
        expires_on=date(starts.year + 2, 2, 28),
        by=coordinator,
        at=world.at(issued),
    )
    actions.arrive(placement, on=arrival, by=coordinator, at=world.at(arrival))


def _enrol(world: World, course: Course) -> Placement:
    starts, coordinator = course.intake.starts_on, world.team["coordinator"]
    placement = _admit(world, course, starts)
    _contract(world, course, placement, starts)
    _fly(world, course, placement, starts)
    on = starts + timedelta(days=1)
    number = f"{starts.year}{course.intake.half}{course.trainee.person.id:04}"
    actions.enrol(placement, on=on, by=coordinator, at=world.at(on), student_number=number)
    card = starts + timedelta(days=30)
    if card <= world.calendar.today:
        actions.register_card(
            placement,
            on=card,
            expires_on=date(starts.year + 2, 2, 28),
            by=coordinator,
            at=world.at(card),
        )
    return placement


def _on_the_way(world: World, course: Course, number: int) -> Placement:
    """The next intake: one awaits the visa, one the contract, the rest the university."""
    starts = (course.intake + 2).starts_on
    later = Course(
        course.trainee,
        course.university,
        course.intake + 2,
        application=course.application,
        second_wish=course.second_wish,
    )
    today = world.calendar.today
    soon = min(starts, today + timedelta(days=60))
    if number == 4:
        placement = _admit(world, later, soon)
        _contract(world, later, placement, soon)
        return placement
    if number == 5:
        return _admit(world, later, soon)
    placement = _begin(world, later, today - timedelta(days=20))
    if number == 6:
        nominated = today - timedelta(days=15)
        actions.nominate(
            placement, on=nominated, by=world.team["coordinator"], at=world.at(nominated)
        )
    return placement


def _study(world: World, course: Course, placement: Placement, number: int) -> None:
    """Terms that are over are reported and accepted, but for one report that is overdue."""
    term, done = course.intake, 0
    while term.starts_on <= world.calendar.today and done < 4:
        record = _record(world, placement, term)
        if term.until <= world.calendar.today and not (number == 3 and done == 2):
            _report(world, course, record, number + done)
            done += 1
        term = term + 1


def _record(world: World, placement: Placement, term: Term) -> SemesterRecord:
    found = next((s for s in placement.semesters if s.term == str(term)), None)
    begun = world.at(term.starts_on + timedelta(days=1))
    if found is None:
        found = actions.plan_semester(
            placement, term, by=SYSTEM, at=begun, registered_on=term.starts_on
        )
        db.session.flush()
    if found.status is SEMESTER.start:
        history.advance(found, SEMESTER, "begin", by=SYSTEM, at=begun)
    return found


def _report(world: World, course: Course, record: SemesterRecord, number: int) -> None:
    coordinator = world.team["coordinator"]
    told, ended = read("studies"), Term.parse(record.term).until
    handed_in = world.at(ended - timedelta(days=40))
    account = course.trainee.account
    university = world.organisations[course.university]
    assert university.university is not None  # noqa: S101
    scale = university.university.grade_scale
    transcript = paper("transcript", by=account, at=handed_in, file_kind="transcript")
    actions.hand_in_transcript(record, transcript, by=account, at=handed_in)
    db.session.flush()
    actions.submit(
        record,
        report=told["reports"][number % 3],
        attempted=9,
        earned=9 if number % 4 else 6,
        gpa=GRADES[scale][number % 4],
        scale=scale,
        by=account,
        at=handed_in,
    )
    given = ended - timedelta(days=33)
    actions.add_adviser(
        record,
        statement=told["statements"][number % 3],
        given_on=given,
        by=coordinator,
        at=world.at(given),
    )
    accepted = world.at(ended - timedelta(days=25))
    actions.accept(record, by=coordinator, at=accepted)
    actions.lock(record, by=coordinator, at=world.at(ended))


def _graduate(world: World, placement: Placement) -> None:
    """Left in December, conferred the February after, back at the old desk."""
    year, coordinator = world.calendar.year, world.team["coordinator"]
    finished = date(year - 1, 12, 12)
    actions.complete_coursework(placement, on=finished, by=coordinator, at=world.at(finished))
    left = date(year - 1, 12, 20)
    actions.depart(placement, on=left, by=coordinator, at=world.at(left))
    actions.return_home(
        placement, on=left + timedelta(days=1), by=coordinator, at=world.at(date(year, 1, 8))
    )
    conferred = date(year, 2, 23)
    diploma = paper(
        "diploma", by=coordinator, at=world.at(conferred + timedelta(days=20)), file_kind="diploma"
    )
    actions.record_degree(
        placement,
        title=read("studies")["degree"],
        on=conferred,
        number=f"{year}-0217",
        diploma=diploma,
        by=coordinator,
        at=world.at(conferred + timedelta(days=20)),
    )
    actions.confer(
        placement,
        by=world.team["approver"],
        at=world.at(conferred + timedelta(days=22)),
    )
