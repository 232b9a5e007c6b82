"""The rules of a call: read once, refused when they make no sense."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from talent.foundations.languages import LocalizedText
from talent.foundations.refusals import Refused
from talent.selection.rules.default_rules import default_rules, rules_hash
from talent.selection.rules.lifecycle import RoundKind
from talent.selection.rules.round_details import edited_rules, missing_texts
from talent.selection.rules.round_rules import DegreeType, RoundRules, RulesRefusal

R = RulesRefusal


def changed(**values: Any) -> dict[str, Any]:
    return {**default_rules(RoundKind.MSC), **values}


@pytest.mark.parametrize("kind", list(RoundKind))
def test_the_default_rules_of_every_kind_are_sound_and_in_three_languages(kind: RoundKind) -> None:
    rules = RoundRules.parse(default_rules(kind))

    assert sum(c.weight for c in rules.criteria) == 1
    assert rules.missing_texts() == ()
    assert rules.threshold == 60


def test_a_copy_of_the_default_rules_is_ones_own() -> None:
    mine = default_rules(RoundKind.MSC)
    mine["criteria"].clear()

    assert len(default_rules(RoundKind.MSC)["criteria"]) == 6


def test_thirds_are_exact() -> None:
    stored = changed(tie_break=[])
    third = [{**stored["criteria"][0], "key": k, "weight": "1/3"} for k in "abc"]

    rules = RoundRules.parse({**stored, "criteria": third})

    assert [c.weight for c in rules.criteria] == [Fraction(1, 3)] * 3


def first_criterion(**values: Any) -> list[dict[str, Any]]:
    criteria = default_rules(RoundKind.MSC)["criteria"]
    return [{**criteria[0], **values}, *criteria[1:]]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"seats": 0}, R.NO_SEATS),
        ({"at_most_per_organisation": 11}, R.MAXIMUM_ABOVE_SEATS),
        ({"at_most_per_organisation": 0}, R.MAXIMUM_ABOVE_SEATS),
        ({"min_reviewers": 0}, R.TOO_FEW_REVIEWERS),
        ({"accept_days": 0}, R.DAYS_MISSING),
        ({"appeal_days": -1}, R.DAYS_MISSING),
        ({"threshold": "101"}, R.THRESHOLD_OFF_THE_SCALE),
        ({"criteria": []}, R.NO_CRITERIA),
        ({"criteria": first_criterion(weight="0")}, R.NO_CRITERIA),
        ({"criteria": first_criterion(top_mark=0)}, R.NO_CRITERIA),
        ({"criteria": first_criterion(weight="16/100")}, R.WEIGHTS_DO_NOT_SUM),
        ({"criteria": first_criterion(weight="150001/1000000")}, R.WEIGHTS_DO_NOT_SUM),
        ({"criteria": first_criterion(key="plan")}, R.TWICE_THE_SAME_KEY),
        ({"tie_break": ["plan", "plan"]}, R.UNKNOWN_TIE_BREAK),
        ({"tie_break": ["beauty"]}, R.UNKNOWN_TIE_BREAK),
        ({"documents": default_rules(RoundKind.MSC)["documents"][:1] * 2}, R.TWICE_THE_SAME_KEY),
        ({"seats": "many"}, R.NOT_READABLE),
        ({"threshold": "1/0"}, R.NOT_READABLE),
    ],
)
def test_rules_that_make_no_sense_are_refused(values: dict[str, Any], reason: R) -> None:
    with pytest.raises(Refused) as caught:
        RoundRules.parse(changed(**values))

    assert caught.value.reason is reason


def test_a_missing_entry_and_an_unknown_table_are_refused() -> None:
    without = changed()
    del without["consents"]
    unknown = changed()
    unknown["eligibility"]["grade_table"] = "xx-1999"
    silent = changed()
    silent["questions"][5]["choices"] = []

    reasons = []
    for rules in (without, unknown, silent):
        with pytest.raises(Refused) as caught:
            RoundRules.parse(rules)
        reasons.append(caught.value.reason)

    assert reasons == [R.NOT_READABLE, R.UNKNOWN_GRADE_TABLE, R.CHOICES_MISSING]


def test_parts_are_found_by_their_keys() -> None:
    rules = RoundRules.parse(changed())

    assert rules.criterion("plan").weight == Fraction(1, 4)
    assert rules.document("DOC-04").required
    assert rules.question("korean").choices[0][0] == "none"
    assert rules.eligibility.least_degree is DegreeType.BACHELOR
    for find in (rules.criterion, rules.document, rules.question):
        with pytest.raises(KeyError):
            find("nothing")


def test_every_missing_text_is_named_with_its_language() -> None:
    stored = changed()
    stored["criteria"][0]["label"]["mn"] = " "
    stored["questions"][0]["hint"]["ko"] = ""
    title = LocalizedText("", "t", "t")

    found = missing_texts(title, LocalizedText("s", "s", "s"), RoundRules.parse(stored))

    assert found == [("title", "ko"), ("record", "mn"), ("field", "ko")]


def test_the_seal_does_not_depend_on_the_order_of_keys() -> None:
    stored = changed()
    turned = dict(reversed(stored.items()))

    assert rules_hash(stored) == rules_hash(turned)
    assert rules_hash(stored) != rules_hash(changed(seats=9))


def test_an_edited_form_that_changes_nothing_gives_the_same_rules() -> None:
    stored = default_rules(RoundKind.MSC)
    rules = RoundRules.parse(stored)
    given: dict[str, Any] = {
        name: stored[name]
        for name in (
            "seats",
            "at_most_per_organisation",
            "min_reviewers",
            "screening_days",
            "supplement_days",
            "accept_days",
            "appeal_days",
        )
    }
    given |= {"threshold": Decimal(60), "least_percent": Decimal(80), "oldest": 39}
    for letter, rows in (("c", "criteria"), ("d", "documents"), ("q", "questions")):
        for index, row in enumerate(stored[rows]):
            for language, text in row["label"].items():
                given[f"{letter}{index}_label_{language}"] = text
            given[f"{letter}{index}_asked"] = "required" if row.get("required") else "optional"
            given[f"{letter}{index}_at_most"] = row.get("at_most")
    for index, criterion in enumerate(rules.criteria):
        given[f"c{index}_weight"] = Decimal(int(criterion.weight * 100))
    given |= {f"tie_{n}": key for n, key in enumerate(stored["tie_break"])}

    made = edited_rules(stored, given)

    assert RoundRules.parse(made) == rules
