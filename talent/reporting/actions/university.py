import hashlib
from datetime import date, datetime
from typing import Any

from talent.accounts.models import Account
from talent.foundations.refusals import Refused
from talent.people.models import Contact, Organisation
from talent.placements.rules.terms import Term, korean_day
from talent.plumbing import files, history, jobs
from talent.plumbing.database import db
from talent.reporting import notices
from talent.reporting.models import UniversityReport
from talent.reporting.queries import reports as queries
from talent.reporting.rules import university as rules
from talent.reporting.rules.university import QUERY_VERSION, REPORT, ReportRefusal, ReportStatus

JOB = "reporting.university-report"
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def schedule(
    organisation: Organisation, term: Term, *, as_of: date, by: Account, at: datetime
) -> UniversityReport:
    """Ask the worker for a report on ``term``; an earlier one on it is superseded.

    Raises :class:`Refused` while one is being prepared, and where there is nobody to report on.
    """
    rules.check_as_of(as_of, term, today=korean_day(at))
    present = queries.all_current(organisation.id, term)
    if present is not None and present.status is ReportStatus.SCHEDULED and not present.trouble:
        raise Refused(ReportRefusal.IN_PREPARATION)
    language = organisation.university.report_language if organisation.university else "en"
    if not _rows(organisation.id, term, as_of, language):
        raise Refused(ReportRefusal.NO_STUDENTS)
    if present is not None:
        history.advance(present, REPORT, "supersede", by=by, at=at)
        db.session.flush()  # one current report at a time
    made = UniversityReport(
        organisation=organisation,
        period=str(term),
        revision=queries.all_revisions(organisation.id, term) + 1,
        language=language,
        as_of=as_of,
        query_version=QUERY_VERSION,
        asked_at=at,
    )
    db.session.add(made)
    history.record(made, "schedule", by=by, at=at, period=str(term), revision=made.revision)
    jobs.enqueue(JOB, key=f"{JOB}:{made.pid}", at=at, report=made.id, account=by.id)
    return made


def snapshot_of(report: UniversityReport) -> dict[str, Any]:
    """What the report will say, from the tables as they are now; both files are made from it."""
    rows = _rows(report.organisation_id, report.term, report.as_of, report.language)
    name = report.organisation.name
    return {
        "reference": rules.reference(report.term),
        "period": report.period,
        "revision": report.revision,
        "language": report.language,
        "as_of": report.as_of.isoformat(),
        "organisation": {
            "pid": report.organisation.pid,
            "ko": name.ko,
            "mn": name.mn,
            "en": name.en,
        },
        "rows": rows,
        "totals": rules.totals(rows),
        "query_version": report.query_version,
    }


def _rows(organisation_id: int, term: Term, as_of: date, language: str) -> list[dict[str, Any]]:
    stays = queries.all_stays_at(organisation_id, term)
    return rules.own_students(stays, term=term, as_of=as_of, language=language)


def keep(
    report: UniversityReport,
    snapshot: dict[str, Any],
    *,
    pdf: bytes,
    xlsx: bytes,
    by: Account,
    at: datetime,
) -> None:
    """Keep what the worker has made. The rights of who asked for it are looked at again."""
    name = file_name(report)
    report.snapshot, report.trouble = snapshot, ""
    report.pdf = files.keep(
        pdf, name=f"{name}.pdf", media_type=PDF, kind="university-report", by=by, at=at
    )
    report.xlsx = files.keep(
        xlsx, name=f"{name}.xlsx", media_type=XLSX, kind="university-report", by=by, at=at
    )
    report.pdf_sha256, report.xlsx_sha256 = report.pdf.sha256, report.xlsx.sha256
    report.generated_at = at
    history.advance(report, REPORT, "generate", by=by, at=at, rows=len(snapshot["rows"]))


def file_name(report: UniversityReport) -> str:
    """``KMRMC-U1-2026-S2-UST-1``: no person in a file name either."""
    return f"KMRMC-U1-{report.period}-{report.organisation.code}-{report.revision}"


def note_trouble(report: UniversityReport, characters: str, *, by: Account, at: datetime) -> None:
    """A character no font of ours can print: said on the page, not tried again and again."""
    report.trouble = characters[:300]
    history.record(report, "cannot-print", by=by, at=at)


def check(report: UniversityReport, *, by: Account, at: datetime) -> None:
    """Somebody has read the very rows that will be sent."""
    history.advance(report, REPORT, "check", by=by, at=at)


def send(report: UniversityReport, *, by: Account, at: datetime) -> bool:
    """Mail both files to the university's confirmed contact; ``False`` when that was done before.

    Raises :class:`Refused` without a contact confirmed within twelve months, and when recipient or
    attachment belong to another organisation.
    """
    if report.status is ReportStatus.SENT:
        return False
    contact = rules.best_contact(report.organisation.contacts)
    if contact is None:
        raise Refused(ReportRefusal.NO_CONTACT)
    rules.check_contact(contact.confirmed_at, at=at)
    _check_belongs(report, contact)
    report.contact = {
        "name": contact.name,
        "position": contact.position,
        "email": contact.email,
        "language": contact.language,
    }
    report.sent_at = at
    history.advance(report, REPORT, "send", by=by, at=at)
    notices.university_report(report, to=contact.email, at=at)
    return True


def _check_belongs(report: UniversityReport, contact: Contact) -> None:
    """The files are this university's and are, byte for byte, what was checked."""
    snapshot = report.snapshot or {}
    attached = [owner for f in (report.pdf_id, report.xlsx_id) for owner in _owners(f)]
    rules.check_belongs(
        report_of=report.organisation_id, contact_of=contact.organisation_id, attached=attached
    )
    kept = [(report.pdf, report.pdf_sha256), (report.xlsx, report.xlsx_sha256)]
    whole = all(f is not None and _hash(f) == sha256 for f, sha256 in kept)
    if not whole or snapshot.get("organisation", {}).get("pid") != report.organisation.pid:
        raise Refused(ReportRefusal.FOREIGN_ATTACHMENT)


def _owners(file_id: int | None) -> list[int]:
    return queries.all_owners_of(file_id) if file_id is not None else []


def _hash(file: files.File) -> str:
    return hashlib.sha256(files.content_of(file)).hexdigest()
