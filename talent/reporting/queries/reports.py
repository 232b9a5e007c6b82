"""Reports to universities, and the stays and semesters they are told from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.waiting import Waiting
from talent.people.models import Contact, Organisation, UniversityProfile
from talent.people.rules.lifecycle import OrganisationType
from talent.placements.models import Placement, SemesterRecord, UniversityStay
from talent.placements.rules.terms import Term
from talent.plumbing.database import db
from talent.plumbing.i18n import language
from talent.reporting.models import UniversityReport
from talent.reporting.rules.university import (
    ReportStatus,
    ReportWaiting,
    Student,
    best_contact,
)


@dataclass(frozen=True, slots=True)
class UniversityLine:
    """One university of the list: its students now, whom to write to, its report on the term."""

    organisation: Organisation
    students: int
    contact: Contact | None
    report: UniversityReport | None


def universities(viewer: Account, term: Term) -> list[UniversityLine]:
    """Every university that has or had students, with what is known for ``term``."""
    counted = (
        select(UniversityStay.university_id, func.count().label("students"))
        .join(UniversityStay.placement)
        .where(
            UniversityStay.started_on <= term.ends_on,
            or_(UniversityStay.ended_on.is_(None), UniversityStay.ended_on > term.starts_on),
            or_(Placement.conferred_on.is_(None), Placement.conferred_on >= term.starts_on),
        )
        .group_by(UniversityStay.university_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Organisation, counted.c.students)
        .join(counted, counted.c.university_id == Organisation.id)
        .where(_visible(viewer))
        .options(selectinload(Organisation.contacts))
        .order_by(Organisation.name_en)  # type: ignore[attr-defined]
    ).all()
    reports = {
        r.organisation_id: r
        for r in db.session.scalars(
            select(UniversityReport).where(
                UniversityReport.period == str(term),
                UniversityReport.status != ReportStatus.SUPERSEDED,
                _visible(viewer),
            )
        )
    }
    return [
        UniversityLine(found, students, best_contact(found.contacts), reports.get(found.id))
        for found, students in rows
    ]


def university(viewer: Account, pid: str) -> Organisation:
    """One university with its contacts and profile, or 404."""
    return db.one_or_404(
        select(Organisation)
        .join(UniversityProfile)
        .where(
            Organisation.pid == pid,
            Organisation.type == OrganisationType.UNIVERSITY,
            _visible(viewer),
        )
        .options(selectinload(Organisation.contacts), joinedload(Organisation.university))
    )


def reports_of(viewer: Account, organisation: Organisation) -> list[UniversityReport]:
    """Every report to this university, newest first."""
    return list(
        db.session.scalars(
            select(UniversityReport)
            .where(UniversityReport.organisation_id == organisation.id, _visible(viewer))
            .order_by(UniversityReport.period.desc(), UniversityReport.revision.desc())
        )
    )


def report(viewer: Account, pid: str) -> UniversityReport:
    """One report with its university, contacts and files, or 404."""
    return db.one_or_404(_whole().where(UniversityReport.pid == pid, _visible(viewer)))


def _whole() -> Select[UniversityReport]:
    return select(UniversityReport).options(
        joinedload(UniversityReport.organisation).options(
            selectinload(Organisation.contacts), joinedload(Organisation.university)
        ),
        joinedload(UniversityReport.pdf),
        joinedload(UniversityReport.xlsx),
    )


def _visible(viewer: Account) -> ColumnElement[bool]:
    return true() if Permission.REPORTING_VIEW in viewer.permissions else false()


def report_waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Reports somebody has to check or send."""
    held = viewer.permissions
    kinds = {}
    if Permission.REPORTING_PREPARE in held:
        kinds[ReportStatus.GENERATED] = ReportWaiting.CHECK_REPORT
    if Permission.REPORTING_SEND in held:
        kinds[ReportStatus.CHECKED] = ReportWaiting.SEND_REPORT
    if not kinds:
        return []
    found = db.session.scalars(
        select(UniversityReport)
        .where(UniversityReport.status.in_(kinds))
        .options(joinedload(UniversityReport.organisation))
        .order_by(UniversityReport.id)
    )
    return [
        Waiting(
            kinds[r.status],
            f"{r.organisation.name.in_(language())} · {r.period}",
            "reporting.report",
            {"report_pid": r.pid},
        )
        for r in found
    ]


def all_reports_with(report_id: int) -> UniversityReport | None:
    """One report by its number, for the worker."""
    return db.session.scalars(_whole().where(UniversityReport.id == report_id)).unique().first()


def all_current(organisation_id: int, term: Term) -> UniversityReport | None:
    """The report to this university on ``term`` that is not superseded."""
    return db.session.scalar(
        select(UniversityReport).where(
            UniversityReport.organisation_id == organisation_id,
            UniversityReport.period == str(term),
            UniversityReport.status != ReportStatus.SUPERSEDED,
        )
    )


def all_revisions(organisation_id: int, term: Term) -> int:
    """How many reports there have been to this university on ``term``."""
    return (
        db.session.scalar(
            select(func.max(UniversityReport.revision)).where(
                UniversityReport.organisation_id == organisation_id,
                UniversityReport.period == str(term),
            )
        )
        or 0
    )


def all_owners_of(file_id: int) -> list[int]:
    """The universities whose reports hold this file."""
    return list(
        db.session.scalars(
            select(UniversityReport.organisation_id).where(
                or_(UniversityReport.pdf_id == file_id, UniversityReport.xlsx_id == file_id)
            )
        )
    )


def all_stays_at(organisation_id: int, term: Term) -> list[Student]:
    """Everybody's stay at this university, with the papers of ``term`` that came from there."""
    rows = db.session.scalars(
        select(UniversityStay)
        .where(UniversityStay.university_id == organisation_id)
        .options(
            joinedload(UniversityStay.placement).options(
                joinedload(Placement.person),
                selectinload(
                    Placement.semesters.and_(
                        SemesterRecord.term == str(term),
                        SemesterRecord.university_id == organisation_id,
                    )
                ),
            )
        )
    )
    return [_student(stay) for stay in rows]


def _student(stay: UniversityStay) -> Student:
    placement = stay.placement
    record = placement.semesters[0] if placement.semesters else None
    names = placement.person.names
    assert placement.enrolled_on is not None  # noqa: S101 -- a stay begins with the enrolment
    return Student(
        latin=names.latin,
        cyrillic=names.cyrillic,
        student_number=stay.student_number,
        level=placement.level,
        department=stay.department,
        adviser=stay.adviser,
        intake=placement.intake_term,
        stay_from=stay.started_on,
        stay_until=stay.ended_on,
        enrolled_on=placement.enrolled_on,
        coursework_completed_on=placement.coursework_completed_on,
        conferred_on=placement.conferred_on,
        withdrawn_on=placement.withdrawn_on,
        expected_end=placement.standard_end,
        funding_until=placement.funding_until,
        has_transcript=record is not None and record.transcript_id is not None,
        has_adviser_statement=record is not None and record.adviser_given_on is not None,
    )


def all_askers(account_id: int) -> Account:
    """The account that asked for a job; its rights are looked at again when the job ends."""
    return db.session.get_one(Account, account_id)
