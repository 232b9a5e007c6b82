"""Certificates as people meet them on pages."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from talent.certificates.models import Certificate, Signatory
from talent.certificates.rules.lifecycle import CertificateStatus
from talent.foundations.access import Role
from talent.people.models import Person
from talent.plumbing import jobs
from tests.factories import AT, make_account, make_person
from tests.rooms.certificates.factories import (
    later,
    make_cohort,
    make_issued,
    make_participation,
    make_prepared,
    make_result,
    make_signatory,
)
from tests.visitor import Visitor


def one(session) -> Certificate:
    return session.scalars(select(Certificate)).one()


def test_from_the_list_of_candidates_to_the_printed_paper(app, session):
    person = make_person("Sarangerel")
    holder = make_account(Role.TRAINEE, person=person)
    make_participation(make_cohort(), person)
    make_signatory()
    park, oyuna = make_account(Role.COORDINATOR), make_account(Role.APPROVER)

    page = Visitor(app, park).open("/certificates/").follow("Prepare certificates")
    signer = page.soup.select_one("input[name=signatory]")["value"]
    source = page.soup.select_one("input[name=source]")["value"]
    page = page.fill(signatory=signer, source=[source], languages=["mn", "en"]).press(
        "Prepare the chosen certificates"
    )
    assert page.status == 200
    assert one(session).languages == ["mn", "en"]

    page = (
        Visitor(app, holder)
        .open("/certificates/mine")
        .press(f"The names are right : {one(session).title.en}")
    )
    assert one(session).names_confirmed_at is not None

    page = Visitor(app, oyuna).open("/certificates/?status=prepared")
    page = page.fill(certificate=[one(session).pid]).press("Approve for issue")
    assert page.says("1 certificate is being printed.")

    jobs.run_pending(later())
    session.expire_all()
    paper = Visitor(app, holder).open(f"/certificates/mine/{one(session).pid}/paper")
    assert len(PdfReader(io.BytesIO(paper.body)).pages) == 2
    assert paper.response.headers["Content-Disposition"].startswith(
        f'attachment; filename="{one(session).number}.pdf"'
    )


def test_preparing_nobody_is_refused_with_everything_kept(app, session):
    make_participation()
    signatory = make_signatory()
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    page = visitor.open("/certificates/candidates")
    page = visitor.post("/certificates/candidates", signatory=signatory.pid, languages="mn")

    assert page.status == 422
    assert page.says("Choose at least one person.")
    assert [box["value"] for box in page.soup.select("input[name=languages][checked]")] == ["mn"]


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_every_page_opens_in_every_language(app, session, language):
    (issued,) = make_issued(make_participation(person=make_person(names_confirmed_at=AT)))
    (prepared,) = make_prepared(make_result())
    make_participation()
    signatory = make_signatory()
    person = prepared.person
    staff = make_account(Role.COORDINATOR, Role.APPROVER, language=language)
    trainee = make_account(Role.TRAINEE, person=person, language=language)
    paths = {
        staff: [
            "/certificates/",
            "/certificates/?status=prepared&q=a",
            "/certificates/candidates",
            f"/certificates/{issued.pid}",
            f"/certificates/{prepared.pid}",
            f"/certificates/{issued.pid}/replacement",
            "/certificates/signatories",
            "/certificates/signatories/new",
            f"/certificates/signatories/{signatory.pid}",
        ],
        trainee: ["/certificates/mine", f"/certificates/mine/{prepared.pid}/names"],
        None: [
            "/certificates/check",
            f"/certificates/check/{issued.number}/{issued.verify_code}",
            "/certificates/check?number=x&code=y",
        ],
    }

    for account, opened in paths.items():
        visitor = Visitor(app, account, language)
        for path in opened:
            page = visitor.open(path)
            assert (page.status, page.soup.html["lang"]) == (200, language), path


def test_somebody_elses_paper_does_not_exist(app, session):
    (issued,) = make_issued(make_participation())
    stranger = Visitor(app, make_account(Role.TRAINEE))

    assert stranger.open(f"/certificates/mine/{issued.pid}/paper").status == 404
    assert stranger.post(f"/certificates/mine/{issued.pid}/confirm").status == 404
    assert stranger.open(f"/certificates/{issued.pid}/paper").status == 403


def test_revoking_asks_for_a_reason_and_shows_it_to_everybody_who_checks(app, session):
    (issued,) = make_issued(make_participation(person=make_person(names_confirmed_at=AT)))
    visitor = Visitor(app, make_account(Role.APPROVER))

    names = issued.names["latin"]
    page = (
        visitor.open(f"/certificates/{issued.pid}")
        .fill(reason="Wrong course.")
        .press(f"Revoke : {names}")
    )
    public = Visitor(app).open(f"/certificates/check/{issued.number}/{issued.verify_code}")

    assert page.says("Wrong course.")
    assert public.texts(".cert h2") == ["Revoked"]
    assert not public.says("Wrong course.")


def test_a_decision_not_offered_is_refused(app, session):
    (made,) = make_prepared(make_participation())
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    assert visitor.post(f"/certificates/{made.pid}/step", step="approve").status == 409
    assert one(session).status is CertificateStatus.PREPARED


def test_a_decision_made_on_an_old_page_is_refused(app, session):
    (made,) = make_prepared(make_participation())
    visitor = Visitor(app, make_account(Role.APPROVER))

    late = visitor.post(f"/certificates/{made.pid}/step", step="approve", version=made.version - 1)

    assert late.status == 409
    assert one(session).status is CertificateStatus.PREPARED


def test_a_holder_says_what_is_wrong_with_the_names(app, session):
    (made,) = make_prepared(make_participation(person=make_person()))
    holder = make_account(Role.TRAINEE, person=made.person)

    page = (
        Visitor(app, holder)
        .open(f"/certificates/mine/{made.pid}/names")
        .fill(remark="Tuya, not Tuja")
        .press("Send")
    )
    staff = Visitor(app, make_account(Role.COORDINATOR)).open(f"/certificates/{made.pid}")

    assert page.says("Tuya, not Tuja")
    assert staff.says("The holder objects: Tuya, not Tuja")


def test_a_coordinator_confirms_names_for_a_holder_without_account(app, session):
    (made,) = make_prepared(make_participation(person=make_person()))

    page = (
        Visitor(app, make_account(Role.COORDINATOR))
        .open(f"/certificates/{made.pid}")
        .press("Confirm for the holder")
    )

    assert page.says("The names are confirmed.")
    assert one(session).names_confirmed_at is not None


def test_a_replacement_is_prepared_from_the_record_page(app, session):
    (old,) = make_issued(make_participation(person=make_person(names_confirmed_at=AT)))
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    page = visitor.open(f"/certificates/{old.pid}").follow("Prepare a replacement")
    signer = page.soup.select_one("input[name=signatory]")["value"]
    page = page.fill(signatory=signer, languages=["ko"]).press("Prepare the replacement")

    assert page.says("This replaces an earlier certificate.")


def test_signatories_are_entered_and_retired(app, session):
    visitor = Visitor(app, make_account(Role.APPROVER))
    names = {
        f"{what}_{lang}": f"{what} {lang}"
        for what in ("name", "title")
        for lang in ["ko", "mn", "en"]
    }

    visitor.open("/certificates/signatories").follow("New signatory").fill(
        names, since="2026-01-01"
    ).press("Save")
    visitor.open("/certificates/signatories").follow("name en").fill(retired_on="2026-06-01").press(
        "Save"
    )

    made = session.scalars(select(Signatory)).one()
    assert (made.name.mn, made.title.ko, str(made.retired_on)) == (
        "name mn",
        "title ko",
        "2026-06-01",
    )


def test_the_public_check_answers_in_one_layout_and_keeps_out_of_search_engines(app, session):
    (issued,) = make_issued(make_participation())
    surname = session.get(Person, issued.person_id).names.surname_latin.upper()
    visitor = Visitor(app)

    scanned = visitor.open(f"/certificates/check/{issued.number}/{issued.verify_code}")
    typed = (
        visitor.open("/certificates/check")
        .fill(number=issued.number.lower(), code=issued.verify_code.lower())
        .press("Check")
    )
    wrong = visitor.open(f"/certificates/check/{issued.number}/AAAA-AAAA-AAAA")

    assert [p.texts(".cert h2") for p in (scanned, typed, wrong)] == [
        ["Valid"],
        ["Valid"],
        ["Not found"],
    ]
    assert surname not in scanned.text
    assert not wrong.says("Froth flotation")
    assert scanned.response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_guessing_codes_ends_after_thirty_looks(app, session):
    visitor = Visitor(app)

    statuses = [visitor.open(f"/certificates/check/X/{n}").status for n in range(31)]

    assert statuses == [200] * 30 + [429]
    assert visitor.open("/certificates/check").status == 200


def test_the_public_check_takes_few_statements(app, session, statements):
    (issued,) = make_issued(make_participation())
    path = f"/certificates/check/{issued.number}/{issued.verify_code}"
    visitor = Visitor(app)
    visitor.open("/certificates/check")

    with statements(session) as counted:
        visitor.open(path)

    looks = [s for s in counted if "attempt" not in s]
    assert len(looks) <= 3


def test_the_ledger_takes_at_most_six_statements(app, session, statements):
    make_prepared(*(make_participation() for _ in range(3)))
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    with statements(session) as counted:
        visitor.open("/certificates/")

    assert len(counted) <= 6
