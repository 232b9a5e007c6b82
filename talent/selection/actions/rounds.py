"""Preparing a round, taking it through its states, and what the clock does with it."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from talent.foundations.access import SYSTEM, Actor
from talent.foundations.refusals import Refused
from talent.plumbing import history
from talent.plumbing.database import db
from talent.selection.models import Application, Round
from talent.selection.rules.applying import ApplicationRefusal
from talent.selection.rules.default_rules import default_rules, rules_hash
from talent.selection.rules.lifecycle import (
    APPLICATION,
    ROUND,
    ApplicationStatus,
    RoundStatus,
)
from talent.selection.rules.round_details import RoundDetails, check_dates, missing_texts
from talent.selection.rules.round_rules import RoundRules, RulesRefusal

FIELDS = ("code", "title", "summary", "opens_at", "closes_at", "zone")


def prepare_round(
    details: RoundDetails, *, by: Actor, at: datetime, like: Round | None = None
) -> Round:
    """A new call with the default rules of its kind, or with those of an earlier call."""
    rules = default_rules(details.kind) if like is None else {**like.rules}
    made = Round(kind=details.kind, rules=rules, seats=RoundRules.parse(rules).seats, created_at=at)
    _write(made, details)
    facts = {"like": like.code} if like is not None else {}
    history.record(made, "prepare", by=by, at=at, **facts)
    return made


def change_round(round_: Round, details: RoundDetails, *, by: Actor, at: datetime) -> None:
    """Write a draft's titles and dates."""
    _check_draft(round_)
    if changed := _write(round_, details):
        history.record(round_, "prepare", by=by, at=at, fields=changed)


def change_rules(round_: Round, rules: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Write a draft's rules. Raises ``Refused`` for rules that make no sense."""
    _check_draft(round_)
    round_.seats = RoundRules.parse(rules).seats
    if rules != round_.rules:
        round_.rules = rules
        history.record(round_, "prepare", by=by, at=at, fields=["rules"], hash=rules_hash(rules))


def step_round(round_: Round, step: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    """Take a round to its next state, when everything that state needs is there."""
    facts: dict[str, Any] = {}
    if step == "approve":
        facts = _freeze(round_, at)
    elif step == "begin-reviewing":
        _check_screened(round_)
    elif step == "cancel":
        if not reason.strip():
            raise Refused(ApplicationRefusal.REASON_MISSING)
        facts = {"reason": reason.strip()}
    history.advance(round_, ROUND, step, by=by, at=at, **facts)


def open_due_rounds(*, at: datetime) -> int:
    """The clock opens every approved round whose time has come."""
    due = db.session.scalars(
        select(Round)
        .where(Round.status == RoundStatus.APPROVED, Round.opens_at <= at)
        .with_for_update()
    ).all()
    for round_ in due:
        history.advance(round_, ROUND, "open", by=SYSTEM, at=at)
    return len(due)


def close_due_rounds(*, at: datetime) -> int:
    """The clock closes every open round whose time is over; drafts left in it lapse."""
    due = db.session.scalars(
        select(Round)
        .where(Round.status == RoundStatus.OPEN, Round.closes_at <= at)
        .with_for_update()
    ).all()
    for round_ in due:
        history.advance(round_, ROUND, "close", by=SYSTEM, at=at)
    drafts = db.session.scalars(
        select(Application)
        .where(
            Application.round_id.in_([r.id for r in due]),
            Application.status == ApplicationStatus.DRAFT,
        )
        .with_for_update()
    ).all()
    earlier = history.earlier_of(drafts)
    for draft in drafts:
        done = earlier.get(history.key(draft), {})
        history.advance(draft, APPLICATION, "lapse", by=SYSTEM, at=at, earlier_deeds=done)
    return len(due)


def _check_draft(round_: Round) -> None:
    if round_.status is not RoundStatus.DRAFT:
        raise Refused(ApplicationRefusal.CHANGED_AFTER_APPROVAL)


def _write(round_: Round, details: RoundDetails) -> list[str]:
    check_dates(details)
    with db.session.no_autoflush:
        other = db.session.scalar(
            select(Round.id).where(Round.code == details.code, Round.id != (round_.id or 0))
        )
    if other is not None:
        raise Refused(ApplicationRefusal.CODE_TAKEN, code=details.code)
    changed = [name for name in FIELDS if getattr(round_, name) != getattr(details, name)]
    for name in changed:
        setattr(round_, name, getattr(details, name))
    return changed


def _freeze(round_: Round, at: datetime) -> dict[str, Any]:
    rules = round_.parsed
    if missing_texts(round_.title, round_.summary, rules):
        raise Refused(RulesRefusal.TEXTS_MISSING)
    if round_.closes_at <= at:
        raise Refused(RulesRefusal.DATES_OUT_OF_ORDER)
    round_.rules_hash = rules_hash(round_.rules)
    return {"hash": round_.rules_hash}


def _check_screened(round_: Round) -> None:
    waiting = db.session.scalar(
        select(func.count())
        .select_from(Application)
        .where(
            Application.round_id == round_.id,
            Application.status.in_(
                (ApplicationStatus.SUBMITTED, ApplicationStatus.INELIGIBILITY_PROPOSED)
            ),
        )
    )
    if waiting:
        raise Refused(ApplicationRefusal.TO_BE_SCREENED, count=waiting)
