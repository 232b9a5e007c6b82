"""What the clock does for transfer: authorisations end on their day."""

from talent.plumbing.clock import now
from talent.plumbing.jobs import Claim, Finish, job
from talent.transfer import actions

SCHEDULES = (("transfer.expire", "0 0 * * *", "Asia/Ulaanbaatar"),)


@job("transfer.expire")
def expire(_claim: Claim) -> Finish:
    def finish() -> None:
        actions.expire_due(at=now())

    return finish
