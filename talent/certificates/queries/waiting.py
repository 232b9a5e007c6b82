"""What waits for somebody here: the certificates' share of the first page after sign-in."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from talent.accounts.models import Account
from talent.certificates.models import Certificate
from talent.certificates.queries.records import certificates_to_approve, papers_stuck
from talent.certificates.queries.sources import candidate_counts
from talent.certificates.rules.lifecycle import CertificateStatus, CertificateWaiting
from talent.foundations.access import Permission
from talent.foundations.waiting import Waiting
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.i18n import language

LIST = "certificates.certificates"


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Everything about certificates that waits for ``viewer``."""
    held, found = viewer.permissions, list[Waiting]()
    if Permission.CERTIFICATES_PREPARE in held:
        found += _for_coordinator(viewer)
    if Permission.CERTIFICATES_APPROVE in held:
        found += _for_approver(viewer)
    if Permission.CERTIFICATES_OWN in held:
        found += _for_holder(viewer)
    return found


def _for_coordinator(viewer: Account) -> Iterable[Waiting]:
    courses = candidate_counts(viewer)
    if courses:
        title, code, _count = courses[0]
        name = title.in_(language())
        yield Waiting(
            CertificateWaiting.TO_PREPARE,
            f"{code} {name}" if code else name,
            "certificates.candidates",
            count=sum(count for _title, _code, count in courses),
        )
    stuck = papers_stuck(viewer)
    for certificate in stuck.objected:
        yield _about(certificate, CertificateWaiting.NAMES_TO_CORRECT)
    for certificate in stuck.failed:
        yield _about(certificate, CertificateWaiting.NOT_PRINTED)


def _for_approver(viewer: Account) -> Iterable[Waiting]:
    ready = certificates_to_approve(viewer)
    deeds = history.earlier_of(ready)
    mine = [c for c in ready if deeds.get(history.key(c), {}).get("prepare") != viewer.id]
    if mine:
        yield Waiting(
            CertificateWaiting.TO_APPROVE,
            mine[0].title.in_(language()),
            LIST,
            {"status": CertificateStatus.PREPARED.value},
            count=len(mine),
        )


def _for_holder(viewer: Account) -> Iterable[Waiting]:
    count = db.session.scalar(
        select(func.count()).where(
            Certificate.person_id == viewer.person_id,
            Certificate.status == CertificateStatus.PREPARED,
            Certificate.names_confirmed_at.is_(None),
            Certificate.names_remark == "",
        )
    )
    if count:
        yield Waiting(
            CertificateWaiting.NAMES_TO_CONFIRM, "", "certificates.my_certificates", count=count
        )


def _about(certificate: Certificate, kind: CertificateWaiting) -> Waiting:
    return Waiting(
        kind,
        certificate.names["latin"] or "",
        "certificates.certificate",
        {"certificate_pid": certificate.pid},
    )
