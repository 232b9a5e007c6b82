"""What the clock does in this room."""

from collections.abc import Callable

from talent.plumbing.clock import now
from talent.plumbing.jobs import Claim, job
from talent.selection import actions

SCHEDULES = (("selection.watch", "* * * * *", "Asia/Seoul"),)


@job("selection.watch")
def watch(claim: Claim) -> Callable[[], None]:
    """Each minute: open and close calls, let drafts and unanswered offers lapse."""
    return tick


def tick() -> None:
    at = now()
    actions.open_due_rounds(at=at)
    actions.close_due_rounds(at=at)
    actions.lapse_offers(at=at)
