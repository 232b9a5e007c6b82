from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfWriter
from sqlalchemy import select

from talent.foundations.access import Role
from talent.placements import actions
from talent.placements.models import Placement
from talent.placements.rules.lifecycle import (
    Level,
    PresenceStatus,
    SemesterStatus,
    StudyStatus,
)
from talent.plumbing.database import db
from talent.selection.models import Application
from talent.selection.rules.lifecycle import ApplicationStatus, RoundKind
from tests.factories import AT, make_account
from tests.rooms.placements.factories import (
    WALK,
    make_file,
    make_placement,
    make_uni,
    semester_of,
)
from tests.rooms.selection.factories import make_applicant, make_call, make_submitted
from tests.visitor import Visitor


def a_pdf() -> bytes:
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(90, 90)
    writer.write(out)
    return out.getvalue()


PDF = a_pdf()


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


@pytest.fixture
def approver(session):
    return make_account(Role.APPROVER, who="Oyuna")


@pytest.fixture
def trainee(session):
    return make_account(Role.TRAINEE)


def path(placement, rest=""):
    return f"/placements/{placement.pid}{rest}"


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
@pytest.mark.parametrize("until", WALK)
def test_a_record_can_be_read_in_every_state_and_language(app, coordinator, until, language):
    placement = make_placement(until=until)

    page = Visitor(app, coordinator).open(path(placement), query={"lang": language})

    assert page.status == 200


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
@pytest.mark.parametrize("until", WALK)
def test_a_trainee_reads_what_is_next_in_every_state(app, trainee, until, language):
    make_placement(until=until, trainee=trainee)

    page = Visitor(app, trainee).open("/my-study", query={"lang": language})

    assert page.status == 200
    assert page.texts("#p-now ~ .stack .b") != []


def test_a_trainee_without_a_placement_is_told_when_there_will_be_one(app, trainee):
    page = Visitor(app, trainee).open("/my-study")

    assert page.says("You have no placement at a university.")


def test_the_list_shows_each_placement_and_what_to_look_at(app, coordinator):
    make_placement(until="enrolled")

    page = Visitor(app, coordinator).open("/placements")

    assert (
        page.texts("tbody th a") == ["BAT-ERDENE Sarangerel"] or len(page.texts("tbody th a")) == 1
    )
    assert page.says("A semester report is overdue.")


def test_the_list_is_narrowed_by_university_state_and_alert(app, coordinator):
    one, other = make_uni("One"), make_uni("Other")
    make_placement(until="enrolled", universities=[one])
    make_placement(until="admitted", universities=[other])
    visitor = Visitor(app, coordinator)

    def count(**query):
        return len(visitor.open("/placements", query=query).texts("tbody tr"))

    assert count() == 2
    assert count(university=one.pid) == 1
    assert count(state="admitted") == 1
    assert count(alert="report-overdue") == 1
    assert count(alert="any") == 1
    assert count(alert="visa-expired") == 0
    assert count(q="nobody of that name") == 0


def test_one_placement_or_three_cost_the_same_statements(app, session, coordinator, statements):
    visitor = Visitor(app, coordinator)
    make_placement()
    with statements(session) as few:
        visitor.open("/placements")
    make_placement()
    make_placement()
    with statements(session) as many:
        visitor.open("/placements")

    assert len(few) == len(many) <= 8


def test_a_record_costs_few_statements(app, session, coordinator, statements):
    placement = make_placement()
    address = path(placement)

    with statements(session) as counted:
        Visitor(app, coordinator).open(address)

    assert len(counted) <= 12


def test_an_admission_is_recorded_with_its_letter(app, session, coordinator):
    placement = make_placement(until="university-screening")
    page = Visitor(app, coordinator).open(path(placement)).follow("Record the admission")

    page = page.fill(on="2024-12-10", letter=("letter.pdf", PDF)).press("Record the admission")

    stored = session.get(Placement, placement.id)
    assert (stored.study_status, stored.admitted_on) == (StudyStatus.ADMITTED, date(2024, 12, 10))
    letter = page.follow("letter.pdf")
    assert (letter.status, letter.body) == (200, PDF)


def test_a_wrong_day_is_said_beside_the_field_and_nothing_moves(app, session, coordinator):
    placement = make_placement(until="university-screening")
    page = Visitor(app, coordinator).open(path(placement, "/steps/admit"))

    page = page.fill(on="2024-11-03", student_number="S-1").press("Record the admission")

    assert page.status == 422
    assert page.texts("#on-error") == ["This day lies before the step it rests on."]
    assert page.soup.select_one("[name=student_number]")["value"] == "S-1"
    assert session.get(Placement, placement.id).admitted_on is None


