"""The receipt and the request for a better document, word for word."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.outbox.models import Mail
from talent.selection import actions, queries
from talent.selection.rules.applying import VerdictKind
from talent.selection.rules.lifecycle import RoundStatus
from tests.factories import AT, make_account
from tests.rooms.selection.factories import make_applicant, make_call, make_submitted, move

GOLDEN = json.loads((Path(__file__).parent / "receipts.json").read_text(encoding="utf-8"))
CLOSES = datetime(2026, 3, 31, 15, tzinfo=UTC)


def told(session: Any, language: str) -> dict[str, list[str]]:
    """What somebody reading ``language`` is told, addresses and seals made plain."""
    round_ = make_call(code=f"2026-GOLD-{language.upper()}", closes_at=CLOSES)
    applicant = make_applicant()
    applicant.language = language
    application = make_submitted(round_, applicant)
    seal, pid = application.submission_hash, application.pid
    move(round_, RoundStatus.SCREENING)
    coordinator = make_account(Role.COORDINATOR)
    document = queries.document(coordinator, queries.application(coordinator, pid).documents[1].pid)
    actions.judge_document(document, VerdictKind.ASK_AGAIN, note="p. 2 ?", by=coordinator, at=AT)
    session.flush()
    mails = session.scalars(select(Mail).where(Mail.recipient == applicant.email).order_by(Mail.id))
    names = ("application_received", "document_asked_again")
    return {
        name: [
            mail.subject,
            *mail.body.replace(str(seal), "SEAL")
            .replace(pid, "PID")
            .replace(round_.title.in_(language), "CALL")
            .splitlines(),
        ]
        for name, mail in zip(names, mails, strict=True)
    }


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_applicants_are_told_in_their_own_language(session: Any, language: str) -> None:
    assert told(session, language) == GOLDEN[language]
