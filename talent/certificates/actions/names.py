"""The holder reads the names that will be printed, and says whether they are right."""

from datetime import datetime

from talent.certificates import documents
from talent.certificates.actions.preparing import names_of
from talent.certificates.models import Certificate
from talent.certificates.rules.entitlement import CertificateRefusal, check_still_open
from talent.foundations.access import Actor
from talent.foundations.refusals import Refused
from talent.people import actions as people
from talent.plumbing import history


def confirm_names(certificate: Certificate, *, by: Actor, at: datetime) -> None:
    """Note that the holder wants exactly these names on the paper."""
    check_still_open(certificate.status)
    if names_of(certificate.person) != certificate.names:
        take_names_again(certificate, by=by, at=at)
    certificate.names_confirmed_at = at
    certificate.names_remark = ""
    history.record(certificate, "confirm-names", by=by, at=at)
    if certificate.person.names_confirmed_at is None:
        people.confirm_names(certificate.person, by=by, at=at)


def object_to_names(certificate: Certificate, remark: str, *, by: Actor, at: datetime) -> None:
    """Note what is wrong with the names; the coordinator corrects the person's record."""
    check_still_open(certificate.status)
    if not remark.strip():
        raise Refused(CertificateRefusal.REASON_MISSING)
    certificate.names_remark = remark.strip()
    certificate.names_confirmed_at = None
    history.record(certificate, "object-to-names", by=by, at=at)


def take_names_again(certificate: Certificate, *, by: Actor, at: datetime) -> None:
    """Freeze the names as the person's record has them now; the holder reads them again."""
    check_still_open(certificate.status)
    snapshot = {**certificate.snapshot, "names": names_of(certificate.person)}
    documents.check_printable(snapshot)
    certificate.snapshot = snapshot
    certificate.names_remark = ""
    certificate.names_confirmed_at = certificate.person.names_confirmed_at
    history.record(certificate, "take-names-again", by=by, at=at)
