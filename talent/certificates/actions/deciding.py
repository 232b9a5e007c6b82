"""Decisions about certificates: approve, withdraw, revoke, and print once more."""

from collections.abc import Sequence
from datetime import datetime

from talent.certificates import documents, notices
from talent.certificates.models import Certificate
from talent.certificates.rules.entitlement import CertificateRefusal, check_names_confirmed
from talent.certificates.rules.lifecycle import CERTIFICATE, CertificateStatus
from talent.certificates.rules.numbering import issue_day
from talent.foundations.access import Actor
from talent.foundations.refusals import Refused
from talent.plumbing import history, jobs


def approve(certificates: Sequence[Certificate], *, by: Actor, at: datetime) -> None:
    """Approve papers for printing, all or none; the worker prints and numbers them."""
    earlier = history.earlier_of(certificates)
    for certificate in certificates:
        check_names_confirmed(certificate.names_confirmed_at)
        history.advance(
            certificate,
            CERTIFICATE,
            "approve",
            by=by,
            at=at,
            earlier_deeds=earlier.get(history.key(certificate), {}),
        )
        jobs.enqueue(
            "certificates.issue", key=certificate.job_key, at=at, certificate=certificate.pid
        )


def move(certificate: Certificate, name: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    """One decision about one paper, by the name of its transition."""
    if name == "approve":
        approve([certificate], by=by, at=at)
        return
    if name == "revoke" and not reason.strip():
        raise Refused(CertificateRefusal.REASON_MISSING)
    history.advance(certificate, CERTIFICATE, name, by=by, at=at)
    if name == "revoke":
        certificate.revoked_reason = reason.strip()
        certificate.revoked_on = issue_day(at, documents.policy())
        notices.revoked(certificate, at)


def print_again(certificate: Certificate, *, by: Actor, at: datetime) -> None:
    """Ask the worker once more to print an approved paper whose printing failed."""
    if certificate.status is not CertificateStatus.APPROVED:
        raise Refused(CertificateRefusal.NOT_APPROVED)
    certificate.print_round += 1
    certificate.unprintable = ""
    history.record(certificate, "print-again", by=by, at=at)
    jobs.enqueue("certificates.issue", key=certificate.job_key, at=at, certificate=certificate.pid)
