"""Who sees which certificates."""

import pytest
from werkzeug.exceptions import NotFound

from talent.certificates import actions, queries
from talent.certificates.queries import Filters
from talent.certificates.rules.lifecycle import (
    CertificateStatus,
    CertificateType,
    CertificateWaiting,
)
from talent.foundations.access import Role
from tests.factories import AT, make_account, make_person
from tests.rooms.certificates.factories import (
    make_cohort,
    make_issued,
    make_participation,
    make_prepared,
    make_result,
    make_signatory,
)


def holder_of(certificate):
    return make_account(Role.TRAINEE, person=certificate.person)


def found(viewer, **filters):
    return [c.pid for c in queries.certificates(viewer, Filters(**filters), 1).rows]


def test_holders_see_their_own_papers_and_no_other(session):
    mine, other = make_prepared(make_participation(), make_participation())
    holder = holder_of(mine)

    assert queries.my_certificates(holder) == [mine]
    assert queries.my_certificate(holder, mine.pid) == mine
    with pytest.raises(NotFound):
        queries.my_certificate(holder, other.pid)


def test_a_withdrawn_paper_is_not_shown_to_its_holder(session):
    (mine,) = make_prepared(make_participation())
    actions.move(mine, "withdraw", by=make_account(Role.COORDINATOR), at=AT)
    session.flush()

    assert queries.my_certificates(holder_of(mine)) == []


def test_the_ledger_does_not_exist_for_whoever_may_not_see_it(session):
    (made,) = make_prepared(make_participation())
    stranger = make_account(Role.REVIEWER)

    assert found(stranger) == []
    assert queries.signatories(stranger) == []
    for ask in (
        queries.certificate,
        queries.certificate_to_change,
        queries.certificate_to_replace,
    ):
        with pytest.raises(NotFound):
            ask(stranger, made.pid)


def test_signatories_do_not_exist_for_strangers(session):
    signatory = make_signatory()

    with pytest.raises(NotFound):
        queries.signatory(make_account(Role.REVIEWER), signatory.pid)


def test_the_ledger_is_found_by_name_number_type_and_state(session):
    park = make_account(Role.COORDINATOR)
    (issued,) = make_issued(
        make_participation(person=make_person("Sarangerel", names_confirmed_at=AT))
    )
    (module,) = make_prepared(make_result())

    assert found(park) == [module.pid, issued.pid]
    assert found(park, text="Sarangerel".lower()) == [issued.pid]
    assert found(park, text=issued.number.lower()) == [issued.pid]
    assert found(park, type=CertificateType.MODULE) == [module.pid]
    assert found(park, status=CertificateStatus.ISSUED) == [issued.pid]


def test_the_ledger_takes_two_statements_for_one_row_and_for_five(session, statements):
    park = make_account(Role.COORDINATOR)
    counts = []
    for more in (1, 4):
        make_prepared(*(make_participation() for _ in range(more)))
        session.flush()
        session.refresh(park)
        with statements(session) as counted:
            for certificate in queries.certificates(park, Filters(), 1).rows:
                certificate.person.names.shown("mn")
        counts.append(len(counted))

    assert counts == [2, 2]


def test_candidates_are_those_entitled_who_have_no_paper(session, statements):
    cohort = make_cohort()
    first, second = make_participation(cohort), make_participation(cohort)
    result = make_result()
    make_prepared(first)
    park = make_account(Role.COORDINATOR)

    with statements(session) as counted:
        candidates = queries.candidates(park)

    assert [(c.id, [p.id for p in people]) for c, people in candidates.courses] == [
        (cohort.id, [second.id])
    ]
    assert [[r.id for r in results] for _, results in candidates.modules] == [[result.id]]
    assert len(counted) == 3  # with the equipment of the modules


def test_candidates_do_not_exist_for_whoever_prepares_nothing(session):
    participation = make_participation()
    oyuna = make_account(Role.APPROVER)

    assert queries.candidates(oyuna).count == 0
    assert queries.chosen_sources(oyuna, [participation.pid]) == []


def test_a_stranger_with_number_and_code_sees_a_masked_name(session, statements):
    person = make_person("Sarangerel", names_confirmed_at=AT)
    (issued,) = make_issued(make_participation(person=person))
    number, code = issued.number, issued.verify_code
    session.expire_all()

    with statements(session) as counted:
        seen = queries.checked(None, number.lower(), code.lower().replace("-", " "))

    assert (seen.number, seen.status, seen.hours) == (number, CertificateStatus.ISSUED, 80)
    initials = [name[0] for _, name in seen.names]
    assert [set(name[1:]) <= set("•- ") | set(initials) | {"С"} for _, name in seen.names]
    assert person.names.given_latin not in str(seen.names)
    assert len(counted) <= 2


@pytest.mark.parametrize("wrong", ["AAAA-AAAA-AAAA", "", "7KQM"])
def test_a_right_number_with_a_wrong_code_is_not_found(session, wrong):
    (issued,) = make_issued(make_participation())

    assert queries.checked(None, issued.number, wrong) is None
    assert queries.checked(None, "KMRMC-CMP-2026-9999", issued.verify_code) is None


def test_a_certificate_not_issued_yet_is_not_found_by_strangers(session):
    (made,) = make_prepared(make_participation())

    assert queries.checked(None, "", made.verify_code) is None
    assert queries.checked(None, made.pid, made.verify_code) is None


def kinds(viewer):
    return [(w.kind, w.count) for w in queries.waiting(viewer, AT)]


def test_each_person_is_told_what_waits_for_them(session):
    cohort = make_cohort()
    person = make_person()
    first, second = make_participation(cohort, person), make_participation(cohort)
    park, oyuna = make_account(Role.COORDINATOR), make_account(Role.APPROVER)
    holder = make_account(Role.TRAINEE, person=person)

    before = kinds(park)
    (open_one,) = make_prepared(first, by=park)
    make_prepared(second, by=park)
    holders = kinds(holder)
    actions.object_to_names(open_one, "wrong", by=holder, at=AT)
    session.flush()

    assert before == [(CertificateWaiting.TO_PREPARE, 2)]
    assert holders == [(CertificateWaiting.NAMES_TO_CONFIRM, 1)]
    assert kinds(park) == [(CertificateWaiting.NAMES_TO_CORRECT, 1)]
    assert kinds(oyuna) == [(CertificateWaiting.TO_APPROVE, 1)]
    assert kinds(holder) == []


def test_whoever_prepared_is_not_asked_to_approve(session):
    both = make_account(Role.COORDINATOR, Role.APPROVER)
    make_prepared(make_participation(), by=both)

    assert kinds(both) == []
