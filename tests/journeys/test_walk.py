"""One person from the call to the certificate, through pages, once in each language."""

import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from talent.foundations.access import SYSTEM, Role
from talent.foundations.periods import ULAANBAATAR
from talent.people.models import UniversityProfile
from talent.plumbing.clock import now
from talent.plumbing.database import db
from talent.selection import actions as selection
from talent.selection.models import Round
from talent.transfer.actions import load_catalogue
from talent.transfer.models import ModuleVersion, TransferModule
from tests.conftest import Live
from tests.factories import (
    PASSWORD,
    make_account,
    make_contact,
    make_organisation,
    make_university,
)
from tests.journeys.walker import Walker, link_in, mail_to, until
from tests.rooms.selection.factories import make_applicant, make_submitted

NAME = {"surname_latin": "BATBOLD", "given_latin": "TEMUULEN"}
OWN_PASSWORD = "granite meadow orchard compass"
APPLICANT = "temuulen@example.org"
OFFICE = "graduate.school@example.org"


@dataclass
class World:
    """Everybody in the story."""

    live: Live
    browser: Any
    language: str
    tmp: Path
    employer_pid: str
    university_pid: str

    def module(self, code: str) -> str:
        pid = db.session.scalars(
            select(ModuleVersion.pid).join(ModuleVersion.module).where(TransferModule.code == code)
        ).one()
        db.session.rollback()
        return pid

    def walker(self, email: str, password: str = PASSWORD) -> Walker:
        context = self.browser.browser.new_context(
            locale={"ko": "ko-KR", "mn": "mn-MN", "en": "en-GB"}[self.language]
        )
        context.set_default_timeout(15_000)
        return Walker(context, self.live.url, self.language).sign_in(email, password)

    def stranger(self) -> Walker:
        locale = {"ko": "ko-KR", "mn": "mn-MN", "en": "en-GB"}[self.language]
        context = self.browser.browser.new_context(
            locale=locale, viewport={"width": 360, "height": 780}
        )
        context.set_default_timeout(15_000)
        return Walker(context, self.live.url, self.language)

    def staff(self, *roles: Role) -> Walker:
        """Somebody with these roles, signed in."""
        email = make_account(*roles, language=self.language).email
        db.session.commit()  # a transaction left open here would keep the server from writing
        return self.walker(email)

    def mail(self, address: str, about: str = "") -> Any:
        return until(lambda: mail_to(self.live.smtp.messages, address, about))

    @property
    def paper(self) -> str:
        path = self.tmp / "paper.pdf"
        if not path.exists():
            writer = PdfWriter()
            writer.add_blank_page(200, 200)
            writer.write(path)
        return str(path)


@pytest.fixture(params=["ko", "mn", "en"])
def world(request: pytest.FixtureRequest, live: Live, browser: Any, tmp_path: Path) -> World:
    university = make_university("Hanbit University")
    db.session.add(UniversityProfile(organisation_id=university.id, grade_scale="4.5"))
    make_contact(university, email=OFFICE, language="ko", confirmed_at=now())
    pids = make_organisation("Institute of Geology").pid, university.pid
    load_catalogue(by=SYSTEM, at=now())
    db.session.commit()
    return World(live, browser, request.param, tmp_path, *pids)


@pytest.mark.browser
def test_one_person_walks_from_the_call_to_the_certificate(world):
    coordinator = world.staff(Role.COORDINATOR)
    approver = world.staff(Role.APPROVER)

    round_pid = open_a_call(world, coordinator, approver)
    applicant = apply(world, round_pid)
    rivals = [rival(round_pid, number, grade) for number, grade in ((1, "3.40"), (2, "2.10"))]
    judge(world, coordinator, approver, round_pid, [applicant.application, *rivals])
    applicant.go(f"/selection/my/{applicant.application}").press("/accept")
    place(world, coordinator, approver, applicant)
    report(world, coordinator)
    train(world, coordinator, approver, applicant)
    transfer(world, applicant)
    certify(world, coordinator, approver, applicant)


def open_a_call(world: World, coordinator: Walker, approver: Walker) -> str:
    year = today_there().year + 1
    yesterday, later = now() - timedelta(days=1), now() + timedelta(days=3)
    coordinator.go("/selection/rounds/new").fill(
        kind="msc",
        code=f"{year}-MSC-9",
        title_ko="석사과정 장학생 모집",
        title_mn="Магистрын сонгон шалгаруулалт",
        title_en="Master's scholarships",
        summary_ko="희소금속 분야",
        summary_mn="Ховор металлын чиглэл",
        summary_en="In rare metals",
        opens_at=f"{yesterday:%Y-%m-%dT%H:%M}",
        closes_at=f"{later:%Y-%m-%dT%H:%M}",
    )
    coordinator.press("/rounds/new")
    pid = coordinator.pid
    coordinator.go(f"/selection/rounds/{pid}/rules").fill(
        seats="1", at_most_per_organisation="1"
    ).press("/rules")
    approver.go(f"/selection/rounds/{pid}").press("/step", "approve")
    selection.open_due_rounds(at=now())
    db.session.commit()
    return pid


