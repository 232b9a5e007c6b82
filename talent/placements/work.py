"""What the clock does in this room."""

from collections.abc import Callable

from talent.placements import actions
from talent.plumbing.clock import now
from talent.plumbing.jobs import Claim, job

SCHEDULES = (("placements.begin-semesters", "20 0 * * *", "Asia/Seoul"),)


@job("placements.begin-semesters")
def begin_semesters(claim: Claim) -> Callable[[], None]:
    """Each night: a record of the present term for everybody who studies."""
    return tick


def tick() -> None:
    actions.begin_semesters(now())
