import pytest
from sqlalchemy import select

from talent.cohorts.models import Attendance, Cohort, CohortSession, Participation
from talent.cohorts.rules.attendance import AttendanceMark as M
from talent.cohorts.rules.lifecycle import CohortStatus, ParticipationStatus
from talent.foundations.access import Role
from talent.plumbing.database import db
from tests.factories import AT, make_account, make_organisation, make_person
from tests.rooms.cohorts.factories import (
    make_cohort,
    make_marks,
    make_participation,
    make_session,
    proofs,
)
from tests.visitor import Visitor

LANGUAGES = ("en", "ko", "mn")


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


@pytest.fixture
def course(session):
    """Two people, two held sessions; a third one has just begun."""
    cohort = make_cohort()
    first, second = make_participation(cohort), make_participation(cohort, "Sarangerel")
    make_marks(make_session(cohort, 1), {first: M.PRESENT, second: M.PRESENT})
    make_marks(make_session(cohort, 2), {first: M.LATE, second: M.NOT_REQUIRED})
    lesson = make_session(cohort, 3, starts_at=now_minus(1), ends_at=now_minus(-2))
    return cohort, first, second, lesson


def now_minus(hours):
    from datetime import timedelta

    from talent.plumbing.clock import now

    return now() - timedelta(hours=hours)


def the_plan(organiser, **values):
    return {
        "form": "local",
        "title_ko": "ko",
        "title_mn": "mn",
        "title_en": "Gravity separation",
        "place_en": "Darkhan",
        "organiser": organiser.pid,
        "starts_on": "2026-09-01",
        "ends_on": "2026-09-11",
        "zone": "Asia/Ulaanbaatar",
        "hours": "40",
        "seats": "20",
        **values,
    }


def test_a_coordinator_plans_a_cohort(app, coordinator):
    organiser = make_organisation("Survey centre")

    form = Visitor(app, coordinator).open("/cohorts/").follow("New cohort")
    page = form.fill(the_plan(organiser)).press("Save")

    assert (page.heading, page.statuses) == ("Gravity separation", [303, 200])
    made = db.session.scalars(select(Cohort)).one()
    assert (made.code, made.rules["completion_ratio"]) == ("LT-2026-01", "9/10")


def test_a_wrong_plan_comes_back_with_everything_typed(app, coordinator):
    organiser = make_organisation("Survey centre")
    wrong = the_plan(organiser, ends_on="2026-08-01", title_ko="", title_mn="", title_en="")

    page = Visitor(app, coordinator).open("/cohorts/new").fill(wrong).press("Save")

    assert page.status == 422
    assert page.says("The end must not be before the beginning.")
    assert page.says("Give this text in at least one language.")
    assert page.soup.select_one("[name=place_en]")["value"] == "Darkhan"
    assert db.session.scalars(select(Cohort)).all() == []


def test_rules_of_an_announced_cohort_do_not_change(app, coordinator):
    cohort = make_cohort(status=CohortStatus.ANNOUNCED)

    page = Visitor(app, coordinator).open(f"/cohorts/{cohort.pid}/edit")
    page = page.fill(completion_percent="50").press("Save")

    assert page.status == 422
    assert page.says("This can no longer be changed in the present state of the cohort.")


def test_details_of_an_announced_cohort_change(app, coordinator):
    cohort = make_cohort(status=CohortStatus.ANNOUNCED)

    page = Visitor(app, coordinator).open(f"/cohorts/{cohort.pid}/edit")
    page = page.fill(seats="33").press("Save")

    assert page.texts(".msg") == []
    assert db.session.get(Cohort, cohort.id).seats == 33


