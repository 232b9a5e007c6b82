"""The rules a new round begins with: a copy to change, never a reference."""

import json
from copy import deepcopy
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from talent.selection.rules.lifecycle import RoundKind


def default_rules(kind: RoundKind) -> dict[str, Any]:
    """A fresh copy of the rules proposed for rounds of ``kind``, as stored JSON.

    Source: handbook of the programme, documents, scoring and policy parameters; our defaults, to
    be confirmed by the project leader.
    """
    return deepcopy(_defaults()[kind.value])


def rules_hash(stored: dict[str, Any]) -> str:
    """The seal of a round's rules: equal for equal content, whatever the order of its keys."""
    text = json.dumps(stored, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return sha256(text.encode()).hexdigest()


@cache
def _defaults() -> dict[str, dict[str, Any]]:
    path = Path(__file__).parents[1] / "data" / "default_rules.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found