def apply(world: World, round_pid: str) -> Walker:
    """Register by mail, fill the steps of the form, upload the papers, agree, hand in."""
    stranger = world.stranger()
    stranger.go("/register").fill(**NAME, email=APPLICANT, language=world.language)
    stranger.press("/register")
    link = link_in(world.mail(APPLICANT, "http"), "/activate")
    stranger.go(link).fill(password=OWN_PASSWORD).press()
    applicant = stranger.sign_in(APPLICANT, OWN_PASSWORD)
    applicant.go(f"/selection/calls/{round_pid}").press("/apply")
    applicant.application = applicant.pid
    here = f"/selection/my/{applicant.application}"
    applicant.go(f"{here}/background").fill(
        birth_date="1996-05-17",
        phone="+97699112233",
        degree="bachelor",
        gpa_raw="3.40",
        gpa_scale="4.0",
    )
    applicant.choose_first("organisation").press("/background")
    applicant.go(f"{here}/questions").answer("answer_").press("/questions")
    applicant.go(f"{here}/documents")
    codes = re.findall(rf"{here}/documents/([A-Z0-9-]+)", applicant.page.content())
    for code in dict.fromkeys(codes):
        applicant.page.locator(f"#file-{code}").set_input_files(world.paper)
        applicant.press(f"/documents/{code}")
    applicant.go(f"{here}/consents").tick_all("consent_").press("/consents")
    applicant.go(f"{here}/review").press("/submit")
    world.mail(APPLICANT, f"{today_there().year + 1}-MSC-9-0001")
    return applicant


def rival(round_pid: str, number: int, grade: str) -> str:
    """Somebody else who handed in an application with this average grade of 4.0."""
    call = db.session.scalars(select(Round).where(Round.pid == round_pid)).one()
    account = make_applicant("Sarangerel", email=f"rival{number}@example.org")
    pid = make_submitted(call, account, now(), gpa_raw=grade, gpa_scale="4.0").pid
    db.session.commit()
    return pid


def judge(
    world: World,
    coordinator: Walker,
    approver: Walker,
    round_pid: str,
    applications: list[str],
) -> None:
    """Eligibility with a second person, two blind reviewers, ranking, decision, publication."""
    call = db.session.query(Round).filter_by(pid=round_pid).one()
    call.closes_at = now()  # the last day is over
    db.session.flush()
    selection.close_due_rounds(at=now())
    db.session.commit()
    here = f"/selection/rounds/{round_pid}"
    coordinator.go(here).press("/step", "begin-screening")
    for pid in applications[:2]:
        coordinator.go(f"/selection/applications/{pid}").press("/eligible")
    late = f"/selection/applications/{applications[2]}"
    coordinator.go(late).open_all().set("found", "grade-too-low")
    coordinator.press("/ineligible")
    second = world.staff(Role.COORDINATOR)
    second.go(late).press("/answer", "confirm-ineligible")
    coordinator.go(here).press("/step", "begin-reviewing")
    reviewers = [world.staff(Role.REVIEWER) for _ in range(2)]
    coordinator.go(f"{here}/reviews").fill(each="2").press("/reviews")
    for reviewer in reviewers:
        mark(reviewer)
    chair = world.staff(Role.CHAIR)
    chair.go(f"{here}/ranking").press("/begin-deciding")
    chair.go(f"{here}/ranking").press("/decision")
    approver.go(f"{here}/decisions").follow("/selection/decisions/").press("/publish")
    world.mail(APPLICANT, "/selection/my/")


def mark(reviewer: Walker) -> None:
    """Declare and mark both files: the names are gone once they are open."""
    reviewer.go("/selection/reviews")
    pids = dict.fromkeys(re.findall(r"/selection/reviews/([a-z2-9]{26})", reviewer.page.content()))
    for pid in pids:
        reviewer.go(f"/selection/reviews/{pid}/declaration")
        is_best = "BATBOLD" in reviewer.page.locator("main").inner_text()
        reviewer.set("declared", True)
        reviewer.press("/declaration")
        reviewer.go(f"/selection/reviews/{pid}")
        assert "BATBOLD" not in reviewer.page.locator("main").inner_text()
        reviewer.mark_all("4" if is_best else "3")
        reviewer.press(f"/reviews/{pid}", "1", button="submit")


