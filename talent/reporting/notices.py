from datetime import datetime

from talent.outbox import actions as outbox
from talent.plumbing.files import File
from talent.reporting.models import UniversityReport
from talent.reporting.rules import university as rules


def university_report(report: UniversityReport, *, to: str, at: datetime) -> None:
    """The report itself, to the university, in its language; written once and never repeated."""
    snapshot = report.snapshot or {}
    attached: list[File] = [f for f in (report.pdf, report.xlsx) if f is not None]
    outbox.post(
        "reporting/notices/university_report.txt",
        to=to,
        language=report.language,
        at=at,
        event="university-report",
        subject=report,
        important=True,
        organisation_id=report.organisation_id,
        attachments=tuple((f.name, f) for f in attached),
        reference=rules.reference(report.term),
        term=report.term,
        organisation=report.organisation.name.in_(report.language),
        totals=snapshot["totals"],
        as_of=report.as_of,
        reply_by=rules.reply_by(report.as_of),
        names=", ".join(f.name for f in attached),
    )
