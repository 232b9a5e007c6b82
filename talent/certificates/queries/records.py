"""Certificates as lists and one by one, for staff and for their holders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from talent.accounts.models import Account
from talent.accounts.queries import all_names_of
from talent.certificates.models import Certificate, Signatory
from talent.certificates.queries.sources import candidates
from talent.certificates.rules.lifecycle import (
    CERTIFICATE,
    CertificateStatus,
    CertificateType,
)
from talent.certificates.rules.numbering import plain_number
from talent.cohorts.models import Participation
from talent.foundations.access import Permission
from talent.people.models import Person
from talent.people.rules.registry import search_terms
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.jobs import Job, JobState
from talent.plumbing.pages import Page, paginate
from talent.transfer.models import ModuleResult, ModuleVersion


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of certificates is narrowed to; empty means everything."""

    text: str = ""
    status: CertificateStatus | None = None
    type: CertificateType | None = None


@dataclass(frozen=True, slots=True)
class Printing:
    """How far the worker is with the approved papers."""

    waiting: int
    failed: tuple[Certificate, ...]


def certificates(viewer: Account, filters: Filters, page: int) -> Page[Certificate]:
    """The ledger, newest first: two statements."""
    query = _seen_by(viewer).join(Certificate.person).options(contains_eager(Certificate.person))
    if filters.status is not None:
        query = query.where(Certificate.status == filters.status)
    if filters.type is not None:
        query = query.where(Certificate.type == filters.type)
    for word, key in search_terms(filters.text):
        found = [
            Person.search.contains(word, autoescape=True),
            Certificate.number.contains(plain_number(word), autoescape=True),
        ]
        if key:
            found.append(Person.search.contains(key, autoescape=True))
        query = query.where(or_(*found))
    return paginate(query.order_by(Certificate.prepared_at.desc(), Certificate.id.desc()), page)


def certificate(viewer: Account, pid: str) -> Certificate:
    """One certificate with its holder, paper and what it replaces or was replaced by; or 404."""
    return db.first_or_404(_whole(_seen_by(viewer).where(Certificate.pid == pid)))


def certificate_to_change(viewer: Account, pid: str) -> Certificate:
    """The same, locked; or 404."""
    query = _whole(_seen_by(viewer).where(Certificate.pid == pid))
    return db.first_or_404(query.with_for_update(of=Certificate))


def trail(viewer: Account, certificate: Certificate) -> list[tuple[history.AuditEntry, str]]:
    """What was done with it, newest first, and by whom; empty names are the clock's."""
    entries = history.entries_of(certificate)
    people = all_names_of(entry.actor_id for entry in entries)
    shown = {i: person.names.shown(viewer.language) for i, person in people.items()}
    return [(entry, shown.get(entry.actor_id or 0, "")) for entry in entries]


def certificate_to_replace(viewer: Account, pid: str) -> Certificate:
    """One certificate with the facts its replacement is prepared from; or 404."""
    query = _whole(_seen_by(viewer).where(Certificate.pid == pid)).options(
        joinedload(Certificate.participation).options(
            joinedload(Participation.cohort),
            joinedload(Participation.person).joinedload(Person.organisation),
        ),
        joinedload(Certificate.module_result).options(
            joinedload(ModuleResult.delivery),
            joinedload(ModuleResult.person).joinedload(Person.organisation),
            joinedload(ModuleResult.version_taught).options(
                joinedload(ModuleVersion.module), selectinload(ModuleVersion.equipment)
            ),
        ),
    )
    return db.first_or_404(query)


def certificates_to_approve(
    viewer: Account, pids: Sequence[str] | None = None
) -> list[Certificate]:
    """Prepared papers whose names are confirmed; of these ``pids`` only, and locked, when given."""
    query = (
        _seen_by(viewer)
        .where(
            Certificate.status == CertificateStatus.PREPARED,
            Certificate.names_confirmed_at.is_not(None),
        )
        .options(joinedload(Certificate.person))
        .order_by(Certificate.id)
    )
    if pids is not None:
        query = query.where(Certificate.pid.in_(pids)).with_for_update(of=Certificate)
    return list(db.session.scalars(query))


