"""Reports to universities: whose students, in which files, to whom, and only once."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.outbox.models import Mail, MailAttachment
from talent.placements import actions as placements
from talent.plumbing import files
from talent.plumbing.database import db
from talent.reporting import actions
from talent.reporting.models import UniversityReport
from talent.reporting.queries.reports import all_reports_with
from talent.reporting.rules.university import ReportRefusal, ReportStatus
from tests.factories import AT, make_account, make_contact, make_person, names
from tests.rooms.placements.factories import DEPARTMENT, make_placement, make_uni
from tests.rooms.reporting.factories import TERM, make_report
from tests.visitor import Visitor

CAST = ("Bat-Erdene", "Sarangerel", "Dorj", "Oyuna")


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def student(who, university, **values):
    return make_placement(make_person(who), universities=[university], **values)


def mails(session):
    """The reports that went out; what students were told on their way here is not asked."""
    return session.scalars(select(Mail).where(Mail.event.startswith("university-report"))).all()


def listed(report):
    return [row["latin"] for row in report.snapshot["rows"]]


def move(placement, university, on):
    placements.transfer(
        placement,
        university=university,
        department=DEPARTMENT,
        adviser="Seo",
        student_number="N-7",
        on=on,
        reason="laboratory moved",
        by=make_account(Role.APPROVER, who="Oyuna"),
        at=AT,
    )
    db.session.flush()


def test_each_university_sees_exactly_its_own_students(session):
    one, other = make_uni("One"), make_uni("Other")
    mine = [student(who, one) for who in CAST[:2]]
    theirs = [student(who, other) for who in CAST[2:]]
    expected = {
        one.id: sorted(p.person.names.latin for p in mine),
        other.id: sorted(p.person.names.latin for p in theirs),
    }

    reports = [make_report(one), make_report(other)]

    assert {r.organisation_id: listed(r) for r in reports} == expected


def test_a_transferred_student_is_told_to_one_university_only(session):
    old, new = make_uni("Old"), make_uni("New")
    stays, moves = student(CAST[0], old), student(CAST[1], old)
    expected = [stays.person.names.latin], [moves.person.names.latin]
    move(moves, new, date(2026, 2, 28))

    reports = make_report(old), make_report(new)

    assert tuple(listed(r) for r in reports) == expected


def test_before_the_transfer_the_student_was_the_old_universitys(session, coordinator):
    old, new = make_uni("Old"), make_uni("New")
    moves = student(CAST[0], old)
    move(moves, new, date(2026, 2, 28))

    made = actions.schedule(old, TERM, as_of=date(2026, 2, 27), by=coordinator, at=AT)

    assert actions.snapshot_of(made)["totals"]["students"] == 1
    with pytest.raises(Refused) as caught:
        actions.schedule(new, TERM, as_of=date(2026, 2, 27), by=coordinator, at=AT)
    assert caught.value.reason is ReportRefusal.NO_STUDENTS


def test_a_report_never_holds_what_a_university_may_not_know(session):
    uni = make_uni()
    person = make_person(
        "Bat-Erdene",
        phone="99112233",
        register_number="sealed-number-1",
        register_number_print="print-1",
    )
    make_placement(person, universities=[uni])

    report = make_report(uni)

    kept = str(report.snapshot) + text_of(report.pdf) + str(cells_of(report.xlsx))
    for secret in ("99112233", "sealed-number", "1996", person.email, "female", "male"):
        assert secret not in kept
    assert set(report.snapshot["rows"][0]) == {
        "latin",
        "cyrillic",
        "student_number",
        "level",
        "department",
        "adviser",
        "semester",
        "standing",
        "conferral",
        "funding_until",
        "open",
    }


def text_of(file):
    pages = PdfReader(BytesIO(files.content_of(file))).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def cells_of(file):
    book = CalamineWorkbook.from_filelike(BytesIO(files.content_of(file)))
    return book.get_sheet_by_index(0).to_python()


def test_the_pdf_says_names_in_latin_cyrillic_and_korean_words(session, reading):
    uni = make_uni("Korean", language="ko", name=LocalizedText(reading["university"], "mn", "en"))
    made = student("Bat-Erdene", uni)
    made.person.names = names("Bat-Erdene", given_mn=reading["given"], parent_mn=reading["parent"])
    latin = made.person.names.latin

    said = text_of(make_report(uni).pdf)

    for expected in (latin, reading["given"], reading["university"], "[KMRMC][U1][2025-S2]"):
        assert expected in said
    assert reading["enrolled"] in said


@pytest.fixture
def reading():
    """Letters that fonts forget, from data: no Hangul or Cyrillic stands in code."""
    return {
        "university": "\ud55c\ube5b\ub300\ud559\uad50",
        "given": "\u04e8\u043b\u0437\u0438\u0439",
        "parent": "\u04ae\u043d\u044d\u043d",
        "enrolled": "\uc7ac\ud559 \uc911",
    }


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_the_workbook_holds_the_same_rows_and_no_formula(session, language):
    uni = make_uni(language=language)
    evil = student("Bat-Erdene", uni)
    evil.stays[0].adviser = '=HYPERLINK("http://evil.example","x")'
    evil.stays[0].student_number = "+1-2"
    latin = evil.person.names.latin

    report = make_report(uni)

    rows = cells_of(report.xlsx)
    row = next(r for r in rows if r[0] == latin)
    assert row[2] == "+1-2"
    assert row[5] == '=HYPERLINK("http://evil.example","x")'
    assert row[8] == date(2027, 2, 28)
    with ZipFile(BytesIO(files.content_of(report.xlsx))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet


def test_the_same_snapshot_makes_the_same_files(session, app):
    from talent.reporting import documents

    uni = make_uni()
    student("Bat-Erdene", uni)
    snapshot = make_report(uni).snapshot

    assert documents.to_pdf(snapshot) == documents.to_pdf(snapshot)
    assert documents.to_xlsx(snapshot) == documents.to_xlsx(snapshot)


def test_a_report_is_mailed_once_in_the_universitys_language(session, coordinator):
    uni = make_uni(language="ko")
    contact = make_contact(uni, language="en")
    student("Bat-Erdene", uni)
    report = make_report(uni, by=coordinator, until="checked")

    assert actions.send(report, by=coordinator, at=AT) is True
    assert actions.send(report, by=coordinator, at=AT + timedelta(days=1)) is False

    (mail,) = mails(session)
    attached = session.scalars(select(MailAttachment.file_id).order_by(MailAttachment.id)).all()
    assert (mail.recipient, mail.language, mail.important) == (contact.email, "ko", True)
    assert mail.organisation_id == uni.id
    assert attached == [report.pdf_id, report.xlsx_id]
    assert report.contact["email"] == contact.email


def test_the_subject_bears_the_reference_and_no_person(session, coordinator):
    uni = make_uni(language="en")
    make_contact(uni)
    person = student("Bat-Erdene", uni).person
    parts = (person.names.given_latin, person.names.surname_latin)

    make_report(uni, until="sent")

    (subject,) = [mail.subject for mail in mails(session)]
    assert subject == (
        "[KMRMC][U1][2025-S2] Semester report on scholarship holders: Autumn semester 2025"
    )
    assert [part for part in parts if part in subject] == []


@pytest.mark.parametrize(
    ("confirmed", "reason"),
    [
        (None, ReportRefusal.CONTACT_NOT_CONFIRMED),
        (AT - timedelta(days=366), ReportRefusal.CONTACT_NOT_CONFIRMED),
    ],
)
def test_nothing_goes_to_an_unconfirmed_contact(session, coordinator, confirmed, reason):
    uni = make_uni()
    make_contact(uni, confirmed_at=confirmed)
    student("Bat-Erdene", uni)
    report = make_report(uni, by=coordinator, until="checked")

    with pytest.raises(Refused) as caught:
        actions.send(report, by=coordinator, at=AT)

    assert caught.value.reason is reason
    assert (report.status, mails(session)) == (ReportStatus.CHECKED, [])


def test_nothing_goes_to_a_university_without_contact(session, coordinator):
    uni = make_uni()
    make_contact(uni, retired_at=AT)
    student("Bat-Erdene", uni)
    report = make_report(uni, by=coordinator, until="checked")

    with pytest.raises(Refused) as caught:
        actions.send(report, by=coordinator, at=AT)

    assert caught.value.reason is ReportRefusal.NO_CONTACT


def test_another_universitys_file_is_never_attached(session, coordinator):
    one, other = make_uni("One"), make_uni("Other")
    make_contact(one)
    student(CAST[0], one)
    student(CAST[1], other)
    numbers = [make_report(u, by=coordinator, until="checked").id for u in (one, other)]
    mine, theirs = map(all_reports_with, numbers)
    mine.pdf, mine.pdf_sha256 = theirs.pdf, theirs.pdf_sha256
    session.flush()

    with pytest.raises(Refused) as caught:
        actions.send(mine, by=coordinator, at=AT)

    assert caught.value.reason is ReportRefusal.FOREIGN_ATTACHMENT
    assert mails(session) == []


def test_a_file_changed_after_the_check_is_not_sent(session, coordinator):
    uni = make_uni()
    make_contact(uni)
    student("Bat-Erdene", uni)
    report = make_report(uni, by=coordinator, until="checked")
    report.xlsx_sha256 = "0" * 64

    with pytest.raises(Refused) as caught:
        actions.send(report, by=coordinator, at=AT)

    assert caught.value.reason is ReportRefusal.FOREIGN_ATTACHMENT


def test_a_new_report_takes_the_place_of_the_old_one(session, coordinator):
    uni = make_uni()
    student("Bat-Erdene", uni)

    make_report(uni, by=coordinator)
    make_report(uni, by=coordinator)

    rows = session.execute(
        select(UniversityReport.revision, UniversityReport.status).order_by(UniversityReport.id)
    ).all()
    assert [tuple(row) for row in rows] == [
        (1, ReportStatus.SUPERSEDED),
        (2, ReportStatus.GENERATED),
    ]


def test_one_report_at_a_time_is_prepared(session, coordinator):
    uni = make_uni()
    student("Bat-Erdene", uni)
    make_report(uni, by=coordinator, until="scheduled")

    with pytest.raises(Refused) as caught:
        make_report(uni, by=coordinator, until="scheduled")

    assert caught.value.reason is ReportRefusal.IN_PREPARATION


def test_a_character_no_font_knows_is_said_on_the_page(app, session, coordinator):
    uni = make_uni()
    student("Bat-Erdene", uni).stays[0].adviser = "Dr. \U0001f33b"

    report = make_report(uni, by=coordinator)

    assert (report.status, report.trouble) == (ReportStatus.SCHEDULED, "\U0001f33b")
    page = Visitor(app, coordinator).open(f"/reports/{report.pid}")
    assert page.says("Some characters cannot be printed.")


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_the_pages_speak_three_languages(app, session, coordinator, language):
    uni = make_uni(language=language)
    make_contact(uni)
    student("Bat-Erdene", uni)
    report = make_report(uni, by=coordinator)
    visitor, query = Visitor(app, coordinator), {"lang": language}

    for path in (
        "/reports",
        f"/reports/universities/{uni.pid}",
        f"/reports/universities/{uni.pid}/new",
        f"/reports/{report.pid}",
    ):
        assert visitor.open(path, query=query).status == 200


def test_a_coordinator_prepares_checks_and_sends_through_the_pages(app, session, coordinator):
    from talent.plumbing import jobs

    uni = make_uni("Hanbit University", language="en")
    make_contact(uni)
    student("Bat-Erdene", uni)
    page = Visitor(app, coordinator).open("/reports").follow("Prepare : Hanbit University")

    page = page.press("Prepare the report")
    assert page.says("The report is being prepared.")
    jobs.run_pending()
    page = page.visitor.open(page.path)
    assert page.texts("tbody th .nb") == ["DORJ Bat-Erdene"]
    pdf = page.follow(page.texts(".file a")[0])
    assert pdf.body.startswith(b"%PDF-")
    page = page.press("Confirm that the rows are right").press("Send to the university")

    assert page.says("The report is on its way to the university.")
    assert len(mails(session)) == 1


def test_an_auditor_reads_and_does_nothing(app, session):
    uni = make_uni()
    student("Bat-Erdene", uni)
    report = make_report(uni)
    page = Visitor(app, make_account(Role.AUDITOR, who="Lee")).open(f"/reports/{report.pid}")

    assert "Confirm that the rows are right" not in page.buttons
    visitor = page.visitor
    assert visitor.open(f"/reports/universities/{uni.pid}/new").status == 403


def test_no_page_of_reports_costs_many_statements(app, session, coordinator, statements):
    for name in ("One", "Two", "Three"):
        uni = make_uni(name)
        make_contact(uni)
        student("Bat-Erdene", uni)
        report = make_report(uni, by=coordinator)
    paths = "/reports?term=2025-S2", f"/reports/{report.pid}", f"/reports/universities/{uni.pid}"
    visitor = Visitor(app, coordinator)

    for path in paths:
        with statements(session) as counted:
            visitor.open(path)
        assert len(counted) <= 8, path