def test_a_form_filled_over_an_older_state_is_not_taken(app, coordinator):
    cohort = make_cohort(status=CohortStatus.PLANNED)
    page = Visitor(app, coordinator).open(f"/cohorts/{cohort.pid}/edit")
    cohort.seats = 7
    db.session.commit()

    assert page.fill(seats="33").press("Save").status == 409
    assert db.session.get(Cohort, cohort.id).seats == 7


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_cohort_reads_in_each_language(app, coordinator, course, language):
    cohort, first, _second, lesson = course
    coordinator.language = language
    visitor = Visitor(app, coordinator, language)

    for path in (
        "/cohorts/",
        f"/cohorts/{cohort.pid}",
        f"/cohorts/{cohort.pid}/edit",
        f"/cohorts/{cohort.pid}/people?q=sar",
        f"/cohorts/{cohort.pid}/evaluation",
        f"/cohorts/{cohort.pid}/sessions/new",
        f"/cohorts/sessions/{lesson.pid}/edit",
        f"/cohorts/sessions/{lesson.pid}/attendance",
        f"/cohorts/people/{first.pid}",
    ):
        page = visitor.open(path)
        assert (page.status, page.soup.html["lang"]) == (200, language), path


def test_somebody_found_by_name_gets_a_place(app, coordinator):
    cohort = make_cohort()
    person = make_person("Sarangerel")

    page = Visitor(app, coordinator).open(f"/cohorts/{cohort.pid}").follow("Add participants")
    page = page.visitor.open(page.path, query={"q": "sarangerel"})
    page = page.press("Add : " + person.names.shown("en"))

    assert page.heading == "Froth flotation"
    assert db.session.scalars(select(Participation.person_id)).all() == [person.id]


def test_a_session_is_planned_changed_and_cancelled(app, coordinator):
    cohort = make_cohort(status=CohortStatus.PLANNED)
    visitor = Visitor(app, coordinator)
    form = visitor.open(f"/cohorts/{cohort.pid}").follow("New session")

    lesson = {
        "title_en": "Reagents",
        "starts": "2026-03-05T09:00",
        "ends": "2026-03-05T08:00",
        "units": "3",
    }
    wrong = form.fill(lesson).press("Save")
    assert (wrong.status, wrong.says("The end must be later than the beginning.")) == (422, True)
    assert form.fill(lesson | {"ends": "2026-03-05T12:00"}).press("Save").status == 200
    made = db.session.scalars(select(CohortSession)).one()
    assert made.starts_at.isoformat() == "2026-03-05T01:00:00+00:00"

    page = visitor.open(f"/cohorts/sessions/{made.pid}/edit").fill(units="2").press("Save")
    page = visitor.open(f"/cohorts/sessions/{made.pid}/edit").press("Cancel the session")
    assert page.status == 200
    assert db.session.get(CohortSession, made.id).status == "cancelled"


def test_a_session_outside_the_days_of_the_cohort_is_blamed_beside_the_field(app, coordinator):
    cohort = make_cohort(status=CohortStatus.PLANNED)
    page = Visitor(app, coordinator).open(f"/cohorts/{cohort.pid}/sessions/new")
    lesson = {"title_en": "x", "starts": "2027-03-05T09:00", "ends": "2027-03-05T12:00"}

    page = page.fill(lesson | {"units": "3"}).press("Save")

    assert page.status == 422
    assert page.says("The session must lie within the days of the cohort.")


def test_the_sheet_is_marked_in_one_go(app, coordinator, course):
    _cohort, first, second, lesson = course
    page = Visitor(app, coordinator).open(f"/cohorts/sessions/{lesson.pid}/attendance")
    assert page.says("Not marked: 2")

    page = page.fill({f"mark-{first.pid}": "late", f"mark-{second.pid}": "present"}).press("Save")

    rows = db.session.scalars(select(Attendance).where(Attendance.session_id == lesson.id))
    assert {row.participation_id: row.mark for row in rows} == {
        first.id: M.LATE,
        second.id: M.PRESENT,
    }
    assert page.says("Saved.")
    assert db.session.get(CohortSession, lesson.id).status == "held"