def steps_offered(viewer: Account, certificate: Certificate) -> list[str]:
    """The decisions this viewer may make about it now."""
    offered = CERTIFICATE.offered(certificate.status, viewer, history.earlier(certificate))
    if certificate.names_confirmed_at is None and "approve" in offered:
        offered.remove("approve")
    return offered


def printing(viewer: Account) -> Printing:
    """How many approved papers wait for the worker, and which could not be printed."""
    approved = list(
        db.session.scalars(
            _seen_by(viewer)
            .where(Certificate.status == CertificateStatus.APPROVED)
            .options(joinedload(Certificate.person))
            .order_by(Certificate.id)
        )
    )
    failed = _failed(approved)
    return Printing(len(approved) - len(failed), failed)


@dataclass(frozen=True, slots=True)
class Stuck:
    """Papers that do not go on by themselves: names the holder objects to, prints that failed."""

    objected: tuple[Certificate, ...]
    failed: tuple[Certificate, ...]


def papers_stuck(viewer: Account) -> Stuck:
    """What a coordinator has to put right: one statement, one more while papers are printed."""
    rows = db.session.scalars(
        _seen_by(viewer)
        .where(
            or_(
                Certificate.status == CertificateStatus.APPROVED,
                and_(
                    Certificate.status == CertificateStatus.PREPARED,
                    Certificate.names_remark != "",
                ),
            )
        )
        .order_by(Certificate.id)
    ).all()
    objected = tuple(c for c in rows if c.status is CertificateStatus.PREPARED)
    return Stuck(objected, _failed([c for c in rows if c.status is CertificateStatus.APPROVED]))


def _failed(approved: Sequence[Certificate]) -> tuple[Certificate, ...]:
    if not approved:
        return ()
    dead = set(
        db.session.scalars(
            select(Job.key).where(
                Job.key.in_([c.job_key for c in approved]), Job.state == JobState.FAILED
            )
        )
    )
    return tuple(c for c in approved if c.unprintable or c.job_key in dead)


def candidate_count(viewer: Account) -> int:
    """How many people are entitled to a certificate and have none."""
    return candidates(viewer).count


def my_certificates(viewer: Account) -> list[Certificate]:
    """The viewer's own papers, newest first."""
    return list(db.session.scalars(_own(viewer).order_by(Certificate.id.desc())))


def my_certificate(viewer: Account, pid: str) -> Certificate:
    """One of the viewer's own papers; somebody else's does not exist."""
    return db.first_or_404(_own(viewer).where(Certificate.pid == pid))


def signatories(viewer: Account) -> list[Signatory]:
    """Everybody who signs or signed, those in office first."""
    return list(
        db.session.scalars(
            _signatories(viewer).order_by(
                Signatory.retired_on.is_not(None), Signatory.since.desc(), Signatory.id
            )
        )
    )


def signatories_in_office(viewer: Account, on: date) -> list[Signatory]:
    """Those who may be printed on a paper prepared on a day."""
    return list(
        db.session.scalars(
            _signatories(viewer)
            .where(
                Signatory.since <= on,
                or_(Signatory.retired_on.is_(None), Signatory.retired_on > on),
            )
            .order_by(Signatory.since, Signatory.id)
        )
    )


def signatory(viewer: Account, pid: str) -> Signatory:
    """One signatory; or 404."""
    return db.first_or_404(_signatories(viewer).where(Signatory.pid == pid))


def _seen_by(viewer: Account) -> Select[Certificate]:
    query = select(Certificate)
    return query if Permission.CERTIFICATES_VIEW in viewer.permissions else query.where(false())


def _signatories(viewer: Account) -> Select[Signatory]:
    query = select(Signatory)
    return query if Permission.CERTIFICATES_VIEW in viewer.permissions else query.where(false())


def _whole(query: Select[Certificate]) -> Select[Certificate]:
    return query.options(
        joinedload(Certificate.person),
        joinedload(Certificate.file),
        joinedload(Certificate.replaces),
        selectinload(Certificate.replacements),
    )


def _own(viewer: Account) -> Select[Certificate]:
    return (
        select(Certificate)
        .where(
            Certificate.person_id == viewer.person_id,
            Certificate.status != CertificateStatus.WITHDRAWN,
        )
        .options(joinedload(Certificate.person), joinedload(Certificate.file))
    )
