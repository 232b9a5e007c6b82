"""When a mail is tried again, given up, held or repeated."""

from datetime import UTC, datetime, timedelta

import pytest

from talent.foundations.access import SYSTEM, Permission
from talent.foundations.refusals import Refused
from talent.outbox.rules.delivery import Doubt, is_permanent, next_try, on_doubt
from talent.outbox.rules.lifecycle import MAIL, MailStatus

AT = datetime(2026, 3, 9, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 30), (5, 60), (6, 60), (99, 60)]
)
def test_waits_grow_and_then_stay_at_an_hour(attempts, minutes):
    assert next_try(attempts, AT, AT) == AT + timedelta(minutes=minutes)


def test_a_mail_is_given_up_five_days_after_it_was_written():
    last = AT + timedelta(days=5)

    assert next_try(99, AT, last - timedelta(hours=1)) == last
    assert next_try(99, AT, last - timedelta(minutes=59)) is None


@pytest.mark.parametrize(
    ("code", "permanent"), [(550, True), (599, True), (451, False), (421, False), (250, False)]
)
def test_only_five_hundreds_refuse_for_good(code, permanent):
    assert is_permanent(code) is permanent


def test_important_mail_is_held_on_doubt_and_other_mail_repeated():
    assert on_doubt(important=True) is Doubt.HOLD
    assert on_doubt(important=False) is Doubt.REPEAT


def test_doubts_are_steps_of_the_workflow():
    assert {doubt.value for doubt in Doubt} <= set(MAIL.transitions)


def test_a_mail_being_sent_cannot_be_cancelled():
    class Coordinator:
        id = 1
        permissions = frozenset({Permission.OUTBOX_MANAGE})

    with pytest.raises(Refused):
        MAIL.transition("cancel", MailStatus.SENDING, Coordinator(), {})
    assert MAIL.offered(MailStatus.HELD, Coordinator(), {}) == [
        "send-again",
        "treat-as-sent",
        "cancel",
    ]
    assert MAIL.offered(MailStatus.QUEUED, SYSTEM, {}) == ["claim"]