def place(world: World, coordinator: Walker, approver: Walker, applicant: Walker) -> None:
    """Nomination, admission, contract, visa, arrival, enrolment, one semester."""
    coordinator.go("/people?q=batbold").follow(r"/people/[a-z2-9]{26}$").follow("/edit")
    coordinator.fill(passport_number="E1234567", passport_expires_on="2034-04-11").press("/edit")
    today = today_there()
    coordinator.go("/placements/new").follow("/placements/new/").fill(
        level="master",
        university_1=world.university_pid,
        department_1_ko="\uc790\uc6d0\uacf5\ud559",
    )
    coordinator.choose_first("intake").press()
    pid = coordinator.pid

    def step(walker: Walker, name: str, /, **fields: str) -> None:
        here = "decisions" if walker is approver else "steps"
        walker.go(f"/placements/{pid}/{here}/{name}").fill(**fields).press(f"/{name}")

    def ago(days: int) -> str:
        return (today - timedelta(days=days)).isoformat()

    def ahead(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    step(coordinator, "nominate", on=ago(9))
    step(coordinator, "admit", on=ago(8), letter=world.paper, student_number="20261234")
    world.mail(APPLICANT, "Hanbit")
    step(coordinator, "prepare-contract", contract=world.paper)
    applicant.go("/my-study").set("agreed", "y")
    applicant.press("/contract")
    step(approver, "contract")
    arrival = (today - timedelta(days=0)).isoformat()
    step(coordinator, "file-visa", on=today.isoformat(), visa_type="D-2-3", planned_arrival=arrival)
    step(coordinator, "issue-visa", on=today.isoformat(), expires_on=ahead(700))
    step(coordinator, "arrive", on=today.isoformat())
    step(coordinator, "enrol", on=today.isoformat(), student_number="20261234")
    applicant.go("/my-study").follow("/my-study/semesters/")
    semester = applicant.pid
    applicant.set("transcript", world.paper)
    applicant.press("/transcript")
    applicant.go(f"/my-study/semesters/{semester}").fill(
        report="Flotation tests", attempted="9", earned="9", gpa="3.90"
    )
    applicant.press(semester)
    coordinator.go(f"/placements/semesters/{semester}").fill(
        statement="Works carefully.", given_on=today.isoformat()
    )
    coordinator.press("/adviser").press("/steps", "accept")
    coordinator.reads("3.90")


def report(world: World, coordinator: Walker) -> None:
    """The university gets its own student by mail, as PDF and XLSX, in its own language, once."""
    coordinator.go(f"/reports/universities/{world.university_pid}/new").press("/new")
    pid = coordinator.pid

    def is_made() -> bool:
        coordinator.go(f"/reports/{pid}")
        return coordinator.page.locator('form[action$="/check"]').count() > 0

    until(is_made)
    coordinator.press("/check").press("/send")
    letter = world.mail(OFFICE)
    files = {p.get_content_type(): p.get_content() for p in letter.iter_attachments()}
    pdf = text_of(files["application/pdf"])
    assert "BATBOLD" in pdf
    assert "20261234" in pdf
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(next(v for k, v in files.items() if "spreadsheet" in k))
    )
    rows = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert "20261234" in map(str, rows)
    assert re.search(r"[\uac00-\ud7a3]", letter["Subject"])


def train(world: World, coordinator: Walker, approver: Walker, applicant: Walker) -> None:
    """A cohort of one session: invited, answered, marked, evaluated, reported."""
    today = today_there()
    coordinator.go("/cohorts/new").fill(
        form="local",
        title_ko="\ud604\uc9c0\uc5f0\uc218",
        title_mn="\u0421\u0443\u0440\u0433\u0430\u043b\u0442",
        title_en="Flotation course",
        place_ko="\uc6b8\ub780\ubc14\ud1a0\ub974",
        place_mn="\u0423\u043b\u0430\u0430\u043d\u0431\u0430\u0430\u0442\u0430\u0440",
        place_en="Ulaanbaatar",
        organiser=world.employer_pid,
        starts_on=today.isoformat(),
        ends_on=today.isoformat(),
        zone="Asia/Ulaanbaatar",
        hours="8",
        seats="5",
        post_test_pass="0",
    )
    for box in ("needs_action_plan", "needs_survey"):
        coordinator.untick(box)
    coordinator.press("/new")
    pid = coordinator.pid
    coordinator.go(f"/cohorts/{pid}/sessions/new").fill(
        title_ko="\uac1c\ub860",
        title_mn="\u0422\u0430\u043d\u0438\u043b\u0446\u0443\u0443\u043b\u0433\u0430",
        title_en="Introduction",
        kind="lecture",
        starts=f"{today}T00:00",
        ends=f"{today}T00:50",
        units="1",
    )
    coordinator.press("/new")
    coordinator.go(f"/cohorts/{pid}/people?q=batbold").press("/people")
    here = f"/cohorts/{pid}"
    coordinator.go(here).press("/step", "announce")
    world.mail(APPLICANT, "/cohorts/mine")
    applicant.go("/cohorts/mine").follow("/cohorts/mine/").press("/step", "accept")
    coordinator.go(here).press("/people/confirm")
    coordinator.go(here).press("/step", "confirm").press("/step", "start")
    coordinator.follow("/attendance").mark_present().press("/attendance")
    coordinator.go(f"{here}/evaluation").press("/record")
    coordinator.go(here).press("/step", "finish")
    approver.go(here).press("/step", "report")


