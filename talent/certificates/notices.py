"""The mails about certificates."""

from datetime import datetime
from typing import Any

from talent.accounts.queries import all_accounts_of
from talent.certificates.models import Certificate
from talent.outbox.actions import post
from talent.plumbing.i18n import in_language
from talent.plumbing.words import word


def issued(certificate: Certificate, check_url: str, at: datetime) -> None:
    """The paper is there: where to get it, and how others can check it."""
    _tell(
        certificate,
        "issued",
        at,
        check_url=check_url.partition("/check/")[0] + "/check",
        code=certificate.verify_code,
    )


def revoked(certificate: Certificate, at: datetime) -> None:
    """The paper is no longer valid, why, and what the holder can do."""
    _tell(certificate, "revoked", at, reason=certificate.revoked_reason)


def _tell(certificate: Certificate, what: str, at: datetime, **values: Any) -> None:
    person = certificate.person
    account = all_accounts_of([person.id]).get(person.id)
    to = account.email if account else person.email
    if to is None:
        return
    language = account.language if account else person.preferred_language
    with in_language(language):
        title = word(certificate.type)
    post(
        f"certificates/notices/{what}.txt",
        to=to,
        language=language,
        at=at,
        event=f"certificates.{what}",
        subject=certificate,
        important=True,
        name=person.names.greeted(language),
        number=certificate.number,
        title=title,
        course=certificate.title.in_(language),
        path="/certificates/mine" if account else "",
        **values,
    )
