"""What the worker does for certificates: it prints, numbers and issues them."""

from talent.certificates import actions
from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.database import db
from talent.plumbing.jobs import Claim, Finish, job
from talent.plumbing.pdf import PdfRefusal


@job("certificates.issue")
def issue(_claim: Claim, *, certificate: str) -> Finish:
    """Issue one approved certificate. What no font can print is noted, not tried again."""

    def finish() -> None:
        try:
            actions.issue(certificate, at=now())
        except Refused as refused:
            if refused.reason is not PdfRefusal.MISSING_GLYPH:
                raise
            db.session.rollback()
            actions.note_unprintable(certificate, str(refused.facts["characters"]), at=now())

    return finish
