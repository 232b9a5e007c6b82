from datetime import date

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.plumbing.database import db
from talent.transfer.models import Authorisation, Delivery, ModuleResult
from talent.transfer.rules.competency import CompetencyLevel
from talent.transfer.rules.lifecycle import AuthorisationStatus, DeliveryStatus, ResultStatus
from tests.factories import make_account, make_person
from tests.rooms.transfer.factories import (
    load,
    make_assessor,
    make_authorisation,
    make_delivery,
    make_passed,
    make_result,
    version,
)
from tests.visitor import Visitor

LANGUAGES = ("en", "ko", "mn")


@pytest.fixture(autouse=True)
def _catalogue(session):
    load()


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


@pytest.fixture
def laboratory(session):
    return make_account(Role.LABORATORY_MANAGER, who="Lee")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_transfer_reads_in_each_language(app, coordinator, language):
    coordinator.language = language
    result = make_passed()
    held = make_authorisation(result)
    delivery = make_delivery("BEN-305")
    make_result(delivery)
    visitor = Visitor(app, coordinator, language)

    for path in (
        "/transfer/",
        "/transfer/?track=metallurgy",
        f"/transfer/modules/{version('BEN-305').module.pid}",
        f"/transfer/modules/{version('QSE-101').module.pid}",
        "/transfer/materials",
        "/transfer/deliveries",
        "/transfer/deliveries/new",
        f"/transfer/deliveries/{delivery.pid}?q=bat",
        f"/transfer/deliveries/{delivery.pid}/edit",
        "/transfer/authorisations",
        f"/transfer/authorisations/{held.pid}",
    ):
        page = visitor.open(path)
        assert (page.status, page.soup.html["lang"]) == (200, language), path


def test_the_catalogue_counts_metals_and_equipment(app, coordinator):
    page = Visitor(app, coordinator).open("/transfer/materials")

    assert page.says("Rare metals: 35 types · Equipment: 56 types")
    assert page.says("Ce cerium")


def test_prerequisites_are_said_in_words(app, coordinator):
    visitor = Visitor(app, coordinator)

    assert visitor.open("/transfer/").says("ANA-206, one of: BEN-302 / BEN-303 / BEN-304")
    assert visitor.open("/transfer/").says("in any module: L3 Works independently")


def test_a_delivery_is_planned_from_its_module(app, coordinator):
    assessor = make_assessor().person
    chosen = assessor.pid
    visitor = Visitor(app, coordinator)
    form = visitor.open(f"/transfer/modules/{version().module.pid}").follow("New delivery")

    wrong = form.fill(starts_on="2026-05-04", ends_on="2026-05-01").press("Save")
    assert wrong.status == 422
    assert wrong.says("The end must not be before the beginning.")
    assert wrong.says("Give this text in at least one language.")
    page = wrong.fill(ends_on="2026-05-15", place_en="Lab 2", assessor=chosen)
    page = page.press("Save")

    assert page.heading == "Sampling and sample preparation"
    made = db.session.scalars(select(Delivery)).one()
    assert (made.code, made.assessor_id) == ("ANA-201-2026-01", assessor.id)


def test_people_are_enrolled_when_nothing_is_missing(app, coordinator):
    delivery = make_delivery("ANA-201", assessor=make_person("Dorj"))
    lacking = make_person("Sarangerel")
    ready = make_passed("QSE-101").person
    visitor = Visitor(app, coordinator)

    page = visitor.open(f"/transfer/deliveries/{delivery.pid}", query={"q": "sarangerel"})
    assert page.says("QSE-101")
    assert not [b for b in page.buttons if b.startswith("Register for the delivery")]
    refused = visitor.post(f"/transfer/deliveries/{delivery.pid}/people", person=lacking.pid)
    assert (refused.status, refused.says("Prerequisites are missing: QSE-101")) == (409, True)

    page = visitor.open(f"/transfer/deliveries/{delivery.pid}", query={"q": ready.code})
    page = page.press(f"Register for the delivery : {ready.names.shown('en')}")
    assert page.says("Registered for the delivery.")
    page = page.press("Confirm the delivery")
    assert db.session.get(Delivery, delivery.id).status == DeliveryStatus.CONFIRMED
    page = page.press_for("/withdraw")
    statuses = db.session.scalars(
        select(ModuleResult.status).where(ModuleResult.delivery_id == delivery.id)
    )
    assert statuses.all() == [ResultStatus.WITHDRAWN]


def test_the_assessor_records_results_on_one_sheet(app, session):
    assessor = make_assessor()
    delivery = make_delivery("QSE-101", status=DeliveryStatus.RUNNING, assessor=assessor.person)
    good, weak = make_result(delivery), make_result(delivery, "Sarangerel")
    page = Visitor(app, assessor).open(f"/transfer/deliveries/{delivery.pid}")

    page = page.follow("Record results").fill(
        {
            f"theory-{good.pid}": "91",
            f"verdict-{good.pid}": "passed",
            f"level-{good.pid}": "L3",
            f"theory-{weak.pid}": "60",
        }
    )
    page = page.press("Record results")

    assert page.says("2 results recorded.")
    assert db.session.get(ModuleResult, good.id).level == CompetencyLevel.L3
    assert db.session.get(ModuleResult, weak.id).status == ResultStatus.THEORY_FAILED


