"""What waits in this room for whoever looks at the first page."""

from datetime import datetime

from sqlalchemy import String, and_, cast, func, or_, select

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.waiting import Waiting
from talent.plumbing.database import db
from talent.plumbing.history import AuditEntry
from talent.plumbing.i18n import language
from talent.selection.models import Application, ApplicationDocument, Round
from talent.selection.queries.reviews_waiting import reviews_waiting
from talent.selection.rules.applying import VerdictKind
from talent.selection.rules.lifecycle import ApplicationStatus, RoundStatus
from talent.selection.rules.waiting import SelectionWaiting

_A = ApplicationStatus


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Calls to approve, applications to check, drafts to finish, offers to answer, reviews to do.

    At most one statement for each thing a role can do here.
    """
    held = viewer.permissions
    found: list[Waiting] = []
    if Permission.SELECTION_APPLY in held:
        found += _own(viewer, at)
    if Permission.SELECTION_APPROVE in held:
        found += _to_approve(viewer)
    if Permission.SELECTION_SCREEN in held:
        found += _to_screen(viewer)
    return found + reviews_waiting(viewer)


def _own(viewer: Account, at: datetime) -> list[Waiting]:
    asked = (
        select(func.min(ApplicationDocument.ask_until))
        .where(
            ApplicationDocument.application_id == Application.id,
            ApplicationDocument.verdict == VerdictKind.ASK_AGAIN,
            ApplicationDocument.ask_until > at,
        )
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Application, Round, asked)
        .join(Application.round)
        .where(
            Application.person_id == viewer.person_id,
            or_(
                and_(
                    Application.status == _A.DRAFT,
                    Round.status == RoundStatus.OPEN,
                    Round.closes_at > at,
                ),
                and_(Application.status == _A.SELECTED, Application.offer_expires_at > at),
                and_(Application.status == _A.SUBMITTED, asked.is_not(None)),
            ),
        )
        .order_by(Application.id)
    )
    kinds = {
        _A.DRAFT: SelectionWaiting.DRAFT_TO_FINISH,
        _A.SELECTED: SelectionWaiting.OFFER_TO_ANSWER,
        _A.SUBMITTED: SelectionWaiting.DOCUMENT_TO_REPLACE,
    }
    pages = {_A.DRAFT: "selection.form_review", _A.SUBMITTED: "selection.form_documents"}
    return [
        Waiting(
            kinds[application.status],
            round_.title.in_(language()),
            pages.get(application.status, "selection.my_application"),
            {"application_pid": application.pid},
            due={
                _A.DRAFT: round_.closes_at,
                _A.SELECTED: application.offer_expires_at,
                _A.SUBMITTED: until,
            }[application.status],
        )
        for application, round_, until in rows
    ]


def _to_approve(viewer: Account) -> list[Waiting]:
    """Drafts somebody else wrote down last."""
    last = (
        select(AuditEntry.actor_id)
        .where(
            AuditEntry.subject == "round:" + cast(Round.id, String), AuditEntry.deed == "prepare"
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.session.scalars(
        select(Round)
        .where(Round.status == RoundStatus.DRAFT, last != viewer.id)
        .order_by(Round.opens_at)
    )
    return [
        Waiting(
            SelectionWaiting.CALL_TO_APPROVE,
            r.title.in_(language()),
            "selection.round",
            {"round_pid": r.pid},
            due=r.opens_at,
        )
        for r in rows
    ]


def _to_screen(viewer: Account) -> list[Waiting]:
    """Calls just closed, applications without a finding, proposals for a second person."""
    rows = db.session.execute(
        select(Round, Application.status, func.count(Application.id))
        .outerjoin(
            Application,
            and_(
                Application.round_id == Round.id,
                Application.status.in_((_A.SUBMITTED, _A.INELIGIBILITY_PROPOSED)),
            ),
        )
        .where(Round.status.in_((RoundStatus.CLOSED, RoundStatus.SCREENING)))
        .group_by(Round.id, Application.status)
        .order_by(Round.closes_at, Round.id)
    ).all()
    found: list[Waiting] = []
    closed: set[int] = set()
    for round_, status, count in rows:
        name, values = round_.title.in_(language()), {"round_pid": round_.pid}
        if round_.status is RoundStatus.CLOSED:
            if round_.id not in closed:
                closed.add(round_.id)
                found.append(
                    Waiting(SelectionWaiting.CALL_TO_SCREEN, name, "selection.round", values)
                )
        elif status is not None:
            kind = (
                SelectionWaiting.TO_SCREEN
                if status is _A.SUBMITTED
                else SelectionWaiting.INELIGIBLE_TO_CONFIRM
            )
            found.append(
                Waiting(
                    kind,
                    name,
                    "selection.applications",
                    {**values, "status": status.value},
                    count=count,
                )
            )
    return found
