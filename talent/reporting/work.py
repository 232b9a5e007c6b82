"""What the worker does for reports: it gathers, prints and keeps them."""

from talent.foundations.refusals import Refused
from talent.plumbing.clock import now
from talent.plumbing.database import db
from talent.plumbing.jobs import Claim, Finish, job
from talent.plumbing.pdf import PdfRefusal
from talent.reporting import actions, documents
from talent.reporting.actions.university import JOB
from talent.reporting.queries import reports as queries
from talent.reporting.rules.university import ReportStatus


@job(JOB)
def generate(claim: Claim, *, report: int, account: int) -> Finish | None:
    """Make both files of a report from one snapshot. Done twice, it is kept once."""
    found = queries.all_reports_with(report)
    if found is None or found.status is not ReportStatus.SCHEDULED:
        return None
    snapshot = actions.snapshot_of(found)
    db.session.rollback()  # printing takes a while: nothing stays locked meanwhile
    try:
        pdf = documents.to_pdf(snapshot)
    except Refused as refused:
        if refused.reason is not PdfRefusal.MISSING_GLYPH:
            raise
        return _trouble(report, account, str(refused.facts["characters"]))
    claim.report(1, 2)
    xlsx = documents.to_xlsx(snapshot)

    def finish() -> None:
        again, by = queries.all_reports_with(report), queries.all_askers(account)
        if again is not None and again.status is ReportStatus.SCHEDULED:
            actions.keep(again, snapshot, pdf=pdf, xlsx=xlsx, by=by, at=now())

    return finish


def _trouble(report: int, account: int, characters: str) -> Finish:
    def finish() -> None:
        found, by = queries.all_reports_with(report), queries.all_askers(account)
        if found is not None:
            actions.note_trouble(found, characters, by=by, at=now())

    return finish