def test_a_sheet_saved_half_says_who_is_left(app, coordinator, course):
    _cohort, first, _second, lesson = course
    page = Visitor(app, coordinator).open(f"/cohorts/sessions/{lesson.pid}/attendance")

    page = page.fill({f"mark-{first.pid}": "present"}).press("Save")

    assert page.says("Saved. 1 person is not marked yet.")


def test_a_mark_that_does_not_exist_is_refused(app, coordinator, course):
    _cohort, first, _second, lesson = course
    visitor = Visitor(app, coordinator)

    for wrong in ("asleep", "not-required"):
        page = visitor.post(
            f"/cohorts/sessions/{lesson.pid}/attendance", **{f"mark-{first.pid}": wrong}
        )
        assert page.status == 422
    assert (
        db.session.scalars(select(Attendance).where(Attendance.session_id == lesson.id)).all() == []
    )


def test_a_sheet_before_its_session_is_not_open(app, coordinator, course):
    cohort, first, _second, _lesson = course
    ahead = make_session(cohort, 4, starts_at=now_minus(-5), ends_at=now_minus(-9))
    page = Visitor(app, coordinator).open(f"/cohorts/sessions/{ahead.pid}/attendance")

    page = page.fill({f"mark-{first.pid}": "present"}).press("Save")

    assert (page.status, page.says("once the session has begun")) == (422, True)
    chosen = page.soup.select_one(f"[name=mark-{first.pid}][checked]")
    assert chosen["value"] == "present"


