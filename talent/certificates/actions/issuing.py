"""Issuing: number, bytes, hash, state and mail in one transaction, or none of them.

Drawing a paper takes half a second, and its number is drawn with it. So it is drawn beforehand
with the number that would come next, without a lock; under the lock it is used only if that number
really comes next. When another worker was faster, it is drawn again; after a few such
races it is drawn under the lock. A number is taken only by the transaction that keeps the bytes:
whatever fails, none is lost and none is used twice. SQLite lets one writer in at a time, which
gives the same result.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from talent.certificates import documents, notices
from talent.certificates.documents import Issue
from talent.certificates.models import Certificate, CertificateCounter
from talent.certificates.rules.lifecycle import CERTIFICATE, CertificateStatus
from talent.certificates.rules.numbering import issue_day, number_of, series_of
from talent.foundations.access import SYSTEM, Actor
from talent.outbox.actions import public_url
from talent.plumbing import files, history
from talent.plumbing.database import db, reading

RACES = 3
Paper = Callable[[Mapping[str, Any], Issue], bytes]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper drawn with the number that came next when it was begun."""

    issue: Issue
    content: bytes


def issue(pid: str, *, at: datetime, paper: Paper = documents.paper) -> Certificate | None:
    """Print, number and issue an approved certificate; ``None`` when there is nothing to do.

    Begins without a transaction and leaves its writes for the caller to commit. Raises
    :class:`Refused` when the paper cannot be drawn: then nothing was written, no number taken.
    """
    for _ in range(RACES):
        drawn = _draw_beforehand(pid, at, paper)
        certificate = _locked(pid) if drawn else None
        if drawn is None or certificate is None:
            return None
        counter = _locked_counter(certificate, at)
        if _next_issue(certificate, counter.last, at) == drawn.issue:
            return _complete(certificate, counter, drawn, at)
        db.session.rollback()
    certificate = _locked(pid)
    if certificate is None:
        return None
    counter = _locked_counter(certificate, at)
    found = _next_issue(certificate, counter.last, at)
    return _complete(certificate, counter, Drawn(found, paper(certificate.snapshot, found)), at)


def note_unprintable(pid: str, characters: str, *, at: datetime, by: Actor = SYSTEM) -> None:
    """Keep which characters could not be printed, for the coordinator to see."""
    certificate = _locked(pid)
    if certificate is not None:
        certificate.unprintable = characters[:200]
        history.record(certificate, "could-not-print", by=by, at=at)


def _draw_beforehand(pid: str, at: datetime, paper: Paper) -> Drawn | None:
    with reading():
        certificate = db.session.scalar(select(Certificate).where(Certificate.pid == pid))
        if certificate is None or certificate.status is not CertificateStatus.APPROVED:
            db.session.rollback()
            return None
        last = db.session.scalar(_counter_of(certificate, at, CertificateCounter.last)) or 0
        found, snapshot = _next_issue(certificate, last, at), certificate.snapshot
        db.session.rollback()
    return Drawn(found, paper(snapshot, found))


def _locked(pid: str) -> Certificate | None:
    """The approved certificate, locked, as the database has it now."""
    found = db.session.scalar(
        select(Certificate)
        .where(Certificate.pid == pid)
        .options(joinedload(Certificate.replaces), joinedload(Certificate.person))
        .with_for_update(of=Certificate)
        .execution_options(populate_existing=True)
    )
    return found if found and found.status is CertificateStatus.APPROVED else None


def _counter_of(certificate: Certificate, at: datetime, what: Any) -> Any:
    year = issue_day(at, documents.policy()).year
    series = series_of(certificate.type)
    return select(what).where(CertificateCounter.series == series, CertificateCounter.year == year)


def _locked_counter(certificate: Certificate, at: datetime) -> CertificateCounter:
    """The counter of the certificate's series, locked; it begins with its first certificate."""
    query = (
        _counter_of(certificate, at, CertificateCounter)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = db.session.scalar(query)
    if found is None:
        year = issue_day(at, documents.policy()).year
        try:
            with db.session.begin_nested():
                begun = CertificateCounter(series=series_of(certificate.type), year=year, last=0)
                db.session.add(begun)
        except IntegrityError:  # another worker began it
            pass
        found = db.session.scalars(query).one()
    counter: CertificateCounter = found
    return counter


def _next_issue(certificate: Certificate, last: int, at: datetime) -> Issue:
    policy = documents.policy()
    day = issue_day(at, policy)
    number = number_of(policy, certificate.type, day.year, last + 1)
    address = public_url(f"/certificates/check/{number}/{certificate.verify_code}")
    return Issue(number, day, certificate.verify_code, address)


def _complete(
    certificate: Certificate, counter: CertificateCounter, drawn: Drawn, at: datetime
) -> Certificate:
    found = drawn.issue
    stored = files.keep(
        drawn.content,
        name=f"{found.number}.pdf",
        media_type="application/pdf",
        kind="certificate",
        by=SYSTEM,
        at=at,
    )
    old = certificate.replaces
    if old is not None and old.status is CertificateStatus.ISSUED:
        history.advance(old, CERTIFICATE, "supersede", by=SYSTEM, at=at, replacement=found.number)
        db.session.flush()  # one valid certificate for one achievement, at every moment
    counter.last += 1
    certificate.series, certificate.year, certificate.serial = (
        counter.series,
        counter.year,
        counter.last,
    )
    certificate.number, certificate.issued_on = found.number, found.issued_on
    certificate.file, certificate.sha256 = stored, stored.sha256
    certificate.unprintable = ""
    history.advance(
        certificate,
        CERTIFICATE,
        "issue",
        by=SYSTEM,
        at=at,
        earlier_deeds={},
        number=found.number,
        sha256=stored.sha256,
    )
    db.session.flush()
    notices.issued(certificate, found.check_url, at)
    return certificate
