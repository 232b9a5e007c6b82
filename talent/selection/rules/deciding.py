"""The life of a decision: prepared by one person, approved by another, published to everyone."""

import json
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import Any

from talent.foundations.access import Permission
from talent.foundations.refusals import Refused
from talent.foundations.workflow import Transition, Workflow


class DecisionStatus(StrEnum):
    DRAFT = "draft"
    PREPARED = "prepared"
    RETURNED = "returned"
    PUBLISHED = "published"


class DecisionRefusal(StrEnum):
    REVIEWS_INCOMPLETE = "reviews-incomplete"
    SPREAD_TOO_WIDE = "spread-too-wide"
    NOBODY_TO_RANK = "nobody-to-rank"
    CHANGED_SINCE = "changed-since"
    LOTS_NOT_DRAWN = "lots-not-drawn"
    NOT_DECIDING = "not-deciding"


_S = DecisionStatus
_P = Permission

# draft ──▶ prepared ──▶ published
#               └─▶ returned (and a new draft with the same seed takes its place)
DECISION = Workflow(
    "decision",
    _S.DRAFT,
    Transition("prepare", frozenset({_S.DRAFT}), _S.PREPARED, _P.SELECTION_RANK),
    Transition("send-back", frozenset({_S.PREPARED}), _S.RETURNED, _P.SELECTION_DECIDE),
    Transition(
        "publish", frozenset({_S.PREPARED}), _S.PUBLISHED, _P.SELECTION_DECIDE, not_by="prepare"
    ),
)


def content_hash(snapshot: Mapping[str, Any]) -> str:
    """The seal of a ranking: equal for equal content, whatever the order of its keys."""
    text = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


def check_unchanged(sealed: str | None, *contents: str) -> None:
    """Raise :class:`Refused` when what was sealed is not what was seen or what is true now.

    A review voided, a person withdrawn, a mark entered late: whatever changes the ranking after it
    was prepared asks for a new preparation. Nobody approves what nobody has looked at.

    Source: handbook of the programme, decision: ranking signed before publication.
    """
    if any(content != sealed for content in contents):
        raise Refused(DecisionRefusal.CHANGED_SINCE)