def test_a_file_that_is_none_is_refused_beside_its_field(app, session, coordinator):
    placement = make_placement(until="university-screening")
    page = Visitor(app, coordinator).open(path(placement, "/steps/admit"))

    page = page.fill(on="2024-12-10", letter=("letter.pdf", b"MZ no paper")).press(
        "Record the admission"
    )

    assert page.status == 422
    assert len(page.texts("#letter-error")) == 1
    assert session.get(Placement, placement.id).study_status is StudyStatus.UNIVERSITY_SCREENING


def test_a_short_passport_is_explained_where_the_arrival_is_typed(app, coordinator):
    placement = make_placement(until="contracted")
    placement.person.passport_expires_on = date(2025, 6, 1)
    page = Visitor(app, coordinator).open(path(placement, "/steps/file-visa"))

    page = page.fill(on="2025-01-08", visa_type="D-2-3", planned_arrival="2025-02-20").press(
        "Record the visa application"
    )

    assert page.status == 422
    assert page.says("The passport must be valid for 6 months after the planned arrival.")


def test_the_same_form_sent_twice_moves_once(app, session, coordinator):
    placement = make_placement(until="university-screening")
    first = Visitor(app, coordinator).open(path(placement, "/steps/refuse"))
    second = Visitor(app, coordinator).open(path(placement, "/steps/refuse"))

    button = "Record that the university did not admit"
    first.fill(on="2024-12-01", reason="full").press(button)
    late = second.fill(on="2024-12-02", reason="no room").press(button)

    assert late.status == 409
    stored = session.get(Placement, placement.id)
    session.refresh(stored, ["preferences"])
    assert [p.refusal_reason for p in stored.preferences] == ["full"]


def test_steps_of_an_approver_are_not_open_to_a_coordinator(app, coordinator, approver):
    placement = make_placement(until="admitted")
    actions.prepare_contract(placement, contract=make_file(), by=coordinator, at=AT)
    db.session.flush()
    actions.sign_contract(placement, by=make_account(Role.TRAINEE, person=placement.person), at=AT)

    assert Visitor(app, coordinator).open(path(placement, "/decisions/contract")).status == 403
    assert Visitor(app, coordinator).open(path(placement, "/steps/contract")).status == 404
    page = Visitor(app, approver).open(path(placement)).follow("Countersign the contract")
    page = page.press("Countersign the contract")
    assert db.session.get(Placement, placement.id).study_status is StudyStatus.CONTRACTED


def test_a_step_out_of_turn_has_no_page(app, coordinator):
    placement = make_placement(until="admitted")
    visitor = Visitor(app, coordinator)

    for step in ("enrol", "nominate", "depart", "no-such-step"):
        assert visitor.open(path(placement, f"/steps/{step}")).status == 404


@pytest.mark.parametrize(
    ("until", "step", "fields", "status"),
    [
        ("nominating", "nominate", {"on": "2024-11-04"}, StudyStatus.UNIVERSITY_SCREENING),
        (
            "university-screening",
            "admit-conditionally",
            {"condition": "diploma", "due_on": "2025-02-01"},
            StudyStatus.CONDITIONALLY_ADMITTED,
        ),
        (
            "visa-filed",
            "issue-visa",
            {"on": "2025-01-24", "expires_on": "2027-02-28"},
            PresenceStatus.VISA_ISSUED,
        ),
        (
            "visa-filed",
            "refuse-visa",
            {"on": "2025-01-24", "reason": "papers"},
            PresenceStatus.VISA_REFUSED,
        ),
        ("visa-issued", "arrive", {"on": "2025-02-20"}, PresenceStatus.ARRIVED),
        ("arrived", "enrol", {"on": "2025-03-03", "student_number": "A-1"}, StudyStatus.ENROLLED),
        ("enrolled", "complete-coursework", {"on": "2025-12-31"}, StudyStatus.COURSEWORK_COMPLETED),
        ("enrolled", "depart", {"on": "2026-01-02"}, PresenceStatus.DEPARTED),
    ],
)
def test_each_step_of_a_coordinator_works_through_its_page(
    app, session, coordinator, until, step, fields, status
):
    placement = make_placement(until=until)
    page = Visitor(app, coordinator).open(path(placement, f"/steps/{step}"))

    page = page.fill(fields).press(page.heading)

    stored = session.get(Placement, placement.id)
    assert page.statuses == [303, 200]
    assert status in {stored.study_status, stored.presence_status}


