"""What a coordinator writes down about a round, and what still keeps it from being approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from talent.foundations.languages import LANGUAGES, LocalizedText
from talent.foundations.refusals import Refused
from talent.selection.rules.lifecycle import RoundKind
from talent.selection.rules.round_rules import RoundRules, RulesRefusal

REQUIRED, OPTIONAL, NOT_ASKED = "required", "optional", "not-asked"
TIE_BREAKS = 4


@dataclass(frozen=True, slots=True)
class RoundDetails:
    """The face of a round: what it is called and when it takes applications."""

    code: str
    kind: RoundKind
    title: LocalizedText
    summary: LocalizedText
    opens_at: datetime
    closes_at: datetime
    zone: str


def check_dates(details: RoundDetails) -> None:
    """Raise :class:`Refused` unless the round closes after it opens."""
    if details.closes_at <= details.opens_at:
        raise Refused(RulesRefusal.DATES_OUT_OF_ORDER)


def missing_texts(
    title: LocalizedText, summary: LocalizedText, rules: RoundRules
) -> list[tuple[str, str]]:
    """(what, language) of each text that stops the approval; ``title`` and ``summary`` first.

    Source: handbook of the programme, call and round: all texts in three languages.
    """
    found = [("title", language) for language in title.missing()]
    found += [("summary", language) for language in summary.missing()]
    return found + list(rules.missing_texts())


def edited_rules(stored: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The rules with what the form of a round says: ``stored`` stays as it is.

    ``given`` names the numbers as the rules do; rows of criteria, documents and questions come as
    ``c0_…``, ``d0_…``, ``q0_…``. A criterion without weight and a row "not asked" fall away; the
    row after the last one is new when it has a text.
    """
    made = {**stored}
    for name in (
        "seats",
        "at_most_per_organisation",
        "min_reviewers",
        "accept_days",
        "appeal_days",
    ):
        made[name] = given[name]
    made["screening_days"], made["supplement_days"] = (
        given["screening_days"],
        given["supplement_days"],
    )
    made["threshold"] = written(given["threshold"])
    percent = given["least_percent"]
    made["eligibility"] = {
        **stored["eligibility"],
        "least_percent": None if percent is None else written(percent),
        "oldest": given["oldest"],
    }
    made["criteria"] = _criteria(stored["criteria"], given)
    made["documents"] = _documents(stored["documents"], given)
    made["questions"] = _questions(stored["questions"], given)
    chosen = [given.get(f"tie_{place}") for place in range(TIE_BREAKS)]
    made["tie_break"] = [key for key in chosen if key]
    return made


def written(number: Decimal | Fraction | int) -> str:
    """A number as rules store it: exact, ``25/2``."""
    return str(Fraction(number))


def _label(given: Mapping[str, Any], row: str) -> dict[str, str]:
    return {language: given.get(f"{row}_label_{language}") or "" for language in LANGUAGES}


def _new_key(letter: str, taken: set[str]) -> str:
    return next(key for key in (f"{letter}{n}" for n in range(1, 1000)) if key not in taken)


def _criteria(stored: list[dict[str, Any]], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    taken = {c["key"] for c in stored}
    for index in range(len(stored) + 1):
        weight = given.get(f"c{index}_weight")
        if not weight:
            continue
        before = (
            stored[index]
            if index < len(stored)
            else {"key": _new_key("c", taken), "top_mark": 5, "anchors": []}
        )
        label = _label(given, f"c{index}")
        made.append({**before, "weight": str(Fraction(weight) / 100), "label": label})
    return made


def _documents(stored: list[dict[str, Any]], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    taken = {d["code"] for d in stored}
    for index in range(len(stored) + 1):
        asked, label = given.get(f"d{index}_asked"), _label(given, f"d{index}")
        is_new = index == len(stored)
        if asked in {None, "", NOT_ASKED} or (is_new and not any(label.values())):
            continue
        before = (
            {"code": _new_key("EXTRA-", taken), "accepted": ["pdf", "jpeg", "png"]}
            if is_new
            else stored[index]
        )
        made.append({**before, "label": label, "required": asked == REQUIRED})
    return made


def _questions(stored: list[dict[str, Any]], given: Mapping[str, Any]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    taken = {q["key"] for q in stored}
    for index in range(len(stored) + 1):
        asked, label = given.get(f"q{index}_asked"), _label(given, f"q{index}")
        is_new = index == len(stored)
        if asked in {None, "", NOT_ASKED} or (is_new and not any(label.values())):
            continue
        before = (
            {
                "key": _new_key("q", taken),
                "kind": given.get(f"q{index}_kind") or "long",
                "hint": dict.fromkeys(LANGUAGES, ""),
            }
            if is_new
            else stored[index]
        )
        made.append(
            {
                **before,
                "label": label,
                "required": asked == REQUIRED,
                "at_most": given.get(f"q{index}_at_most"),
            }
        )
    return made
