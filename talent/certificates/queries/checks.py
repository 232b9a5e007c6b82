"""What a stranger with a number and a code may learn."""

import hmac
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from talent.accounts.models import Account
from talent.certificates.models import Certificate
from talent.certificates.rules.lifecycle import NUMBERED, CertificateStatus, CertificateType
from talent.certificates.rules.numbering import masked, plain_code, plain_number
from talent.foundations.languages import LocalizedText
from talent.plumbing.database import db


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate as a stranger sees it: the holder's name is masked, nobody is listed."""

    number: str
    type: CertificateType
    status: CertificateStatus
    names: tuple[tuple[str, str], ...]
    title: LocalizedText
    starts_on: date
    ends_on: date
    hours: int
    issued_on: date
    sha256: str
    revoked_on: date | None
    newer_number: str | None


def checked(viewer: Account | None, number: str, code: str) -> Checked | None:
    """The certificate with this number and this code, ``None`` when either is wrong.

    One statement for a valid one, two for a replaced one, whoever asks.
    """
    found = db.session.scalar(
        select(Certificate)
        .where(Certificate.number == plain_number(number), Certificate.status.in_(NUMBERED))
        .options(selectinload(Certificate.replacements))
    )
    code_kept = plain_code(found.verify_code if found else "")
    if not hmac.compare_digest(code_kept, plain_code(code)) or found is None:
        return None
    newer = [c.number for c in found.replacements if c.number]
    return Checked(
        number=found.number or "",
        type=found.type,
        status=found.status,
        names=_masked(found.names),
        title=LocalizedText(**found.snapshot["title"]),
        starts_on=date.fromisoformat(found.snapshot["starts_on"]),
        ends_on=date.fromisoformat(found.snapshot["ends_on"]),
        hours=found.snapshot["hours"],
        issued_on=found.issued_on or date.min,
        sha256=found.sha256 or "",
        revoked_on=found.revoked_on,
        newer_number=newer[-1] if newer else None,
    )


def _masked(names: dict[str, str | None]) -> tuple[tuple[str, str], ...]:
    """The name in each script it was printed in, as pairs of language and masked text."""
    home = " ".join(part for part in (names["parent_mn"], names["given_mn"]) if part)
    scripts = (("en", names["latin"]), ("mn", home), ("ko", names["hangul"]))
    return tuple((language, masked(name)) for language, name in scripts if name)
