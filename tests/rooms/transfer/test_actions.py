from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from talent.foundations.access import SYSTEM, Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.plumbing import jobs
from talent.plumbing.database import db
from talent.transfer import actions, work
from talent.transfer.models import (
    DeliveryParticipant,
    EquipmentType,
    Metal,
    ModuleEquipment,
    ModuleVersion,
    TransferModule,
)
from talent.transfer.rules.competency import CompetencyLevel
from talent.transfer.rules.lifecycle import (
    AuthorisationStatus,
    DeliveryStatus,
    ResultStatus,
    TransferRefusal,
)
from tests.factories import AT, make_account, make_person, text
from tests.rooms.transfer.factories import (
    START,
    kind,
    load,
    make_assessor,
    make_authorisation,
    make_delivery,
    make_passed,
    make_result,
    version,
)

L, S, A = CompetencyLevel, ResultStatus, AuthorisationStatus


@pytest.fixture(autouse=True)
def _catalogue(session):
    load()


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


@pytest.fixture
def laboratory(session):
    return make_account(Role.LABORATORY_MANAGER, who="Lee")


def why(call, *args, **kw):
    with pytest.raises(Refused) as refused:
        call(*args, **kw)
    return refused.value.reason


def count(of):
    return db.session.scalar(select(func.count()).select_from(of))


def test_the_catalogue_is_loaded_once_however_often_it_is_loaded():
    assert actions.load_catalogue(by=SYSTEM, at=AT) == 0

    assert count(TransferModule) == count(ModuleVersion) == 22
    assert count(EquipmentType) == 56
    assert count(Metal) == 58
    assert db.session.scalar(select(func.count()).where(Metal.counts_as_type)) == 35
    assert version("BEN-302").equipment == [kind(f"BN-{n:02}") for n in range(7, 13)]
    assert count(ModuleEquipment) > 60


def test_a_module_whose_content_changed_gets_a_new_version_and_keeps_the_old_one():
    old = version("ENV-501")
    old.theory_hours = 12
    db.session.commit()

    assert actions.load_catalogue(by=SYSTEM, at=AT) == 1

    rows = db.session.scalars(
        select(ModuleVersion)
        .where(ModuleVersion.module_id == old.module_id)
        .order_by(ModuleVersion.number)
    )
    assert [(row.number, row.theory_hours) for row in rows] == [(1, 12), (2, 16)]


def a_teaching(**values):
    return actions.Teaching(
        **{
            "version": version("QSE-101"),
            "place": text("Lab 2"),
            "starts_on": START,
            "ends_on": date(2026, 3, 6),
            **values,
        }
    )


def test_deliveries_are_numbered_by_module_and_year(coordinator):
    made = [actions.plan_delivery(a_teaching(), by=coordinator, at=AT) for _ in range(2)]

    assert [d.code for d in made] == ["QSE-101-2026-01", "QSE-101-2026-02"]


def test_somebody_without_the_prerequisites_is_refused_with_their_names(coordinator):
    delivery = make_delivery("BEN-305")
    person = make_passed("ANA-206").person

    with pytest.raises(Refused) as refused:
        actions.enrol(delivery, person, by=coordinator, at=AT)

    assert refused.value.reason == TransferRefusal.PREREQUISITES_MISSING
    assert refused.value.facts == {"modules": "BEN-302 / BEN-303 / BEN-304"}


def test_somebody_with_the_prerequisites_is_enrolled(coordinator):
    delivery = make_delivery("BEN-305")
    person = make_passed("ANA-206").person
    make_passed("BEN-303", person)

    made = actions.enrol(delivery, person, by=coordinator, at=AT)

    assert (made.status, made.attempt) == (S.ENROLLED, 1)
    assert db.session.scalars(select(DeliveryParticipant.person_id)).all() == [person.id]


def test_a_lapsed_safety_module_is_missing_again(coordinator):
    person = make_passed("QSE-101", passed_on=date(2025, 3, 1), valid_until=date(2026, 3, 1)).person

    assert (
        why(actions.enrol, make_delivery("ANA-201"), person, by=coordinator, at=AT)
        == TransferRefusal.PREREQUISITES_MISSING
    )
    again = actions.enrol(make_delivery("QSE-101"), person, by=coordinator, at=AT)
    assert again.attempt == 2


def test_nobody_takes_a_module_twice_at_once_or_after_passing_it(coordinator):
    person = make_passed("QSE-102").person
    enrolled = make_person("Sarangerel")
    first, second = make_delivery("QSE-102"), make_delivery("QSE-102")
    actions.enrol(first, enrolled, by=coordinator, at=AT)

    assert why(actions.enrol, second, enrolled, by=coordinator, at=AT) == (
        TransferRefusal.ALREADY_ENROLLED
    )
    assert why(actions.enrol, first, person, by=coordinator, at=AT) == (
        TransferRefusal.ALREADY_PASSED
    )