def test_an_old_sheet_asks_for_a_reason(app, coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    old = make_session(cohort, 1)
    visitor = Visitor(app, coordinator)
    page = visitor.open(f"/cohorts/sessions/{old.pid}/attendance")
    page.fill({f"mark-{person.pid}": "absent"})

    assert page.press("Save").says("Give a reason.")
    page = page.fill(reason="Paper list found").press("Save")

    assert (page.status, page.says("Paper list found")) == (200, True)


def test_forty_people_are_saved_in_eight_statements(app, coordinator, session, statements):
    cohort = make_cohort(seats=60)
    people = [make_participation(cohort) for _ in range(40)]
    lesson = make_session(cohort, 3, starts_at=now_minus(1), ends_at=now_minus(-2))
    marks = {f"mark-{person.pid}": "present" for person in people}
    from talent.cohorts import actions, queries

    session.commit()
    for row in (coordinator, lesson):
        session.refresh(row)
    with statements(session) as counted:
        found = queries.session_to_mark(coordinator, lesson.pid)
        posted = {name.removeprefix("mark-"): M(mark) for name, mark in marks.items()}
        actions.mark(found, posted, by=coordinator, at=now_minus(0))
        session.flush()

    assert len(counted) <= 8, [c[:100] for c in counted]
    assert len(db.session.scalars(select(Attendance)).all()) == 40


def test_an_instructor_marks_their_own_session_only(app, course):
    cohort, first, _second, lesson = course
    teacher = make_account(Role.INSTRUCTOR, who="Dorj")
    own = make_session(
        cohort, 5, instructor=teacher.person, starts_at=now_minus(2), ends_at=now_minus(1)
    )
    visitor = Visitor(app, teacher)

    assert visitor.open(f"/cohorts/sessions/{lesson.pid}/attendance").status == 404
    page = visitor.open(f"/cohorts/{cohort.pid}").follow("Attendance : Lesson 5")
    page = page.fill({f"mark-{first.pid}": "present"}).press("Save")
    assert (page.status, page.says("not marked yet")) == (200, True)
    assert visitor.open(f"/cohorts/sessions/{own.pid}/edit").status == 403


def test_a_late_arrival_is_waived_with_a_reason(app, coordinator, course):
    _cohort, first, _second, _lesson = course
    page = Visitor(app, coordinator).open(f"/cohorts/people/{first.pid}")

    wrong = page.fill(before="2026-03-07", reason="").press("Waive sessions")
    assert wrong.status == 422
    page = wrong.fill(before="2026-03-07", reason="Visa came late").press("Waive sessions")

    assert page.says("1 session waived.")
    assert page.says("Visa came late")


def test_the_course_is_evaluated_finished_and_reported(app, coordinator):
    cohort = make_cohort()
    person = make_participation(cohort, **proofs(done=False))
    make_marks(make_session(cohort, 1), {person: M.PRESENT})
    visitor = Visitor(app, coordinator)

    page = visitor.open(f"/cohorts/{cohort.pid}").follow("Evaluation")
    assert page.says("There is no post-test result.")
    page = page.fill(
        {f"post-{person.pid}": "81", f"plan-{person.pid}": True, f"survey-{person.pid}": True}
    ).press("Save the results")
    assert page.texts("tbody .tag") == ["Completed"]
    page = page.press("Record the outcomes")
    assert page.says("1 outcome recorded.")
    page = visitor.open(f"/cohorts/{cohort.pid}").press("Finish the cohort")
    assert page.says("Finished")

    approver = Visitor(app, make_account(Role.APPROVER, who="Oyuna"))
    page = approver.open(f"/cohorts/{cohort.pid}").press("Approve the result report")
    assert db.session.get(Cohort, cohort.id).status == CohortStatus.REPORTED
    assert db.session.get(Participation, person.id).status == ParticipationStatus.COMPLETED


def test_a_post_test_of_101_per_cent_is_refused_beside_its_field(app, coordinator, course):
    cohort, first, _second, _lesson = course
    page = Visitor(app, coordinator).open(f"/cohorts/{cohort.pid}/evaluation")

    page = page.fill({f"post-{first.pid}": "101"}).press("Save the results")

    assert page.status == 422
    assert page.soup.select_one(f"[name=post-{first.pid}]")["value"] == "101"


def test_a_refused_step_says_why(app, coordinator):
    cohort = make_cohort(status=CohortStatus.CONFIRMED)
    make_session(cohort, 1)

    page = Visitor(app, coordinator).open(f"/cohorts/{cohort.pid}").press("Start the cohort")

    assert page.status == 409
    assert page.says("Nobody is confirmed yet.")


def test_a_step_nobody_knows_is_a_bad_request(app, coordinator):
    cohort = make_cohort()
    person = make_participation(cohort)
    visitor = Visitor(app, coordinator)

    assert visitor.post(f"/cohorts/{cohort.pid}/step", step="explode").status == 400
    assert visitor.post(f"/cohorts/people/{person.pid}/step", step="complete").status == 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trainee_accepts_and_sees_the_timetable(app, session, language):
    trainee = make_account(language=language)
    cohort = make_cohort(status=CohortStatus.ANNOUNCED)
    make_session(cohort, 1)
    place = make_participation(
        cohort, trainee.person, status=ParticipationStatus.NOMINATED, reply_by=AT.date()
    )
    visitor = Visitor(app, trainee, language)

    assert visitor.open("/cohorts/mine").status == 200
    page = visitor.open(f"/cohorts/mine/{place.pid}")
    page = page.press_for("/step")

    assert page.status == 200
    assert db.session.get(Participation, place.id).status == ParticipationStatus.ACCEPTED


def test_a_trainee_sees_the_exact_fraction_of_their_attendance(app, course):
    _cohort, first, _second, _lesson = course
    trainee = make_account(person=first.person)

    page = Visitor(app, trainee).open(f"/cohorts/mine/{first.pid}")

    assert page.says("8 / 8 = 100.0%")


def test_pages_of_a_cohort_take_few_statements(app, coordinator, session, statements, course):
    cohort, first, _second, lesson = course
    visitor = Visitor(app, coordinator)

    for path in (
        "/cohorts/",
        f"/cohorts/{cohort.pid}",
        f"/cohorts/{cohort.pid}/evaluation",
        f"/cohorts/sessions/{lesson.pid}/attendance",
        f"/cohorts/people/{first.pid}",
    ):
        with statements(session) as counted:
            assert visitor.open(path).status == 200
        assert len(counted) <= 12, (path, counted)
