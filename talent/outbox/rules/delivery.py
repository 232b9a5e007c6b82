"""When a mail is tried again, when it is given up, and what is done on doubt."""

from datetime import datetime, timedelta
from enum import StrEnum

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=30))
THEN_EVERY = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)


class Doubt(StrEnum):
    """What happens to a mail of which nobody knows whether it arrived."""

    HOLD = "hold"
    REPEAT = "postpone"


def next_try(attempts: int, written_at: datetime, at: datetime) -> datetime | None:
    """When to try again after ``attempts`` tries, the present one counted; ``None`` to give up.

    After 1, 5, 15 and 30 minutes, then every hour, until five days after it was written.

    Source: RFC 5321, 4.5.4.1 (give up after four to five days); waits are our default.
    """
    wait = WAITS[attempts - 1] if attempts <= len(WAITS) else THEN_EVERY
    return at + wait if at + wait <= written_at + GIVE_UP_AFTER else None


def is_permanent(code: int) -> bool:
    """Whether an SMTP reply code refuses this mail for good: 5xx. 4xx means later.

    Source: RFC 5321, 4.2.1.
    """
    return 500 <= code < 600


def on_doubt(*, important: bool) -> Doubt:
    """Hold an important mail for a person to decide; repeat any other with the same identity.

    Source: security goals of the programme, jobs and mail.
    """
    return Doubt.HOLD if important else Doubt.REPEAT