def test_deeds_without_a_state_are_written_down(app, session, coordinator, approver):
    placement = make_placement()
    visitor = Visitor(app, coordinator)

    def take(step, **fields):
        page = visitor.open(path(placement, f"/steps/{step}"))
        return page.fill(fields).press(page.heading).statuses

    assert take("register-card", on="2025-04-01", expires_on="2027-02-28") == [303, 200]
    assert take("extend-visa", expires_on="2028-02-28") == [303, 200]
    degree = {"title": "Master", "on": "2026-02-20", "number": "", "diploma": ("d.pdf", PDF)}
    assert take("record-degree", **degree) == [303, 200]
    assert take("ask-withdrawal", reason="family") == [303, 200]

    stored = session.get(Placement, placement.id)
    assert (stored.card_expires_on, stored.visa_expires_on) == (date(2028, 2, 28),) * 2
    page = Visitor(app, approver).open(path(placement, "/decisions/confer"))
    assert page.says("Recorded from the diploma: Master")
    page.press("Confirm the degree")
    assert session.get(Placement, placement.id).study_status is StudyStatus.DEGREE_CONFERRED


def test_a_transfer_takes_an_approver_and_another_university(app, session, approver):
    old, new = make_uni("Old"), make_uni("New")
    placement = make_placement(universities=[old])
    page = Visitor(app, approver).open(path(placement, "/decisions/transfer"))
    typed = {"university": old.pid, "department_ko": "ko", "on": "2025-09-01", "reason": "moved"}

    same = page.fill(typed).press("Change of university")
    assert same.status == 422
    assert same.says("This is the university where the student is now.")
    same.fill({"university": new.pid}).press("Change of university")

    assert session.get(Placement, placement.id).university_id == new.id


def test_details_are_changed_and_a_bad_period_is_explained(app, session, coordinator):
    placement = make_placement()
    page = Visitor(app, coordinator).open(path(placement)).follow("Change details")

    wrong = page.fill(funding_from="2026-01-01", funding_until="2025-01-01").press("Save")
    assert wrong.status == 422
    wrong.fill(funding_until="2027-02-28", adviser="Seo", research_topic="flotation").press("Save")

    stored = session.get(Placement, placement.id)
    assert (stored.adviser, stored.research_topic) == ("Seo", "flotation")


def test_the_trainee_signs_in_the_portal(app, session, coordinator, trainee):
    placement = make_placement(until="admitted", trainee=trainee)
    actions.prepare_contract(placement, contract=make_file(), by=coordinator, at=AT)
    db.session.flush()
    visitor = Visitor(app, trainee)

    unread = visitor.open("/my-study").press("Sign the contract")
    assert unread.status == 422
    paper = unread.follow("contract.pdf")
    assert paper.status == 200
    visitor.open("/my-study").fill(agreed=True).press("Sign the contract")

    assert session.get(Placement, placement.id).contract_signed_on is not None


def test_a_trainee_sends_a_report_and_the_coordinator_accepts_it(
    app, session, coordinator, trainee
):
    placement = make_placement(trainee=trainee)
    record = semester_of(placement)
    page = Visitor(app, trainee).open("/my-study").follow("Go on : Spring semester 2025")

    page = page.fill(transcript=("t.pdf", PDF)).press("Upload")
    typed = {"report": "All well.", "attempted": "9", "earned": "12", "gpa": "3,75"}
    page = page.fill(typed).press("Send the report")
    assert page.texts("#earned-error") == ["Credits earned cannot be more than credits taken: 9."]
    page.fill(earned="9").press("Send the report")

    session.refresh(record)
    assert (record.status, record.gpa_shown) == (SemesterStatus.TRAINEE_SUBMITTED, "3.75/4.5")

    page = Visitor(app, coordinator).open(f"/placements/semesters/{record.pid}")
    page = page.fill(statement="A good semester.", given_on="2025-07-20").press(
        "Save the statement"
    )
    page = page.press("Approve the report").press("Lock the record")
    session.refresh(record)
    assert record.status is SemesterStatus.LOCKED


