"""Calls and applications for tests of everything before the reviews."""

import io
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from pypdf import PdfWriter
from werkzeug.datastructures import FileStorage

from talent.accounts.models import Account
from talent.foundations.access import Role
from talent.foundations.languages import LocalizedText
from talent.people.models import Consent, Organisation
from talent.people.rules.lifecycle import ConsentPurpose
from talent.plumbing.database import db
from talent.selection import actions
from talent.selection.models import Application, Round
from talent.selection.rules.default_rules import default_rules, rules_hash
from talent.selection.rules.lifecycle import RoundKind, RoundStatus
from talent.selection.rules.round_rules import DegreeType
from tests.factories import AT, make_account, make_organisation, make_person

_number = count(1)
ANSWERS = {
    "field": "Rare metal metallurgy",
    "motivation": "To work on molybdenum.",
    "study_plan": "Roasting, leaching, solvent extraction.",
    "work": "Four years at the concentrator.",
    "return": "To run the pilot plant.",
    "korean": "topik-2",
    "graduated": "2020-06-20",
}


def make_call(status: RoundStatus = RoundStatus.OPEN, **values: Any) -> Round:
    """A call for master's degrees with the default rules, open around ``AT``."""
    number = next(_number)
    rules = values.pop("rules", None) or default_rules(RoundKind.MSC)
    frozen = status not in {RoundStatus.DRAFT, RoundStatus.CANCELLED}
    round_ = Round(
        **{
            "code": f"2026-CALL-{number}",
            "kind": RoundKind.MSC,
            "title": LocalizedText(f"Call {number} ko", f"Call {number} mn", f"Call {number}"),
            "summary": LocalizedText("Summary ko", "Summary mn", "Summary"),
            "rules": rules,
            "rules_hash": rules_hash(rules) if frozen else None,
            "opens_at": AT - timedelta(days=10),
            "closes_at": AT + timedelta(days=10),
            "seats": rules["seats"],
            "created_at": AT - timedelta(days=30),
            "status": status,
            **values,
        }
    )
    db.session.add(round_)
    db.session.flush()
    return round_


def make_applicant(who: str = "Bat-Erdene", **values: Any) -> Account:
    """A trainee whose own record lacks nothing and who gave every consent."""
    values = {"phone": "+97699112233", **values}
    account = make_account(Role.TRAINEE, person=make_person(who, **values))
    for purpose in ConsentPurpose:
        db.session.add(
            Consent(
                person_id=account.person_id,
                purpose=purpose,
                text_version="2026-1",
                language="mn",
                given_at=AT,
            )
        )
    db.session.flush()
    return account


def make_draft(
    round_: Round | None = None,
    by: Account | None = None,
    organisation: Organisation | None = None,
    **values: Any,
) -> Application:
    """A draft that lacks nothing but its documents; see ``hand_in_documents``."""
    by = by or make_applicant()
    organisation = organisation or make_organisation()
    draft = Application(
        **{
            "round": round_ or make_call(),
            "person": by.person,
            "organisation": organisation,
            "answers": ANSWERS,
            "degree": DegreeType.BACHELOR,
            "gpa_raw": "3.18",
            "gpa_scale": "4.3",
            "language": by.language,
            "created_at": AT,
            "saved_at": AT,
            **values,
        }
    )
    db.session.add(draft)
    db.session.flush()
    return draft


def pdf(name: str = "paper.pdf", pages: int = 1) -> FileStorage:
    """A small sound PDF as somebody hands it in."""
    return FileStorage(io.BytesIO(pdf_bytes(pages)), filename=name)


def pdf_bytes(pages: int = 1) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def hand_in_documents(draft: Application, by: Account, at: datetime = AT) -> None:
    """Everything the call requires, as PDF."""
    draft = own(draft, by)
    for document in draft.round.parsed.documents:
        if document.required:
            actions.store_document(draft, document.code, pdf(), by=by, at=at)


def own(draft: Application, by: Account) -> Application:
    """The application as its owner's pages load it."""
    from talent.selection import queries

    db.session.flush()
    db.session.expire(draft)
    return queries.own_application(by, draft.pid)


def make_submitted(
    round_: Round | None = None, by: Account | None = None, at: datetime = AT, **values: Any
) -> Application:
    """An application handed in the ordinary way."""
    by = by or make_applicant()
    draft = make_draft(round_, by, **values)
    hand_in_documents(draft, by, at)
    draft = own(draft, by)
    actions.submit(draft, by=by, at=at)
    db.session.flush()
    return draft


def move(round_: Round, *states: RoundStatus) -> None:
    """Take a call on without asking for everything the steps ask for."""
    for state in states:
        db.session.execute(
            Round.__table__.update().where(Round.id == round_.id).values({"status": state})
        )
    db.session.expire(round_)


def office(app: Any, application: Application) -> Application:
    """The application as the staff's pages load it."""
    from talent.selection import queries

    db.session.flush()
    db.session.expire(application)
    return queries.application(make_account(Role.COORDINATOR), application.pid)