def test_a_wrong_percentage_comes_back_beside_its_field(app, session):
    assessor = make_assessor()
    delivery = make_delivery("QSE-101", status=DeliveryStatus.RUNNING, assessor=assessor.person)
    row = make_result(delivery)
    page = Visitor(app, assessor).open(f"/transfer/deliveries/{delivery.pid}/results")

    page = page.fill({f"theory-{row.pid}": "140"}).press("Record results")

    assert page.status == 422
    assert page.soup.select_one(f"[name=theory-{row.pid}]")["value"] == "140"
    page = page.fill({f"theory-{row.pid}": "90", f"level-{row.pid}": "L4"})
    page = page.press("Record results")
    assert (page.status, page.says("Level L4 needs this module first: TOT-601")) == (422, True)


def test_results_of_another_assessor_s_delivery_are_not_there(app, session):
    delivery = make_delivery(
        "QSE-101", status=DeliveryStatus.RUNNING, assessor=make_person("Kim Minseo")
    )
    visitor = Visitor(app, make_assessor())

    assert visitor.open(f"/transfer/deliveries/{delivery.pid}/results").status == 404


def test_an_authorisation_goes_from_proposal_to_revocation(app, laboratory):
    name = make_passed("ANA-203").person.names.shown("en")
    page = Visitor(app, make_assessor()).open("/transfer/authorisations")
    page = page.follow("Propose an authorisation").follow(f"Propose : {name}, ANA-203")
    empty = page.press("Propose")
    assert empty.status == 422
    chosen = page.soup.select("option")[1]["value"]
    page = page.fill(equipment=chosen, conditions="Not alone").press("Propose")
    assert page.says("Proposed. The laboratory manager decides.")

    visitor = Visitor(app, laboratory)
    made = db.session.scalars(select(Authorisation)).one()
    page = visitor.open(f"/transfer/authorisations/{made.pid}").press("Authorise")
    assert page.says("Authorised")
    page = page.fill(reason="").press("Revoke")
    assert (page.status, page.says("Give a reason.")) == (409, True)
    page = visitor.open(f"/transfer/authorisations/{made.pid}")
    page.fill(reason="Incident").press("Revoke")
    assert db.session.get(Authorisation, made.id).status == AuthorisationStatus.REVOKED


def test_too_few_operators_are_flagged(app, laboratory):
    make_authorisation(make_passed(), "SP-01")

    page = Visitor(app, laboratory).open("/transfer/authorisations")

    assert page.texts(".note a") == ["SP-01 jaw crusher (1 / 2)"]


def test_a_step_nobody_knows_is_a_bad_request(app, coordinator, laboratory):
    delivery, held = make_delivery(), make_authorisation(make_passed())

    bad = Visitor(app, coordinator).post(f"/transfer/deliveries/{delivery.pid}/step", step="x")
    worse = Visitor(app, laboratory).post(f"/transfer/authorisations/{held.pid}/step", step="x")

    assert (bad.status, worse.status) == (400, 400)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_trainee_sees_their_own_modules_and_authorisations(app, session, language):
    trainee = make_account(language=language)
    result = make_passed(
        "QSE-101", trainee.person, theory_percent=88, valid_until=date(2027, 1, 15)
    )
    make_authorisation(result, "SP-01")

    page = Visitor(app, trainee, language).open("/transfer/mine")

    assert page.status == 200
    assert page.says("88 %")
    assert page.says("SP-01")


def test_a_delivery_of_an_older_state_is_not_moved(app, coordinator):
    delivery = make_delivery(assessor=make_person("Dorj"))
    make_result(delivery)
    page = Visitor(app, coordinator).open(f"/transfer/deliveries/{delivery.pid}")
    delivery.instructors = "Somebody else"
    db.session.commit()

    assert page.press("Confirm the delivery").status == 409


def test_pages_of_transfer_take_few_statements(app, coordinator, session, statements):
    delivery = make_delivery("ANA-201")
    for _ in range(3):
        make_result(delivery)
        make_authorisation(make_passed())
    visitor = Visitor(app, coordinator)

    for path in (
        "/transfer/",
        "/transfer/materials",
        "/transfer/deliveries",
        f"/transfer/deliveries/{delivery.pid}?q=bat",
        f"/transfer/modules/{version().module.pid}",
        "/transfer/authorisations",
    ):
        with statements(session) as counted:
            assert visitor.open(path).status == 200
        assert len(counted) <= 12, (path, len(counted))