def test_after_three_failed_attempts_there_is_no_fourth(coordinator):
    person = make_person()
    for attempt in (1, 2, 3):
        make_result(make_delivery("QSE-102"), person, status=S.NOT_YET, attempt=attempt)

    assert why(actions.enrol, make_delivery("QSE-102"), person, by=coordinator, at=AT) == (
        TransferRefusal.NO_ATTEMPTS_LEFT
    )


def test_a_delivery_is_confirmed_with_an_assessor_and_people(coordinator):
    delivery = make_delivery("QSE-102")
    move = actions.move_delivery
    assert why(move, delivery, "confirm", by=coordinator, at=AT) == (
        TransferRefusal.ASSESSOR_MISSING
    )
    delivery.assessor = make_person("Dorj")
    db.session.flush()
    assert why(move, delivery, "confirm", by=coordinator, at=AT) == TransferRefusal.NOBODY_ENROLLED

    actions.enrol(delivery, make_person(), by=coordinator, at=AT)
    move(delivery, "confirm", by=coordinator, at=AT)
    assert delivery.status == DeliveryStatus.CONFIRMED


def test_the_assessor_does_not_take_part(coordinator):
    assessor = make_person("Dorj")
    delivery = make_delivery("QSE-102", assessor=assessor)

    assert why(actions.enrol, delivery, assessor, by=coordinator, at=AT) == (
        TransferRefusal.ASSESSOR_IS_TRAINEE
    )
    trainee = make_result(delivery).person
    wanted = a_teaching(assessor=trainee)
    assert why(actions.change_delivery, delivery, wanted, by=coordinator, at=AT) == (
        TransferRefusal.ASSESSOR_IS_TRAINEE
    )


def running(code="QSE-101", **values):
    assessor = make_assessor()
    delivery = make_delivery(
        code, status=DeliveryStatus.RUNNING, assessor=assessor.person, **values
    )
    return assessor, delivery


def test_theory_and_practice_make_a_result_with_its_level_and_term():
    assessor, delivery = running()
    row = make_result(delivery)

    moved = actions.assess(delivery, {row: actions.Verdict(85, True, L.L3)}, by=assessor, at=AT)

    assert moved == 1
    assert (row.status, row.level, row.theory_percent) == (S.PASSED, L.L3, 85)
    assert (row.passed_on, row.valid_until) == (date(2026, 3, 9), date(2027, 3, 9))
    assert row.assessor_id == assessor.person_id


def test_79_per_cent_in_the_safety_test_does_not_pass_even_with_good_practice():
    assessor, delivery = running()
    row = make_result(delivery)

    actions.assess(delivery, {row: actions.Verdict(79, True)}, by=assessor, at=AT)

    assert (row.status, row.level, row.passed_on) == (S.THEORY_FAILED, None, None)


def test_practice_may_come_later_than_theory():
    assessor, delivery = running()
    row = make_result(delivery)

    actions.assess(delivery, {row: actions.Verdict(90, None)}, by=assessor, at=AT)
    assert row.status == S.THEORY_PASSED
    actions.assess(delivery, {row: actions.Verdict(None, False)}, by=assessor, at=AT)
    assert (row.status, row.theory_percent) == (S.NOT_YET, 90)


def test_a_module_without_a_written_test_is_passed_by_practice_alone():
    assessor, delivery = running("QSE-103")
    row = make_result(delivery)

    actions.assess(delivery, {row: actions.Verdict(None, True)}, by=assessor, at=AT)

    assert (row.status, row.valid_until) == (S.PASSED, None)


def test_nothing_typed_leaves_a_result_as_it_was():
    assessor, delivery = running()
    row = make_result(delivery)

    assert actions.assess(delivery, {row: actions.Verdict(None, None)}, by=assessor, at=AT) == 0
    assert row.status == S.ENROLLED


def test_only_the_assessor_of_the_delivery_assesses_and_never_themself():
    assessor, delivery = running()
    other = make_assessor("Kim Minseo")
    row, own = make_result(delivery), make_result(delivery, assessor.person)
    verdict = actions.Verdict(90, True)

    assert why(actions.assess, delivery, {row: verdict}, by=other, at=AT) == (
        TransferRefusal.NOT_THE_ASSESSOR
    )
    assert why(actions.assess, delivery, {own: verdict}, by=assessor, at=AT) == (
        TransferRefusal.OWN_RESULT
    )


def test_the_fourth_level_waits_for_the_trainer_module():
    assessor, delivery = running()
    row = make_result(delivery)
    trainer = make_result(delivery, make_passed("TOT-601", "Sarangerel").person)
    verdict = actions.Verdict(90, True, L.L4)

    assert why(actions.assess, delivery, {row: verdict}, by=assessor, at=AT) == (
        TransferRefusal.TRAINER_MODULE_MISSING
    )
    actions.assess(delivery, {trainer: verdict}, by=assessor, at=AT)
    assert trainer.level == L.L4


def test_a_delivery_is_assessed_when_nothing_is_open_and_closed_by_somebody_else(coordinator):
    assessor, delivery = running()
    row = make_result(delivery)
    move = actions.move_delivery
    assert why(move, delivery, "assess", by=assessor, at=AT) == TransferRefusal.RESULTS_OPEN

    actions.assess(delivery, {row: actions.Verdict(90, True)}, by=assessor, at=AT)
    move(delivery, "assess", by=assessor, at=AT)
    move(delivery, "close", by=coordinator, at=AT)

    assert delivery.status == DeliveryStatus.CLOSED


