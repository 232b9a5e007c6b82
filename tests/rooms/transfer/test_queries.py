from datetime import date

import pytest
from werkzeug.exceptions import NotFound

from talent.foundations.access import Role
from talent.plumbing import history
from talent.transfer import queries
from talent.transfer.rules.competency import CompetencyLevel
from talent.transfer.rules.lifecycle import (
    AuthorisationStatus,
    DeliveryStatus,
    ResultStatus,
    TransferWaiting,
)
from talent.transfer.rules.prerequisites import Passed
from tests.factories import AT, make_account, make_person
from tests.rooms.transfer.factories import (
    kind,
    load,
    make_assessor,
    make_authorisation,
    make_delivery,
    make_passed,
    make_result,
)

W, A = TransferWaiting, AuthorisationStatus


@pytest.fixture(autouse=True)
def _catalogue(session):
    load()


@pytest.fixture
def coordinator(session):
    return make_account(Role.COORDINATOR, who="Park Jihoon")


def absent(call, *args):
    with pytest.raises(NotFound):
        call(*args)
    return True


def test_the_catalogue_shows_22_modules_to_staff_and_none_to_others(coordinator):
    make_passed("ANA-201")

    lines = queries.modules(coordinator)

    assert len(lines) == 22
    assert {line.module.code: line.passed for line in lines}["ANA-201"] == 1
    assert len(queries.modules(coordinator, track="metallurgy")) == 5
    assert queries.modules(make_account()) == []


def test_the_catalogue_takes_four_statements(coordinator, session, statements):
    session.expire_all()
    session.refresh(coordinator)

    with statements(session) as counted:
        queries.modules(coordinator)

    assert len(counted) == 4


def test_35_metals_are_counted_and_groups_name_their_members(coordinator):
    metals = queries.metals(coordinator)

    assert len(metals) == 35
    assert {m.metal.code: len(m.members) for m in metals if m.members} == {"REE": 17, "PGM": 6}
    assert queries.metals(make_account()) == []


def test_56_types_of_equipment_know_their_modules_and_operators(coordinator):
    make_authorisation(make_passed(), "SP-01")
    make_authorisation(make_passed(), "SP-01", status=A.SUSPENDED)
    make_authorisation(make_passed(), "SP-02", valid_until=date(2026, 3, 9))

    found = {e.kind.code: e for e in queries.equipment(coordinator, AT)}

    assert len(found) == 56
    assert found["SP-01"].modules == ("ANA-201", "BEN-301")
    assert (found["SP-01"].operators, found["SP-02"].operators) == (1, 0)
    assert found["SP-01"].is_short


def test_a_type_with_two_operators_is_not_short(coordinator):
    make_authorisation(make_passed(), "SP-01")
    make_authorisation(make_passed(), "SP-01")

    assert not {e.kind.code: e for e in queries.equipment(coordinator, AT)}["SP-01"].is_short


def test_modules_know_what_they_are_needed_for(coordinator):
    after = queries.modules_after(coordinator, "BEN-303")

    assert [module.code for module in after] == ["BEN-305"]
    assert absent(queries.module, make_account(), after[0].pid)


def test_deliveries_are_found_by_module_and_state(coordinator):
    ours = make_delivery("ANA-201")
    make_result(ours)
    make_delivery("QSE-101", status=DeliveryStatus.CANCELLED)

    [line] = queries.deliveries(coordinator, module="ANA-201", status="planned").rows

    assert (line.delivery, line.people, line.passed) == (ours, 1, 0)
    assert queries.deliveries(make_account()).rows == []
    assert absent(queries.delivery, make_account(), ours.pid)


def test_somebody_else_s_delivery_to_assess_does_not_exist(session):
    assessor, other = make_assessor(), make_assessor("Kim Minseo")
    delivery = make_delivery(assessor=assessor.person)

    assert queries.delivery_to_assess(assessor, delivery.pid) is delivery
    assert absent(queries.delivery_to_assess, other, delivery.pid)


def test_people_to_enrol_come_with_what_they_lack(coordinator):
    delivery = make_delivery("ANA-201")
    person = make_person("Sarangerel")
    ready = make_passed("QSE-101", make_person("Sarangerel")).person
    make_result(delivery, make_person("Sarangerel"))

    found = queries.people_to_enrol(coordinator, delivery, "sarangerel")

    assert {c.person: c.missing for c in found} == {person: (Passed("QSE-101"),), ready: ()}
    assert queries.people_to_enrol(make_account(), delivery, "sarangerel") == []
    assert absent(queries.person_to_enrol, make_account(), person.pid)