def test_a_report_is_sent_back_with_a_reason_the_trainee_reads(app, session, coordinator, trainee):
    record = semester_of(make_placement(trainee=trainee))
    actions.submit(
        record,
        report="x",
        attempted=0,
        earned=0,
        gpa=None,
        scale="4.5",
        by=trainee,
        at=AT,
    )
    page = Visitor(app, coordinator).open(f"/placements/semesters/{record.pid}")

    page.fill(reason="Say more about the research.").press("Return for correction")

    mine = Visitor(app, trainee).open(f"/my-study/semesters/{record.pid}")
    assert mine.says("Say more about the research.")
    assert "Send the report" in mine.buttons


def test_an_unknown_scale_is_converted_by_hand_on_the_page(app, session, coordinator, trainee):
    uni = make_uni("Elsewhere", scale="9.0")
    record = semester_of(make_placement(trainee=trainee, universities=[uni]))
    actions.hand_in_transcript(record, make_file("transcript"), by=trainee, at=AT)
    db.session.flush()
    actions.submit(
        record, report="x", attempted=9, earned=9, gpa="8.1", scale="9.0", by=trainee, at=AT
    )
    page = Visitor(app, coordinator).open(f"/placements/semesters/{record.pid}")

    bad = page.fill(percent="101", percent_reason="letter").press("Save the percentage")
    assert bad.status == 422
    bad.fill(percent="85.5").press("Save the percentage")

    session.refresh(record)
    assert (record.gpa_percent, record.gpa_table) == ("171/2", None)


def test_a_semester_is_added_once(app, session, coordinator):
    placement = make_placement()
    page = Visitor(app, coordinator).open(path(placement)).follow("Add a semester")

    page = page.fill(term="2025-S2", kind="regular", registered_on="2025-08-25").press("Save")

    assert page.heading == "Autumn semester 2025"
    again = Visitor(app, coordinator).open(path(placement, "/semesters/new"))
    assert "2025-S2" not in [o["value"] for o in again.soup.select("[name=term] option")]


def test_nobody_reads_somebody_elses_study(app, session, trainee):
    other = make_placement(trainee=make_account(Role.TRAINEE, who="Sarangerel"))
    record, paper = semester_of(other), other.contract.pid
    make_placement(trainee=trainee)
    visitor = Visitor(app, trainee)

    assert visitor.open(f"/my-study/semesters/{record.pid}").status == 404
    assert visitor.open(f"/my-study/papers/{paper}").status == 404
    assert visitor.open(path(other)).status == 403


def accepted(kind="msc"):
    """An application whose place was accepted, of a call for a master's degree."""
    applicant = make_applicant("Sarangerel")
    application = make_submitted(make_call(kind=RoundKind(kind)), by=applicant)
    db.session.flush()
    db.session.execute(
        Application.__table__.update()
        .where(Application.id == application.id)
        .values({"status": ApplicationStatus.ACCEPTED, "accepted_at": AT, "offer_expires_at": AT})
    )
    db.session.expire_all()
    return application.pid


def test_a_placement_begins_from_an_accepted_application(app, session, coordinator):
    first, second = make_uni("First University"), make_uni("Second University")
    pids = first.pid, second.pid
    accepted()
    page = Visitor(app, coordinator).open("/placements").follow("New placement")
    page = page.follow("Begin placement : GANBAATAR Sarangerel")
    typed = {"intake": page.soup.select("[name=intake] option")[1]["value"]}
    for rank, pid in enumerate(pids, 1):
        typed |= {f"university_{rank}": pid, f"department_{rank}_ko": "ko"}

    twice = page.fill({**typed, "university_2": pids[0]}).press("Begin placement")
    assert twice.status == 422
    assert twice.says("Each university may be named only once.")
    page = twice.fill(university_2=pids[1]).press("Begin placement")

    assert page.says("The placement has begun.")
    assert page.says("Order of preference")
    stored = session.scalars(select(Placement)).one()
    assert (stored.study_status, stored.level) == (StudyStatus.NOMINATING, Level.MASTER)
    application = session.get(Application, stored.application_id)
    assert application.status is ApplicationStatus.HANDED_OVER
    again = page.visitor.open("/placements/new")
    assert again.says("No accepted application waits for a placement.")


def test_an_application_for_a_course_does_not_become_a_placement(app, session, coordinator):
    pid = accepted("invited")
    visitor = Visitor(app, coordinator)

    assert visitor.open("/placements/new").says("No accepted application waits for a placement.")
    assert visitor.open(f"/placements/new/{pid}").status == 404
