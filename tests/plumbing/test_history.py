"""The audit trail, and the only writer of a status."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.foundations.refusals import Refused
from talent.foundations.workflow import WorkflowRefusal
from talent.people.rules.lifecycle import ORGANISATION, OrganisationStatus
from talent.plumbing import history
from talent.plumbing.database import db, reading
from talent.plumbing.history import AuditEntry
from tests.factories import make_account, make_organisation

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)


@pytest.fixture
def proposed(session):
    coordinator = make_account(Role.COORDINATOR, Role.APPROVER)
    organisation = make_organisation(status=OrganisationStatus.PROPOSED)
    history.record(organisation, "propose", by=coordinator, at=AT)
    return organisation, coordinator


def test_a_step_and_its_entry_are_one_deed(session, proposed):
    organisation, _ = proposed
    approver = make_account(Role.APPROVER)

    history.advance(organisation, ORGANISATION, "verify", by=approver, at=AT, note="x")

    session.flush()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.deed == "verify")).one()
    assert organisation.status is OrganisationStatus.VERIFIED
    assert (entry.subject, entry.actor_id) == (history.key(organisation), approver.id)
    assert entry.facts == {"before": "proposed", "after": "verified", "note": "x"}


def test_four_eyes_see_what_was_written_a_moment_ago_in_the_same_transaction(session, proposed):
    organisation, coordinator = proposed

    with pytest.raises(Refused) as refused:
        history.advance(organisation, ORGANISATION, "verify", by=coordinator, at=AT)

    assert refused.value.reason is WorkflowRefusal.SAME_PERSON


def test_facts_of_the_next_state_may_be_written_before_the_step(session, proposed):
    """A CHECK ties facts to states; asking for earlier deeds must not flush half of the change."""
    organisation, _ = proposed
    session.flush()
    organisation.country = "KR"

    history.earlier(organisation)

    assert organisation in session.dirty


def test_a_reading_is_written_down_even_when_the_request_is_rolled_back(house):
    coordinator, organisation = make_account(Role.COORDINATOR), make_organisation()
    db.session.commit()

    with reading():  # as every GET does
        history.note_reading(organisation, "name", by=coordinator, at=AT, reason="audit")
        db.session.rollback()

    assert [(e.deed, e.facts) for e in history.entries_of(organisation)] == [
        ("read", {"field": "name", "reason": "audit"})
    ]