def test_results_and_authorisations_are_one_s_own(coordinator):
    mine, yours = make_account(), make_account(who="Sarangerel")
    result = make_passed(person=mine.person)
    held = make_authorisation(result)

    assert queries.own_results(mine) == [result]
    assert queries.own_authorisations(mine) == [held]
    assert queries.own_results(yours) == queries.own_authorisations(yours) == []
    assert absent(queries.result, mine, result.pid)
    assert absent(queries.authorisation, mine, held.pid)


def test_what_a_passed_module_says_is_for_its_holder_and_for_staff(coordinator):
    mine, yours = make_account(), make_account(who="Sarangerel")
    result = make_passed(person=mine.person, valid_until=date(2027, 1, 15))

    found = queries.result_of(mine, result)

    assert (found.module_code, found.level) == ("ANA-201", CompetencyLevel.L3)
    assert (found.passed_on, found.valid_until) == (date(2026, 1, 15), date(2027, 1, 15))
    assert queries.result_of(coordinator, result.id).result_pid == result.pid
    assert queries.result_of(yours, result) is None
    open_one = make_result(make_delivery(), status=ResultStatus.ENROLLED)
    assert queries.result_of(coordinator, open_one) is None


def test_open_authorisations_are_listed_and_the_rest_on_demand(coordinator):
    held = make_authorisation(make_passed())
    over = make_authorisation(make_passed(), "SP-02", status=A.EXPIRED)

    def found(**asked):
        return queries.authorisations(coordinator, **asked).rows

    assert found() == [held]
    assert found(status="expired") == [over]
    assert found(status="all") == [held, over]
    assert found(equipment="SP-02", status="all") == [over]
    assert found(q="nobody") == []
    assert queries.authorisations(make_account(), status="all").rows == []


def test_proposals_are_offered_for_l3_and_equipment_still_free(session):
    assessor = make_assessor()
    ready = make_passed("ANA-202")
    make_authorisation(ready, "SP-10")
    make_passed("ANA-203", level=CompetencyLevel.L2)

    [found] = queries.proposable(assessor, AT)

    assert (found.result, found.equipment) == (ready, (kind("AN-15"),))
    assert queries.proposable(make_account(Role.COORDINATOR), AT) == []


def kinds(viewer):
    return [w.kind for w in queries.waiting(viewer, AT)]


def test_a_running_delivery_waits_for_its_assessor(session):
    assessor, other = make_assessor(), make_assessor("Kim Minseo")
    make_delivery(status=DeliveryStatus.RUNNING, assessor=assessor.person)

    assert (kinds(assessor), kinds(other)) == ([W.RECORD_RESULTS], [])


def test_a_proposal_waits_for_the_laboratory_and_not_for_its_proposer(session):
    laboratory = make_account(Role.LABORATORY_MANAGER, who="Lee")
    own = make_authorisation(make_passed(), status=A.PROPOSED, valid_from=None, valid_until=None)
    assert kinds(laboratory) == [W.AUTHORISE]

    history.record(own, "propose", by=laboratory, at=AT)
    session.flush()
    assert kinds(laboratory) == []


def test_an_authorisation_that_ends_soon_waits_for_its_holder_and_the_laboratory(session):
    laboratory = make_account(Role.LABORATORY_MANAGER, who="Lee")
    trainee = make_account()
    make_authorisation(make_passed(person=trainee.person), valid_until=date(2026, 3, 20))
    make_authorisation(make_passed(), valid_until=date(2026, 8, 20))

    [own] = queries.waiting(trainee, AT)

    assert (own.kind, own.due.isoformat()) == (W.RENEW, "2026-03-20T00:00:00+08:00")
    assert kinds(laboratory) == [W.RENEW]


def test_a_single_operator_is_a_risk_the_laboratory_hears_of(session):
    laboratory = make_account(Role.LABORATORY_MANAGER, who="Lee")
    make_authorisation(make_passed(), "SP-01")

    [waiting] = queries.waiting(laboratory, AT)

    assert (waiting.kind, waiting.name, waiting.count) == (W.FEW_OPERATORS, "SP-01", 1)