def transfer(world: World, applicant: Walker) -> None:
    """Two modules, the second resting on the first, and an authorisation that ends."""
    assessor, laboratory = world.staff(Role.ASSESSOR), world.staff(Role.LABORATORY_MANAGER)
    for code in ("QSE-101", "ANA-201"):
        deliver(world, laboratory, assessor, code)
    assessor.go("/transfer/authorisations/propose").follow("/transfer/authorisations/propose/")
    assessor.choose_first("equipment").press()
    laboratory.go("/transfer/authorisations").follow(r"/transfer/authorisations/[a-z2-9]{26}")
    laboratory.press("/step", "authorise")
    applicant.go("/transfer/mine").reads("ANA-201")


def deliver(world: World, manager: Walker, assessor: Walker, code: str) -> None:
    today = today_there().isoformat()
    manager.go("/transfer/deliveries/new").fill(
        module=world.module(code),
        place_ko="\uc6b8\ub780\ubc14\ud1a0\ub974",
        place_mn="\u0423\u043b\u0430\u0430\u043d\u0431\u0430\u0430\u0442\u0430\u0440",
        place_en="Ulaanbaatar",
        starts_on=today,
        ends_on=today,
    )
    manager.choose_first("assessor").press("/new")
    here = f"/transfer/deliveries/{manager.pid}"
    manager.go(f"{here}?q=batbold").press("/people")
    manager.go(here).press("/step", "confirm").press("/step", "start")
    assessor.go(f"{here}/results").assess("90").press("/results")
    assessor.go(here).press("/step", "assess")
    manager.go(here).press("/step", "close")


def certify(world: World, coordinator: Walker, approver: Walker, applicant: Walker) -> None:
    """Prepared, names confirmed by the holder, approved, issued by the worker, checked."""
    approver.go("/certificates/signatories/new").fill(
        name_ko="\ud64d\uc9c0\ud6c4",
        name_mn="\u0425\u0443\u043d \u0416\u0438 \u0425\u0443",
        name_en="HONG Jihu",
        title_ko="\uc6d0\uc7a5",
        title_mn="\u0417\u0430\u0445\u0438\u0440\u0430\u043b",
        title_en="President",
        since="2024-01-01",
    )
    approver.press("/new")
    coordinator.go("/certificates/candidates").press("/candidates")
    while applicant.go("/certificates/mine").offers("/confirm"):
        applicant.press("/confirm")
    approver.go("/certificates/?status=prepared").tick_all("certificate").press("/approve")
    mine = "/certificates/mine"
    until(lambda: len(applicant.go(mine).links("/paper$")) == 3, 60)
    number, code = next(
        link.split("/")[-2:] for link in applicant.links("/check/") if "-CMP-" in link
    )
    world.mail(APPLICANT, code)
    papers = [
        text_of(applicant.context.request.get(world.live.url + (link or "")).body())
        for link in applicant.links("/paper$")
    ]
    printed = next(paper for paper in papers if number in paper)
    assert "BATBOLD Temuulen" in printed
    for letters in ("[\uac00-\ud7a3]{2}", "\u04e9|\u04af|[\u0430-\u044f]{3}", "[a-z]{3}"):
        assert re.search(letters, printed), letters
    stranger = world.stranger()
    stranger.go(f"/certificates/check/{number}/{code}").reads(number)
    assert stranger.page.locator(".cert.ok, .cert").count() == 1
    assert "TEMUULEN" not in stranger.page.locator("main").inner_text().upper()


def today_there() -> date:
    return now().astimezone(ULAANBAATAR).date()


def text_of(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