def test_an_authorisation_is_proposed_by_one_and_granted_by_another(laboratory):
    result = make_passed()
    made = actions.propose(result, kind("SP-01"), by=make_assessor(), at=AT)

    actions.move_authorisation(made, "authorise", by=laboratory, at=AT)

    assert (made.status, made.valid_from) == (A.AUTHORISED, date(2026, 3, 9))
    assert made.valid_until == date(2028, 3, 9)


def test_x_ray_equipment_is_authorised_for_a_year(laboratory):
    made = actions.propose(make_passed("ANA-203"), kind("AN-04"), by=make_assessor(), at=AT)

    actions.move_authorisation(made, "authorise", by=laboratory, at=AT)

    assert made.valid_until == date(2027, 3, 9)


def test_whoever_proposed_cannot_grant(session):
    both = make_account(Role.ASSESSOR, Role.LABORATORY_MANAGER, who="Lee")
    made = actions.propose(make_passed(), kind("SP-01"), by=both, at=AT)

    assert why(actions.move_authorisation, made, "authorise", by=both, at=AT) == (
        WorkflowRefusal.SAME_PERSON
    )


def test_a_proposal_needs_a_valid_result_at_l3_for_equipment_that_was_taught():
    assessor = make_assessor()

    def refused(result, code="SP-01", by=assessor):
        return why(actions.propose, result, kind(code), by=by, at=AT)

    assert refused(make_passed(level=L.L2)) == TransferRefusal.LEVEL_TOO_LOW
    assert refused(make_passed(), "MT-07") == TransferRefusal.EQUIPMENT_NOT_TAUGHT
    over = make_passed(passed_on=date(2025, 1, 1), valid_until=date(2026, 3, 9))
    assert refused(over) == TransferRefusal.NO_VALID_RESULT
    own = make_account(Role.ASSESSOR)
    assert refused(make_passed(person=own.person), by=own) == TransferRefusal.OWN_AUTHORISATION


def test_there_is_one_open_authorisation_per_person_and_equipment():
    result = make_passed()
    actions.propose(result, kind("SP-01"), by=make_assessor(), at=AT)

    assert why(actions.propose, result, kind("SP-01"), by=make_assessor("Lee"), at=AT) == (
        TransferRefusal.ALREADY_AUTHORISED
    )


def test_stopping_an_authorisation_needs_a_reason_and_it_can_be_given_back(laboratory):
    made = make_authorisation(make_passed())
    move = actions.move_authorisation
    assert why(move, made, "suspend", by=laboratory, at=AT) == TransferRefusal.REASON_MISSING

    move(made, "suspend", by=laboratory, at=AT, reason="Half a year without a run")
    assert (made.status, made.reason) == (A.SUSPENDED, "Half a year without a run")
    move(made, "reinstate", by=laboratory, at=AT)
    assert made.status == A.AUTHORISED


def test_what_is_over_is_not_reinstated(laboratory):
    made = make_authorisation(make_passed(), status=A.SUSPENDED, valid_until=date(2026, 3, 9))

    assert why(actions.move_authorisation, made, "reinstate", by=laboratory, at=AT) == (
        TransferRefusal.VALIDITY_OVER
    )


def test_nobody_decides_about_their_own_authorisation(session):
    own = make_account(Role.LABORATORY_MANAGER, who="Lee")
    made = make_authorisation(make_passed(person=own.person))

    assert (
        why(actions.move_authorisation, made, "suspend", by=own, at=AT, reason="because")
        == TransferRefusal.OWN_AUTHORISATION
    )


def test_an_authorisation_expires_at_midnight_in_ulaanbaatar():
    ends = make_authorisation(make_passed(), valid_until=date(2026, 3, 10))
    lasts = make_authorisation(make_passed(), valid_until=date(2026, 3, 11))
    before_midnight = datetime(2026, 3, 9, 15, 59, tzinfo=UTC)

    assert actions.expire_due(at=before_midnight) == 0
    assert actions.expire_due(at=datetime(2026, 3, 9, 16, 0, tzinfo=UTC)) == 1
    assert (ends.status, lasts.status) == (A.EXPIRED, A.AUTHORISED)


def test_the_clock_starts_the_expiry_every_midnight_there(session):
    made = make_authorisation(make_passed(), valid_until=date(2026, 1, 21))
    [(name, cron, zone)] = work.SCHEDULES

    assert jobs.next_time(cron, zone, AT) == datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
    jobs.enqueue(name, at=AT)
    session.commit()
    assert jobs.run_pending() >= 1
    assert made.status == A.EXPIRED


def test_the_command_loads_the_catalogue(app, session):
    result = app.test_cli_runner().invoke(args=["transfer-catalogue"])

    assert (result.exit_code, result.output) == (0, "0 new module versions\n")
