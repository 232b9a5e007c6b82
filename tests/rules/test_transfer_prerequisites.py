import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.transfer.rules.prerequisites import (
    AllOf,
    OneOf,
    Passed,
    as_text,
    cycle,
    missing,
    names_in,
    parse,
    resting_on,
)

DATA = Path(__file__).parents[2] / "talent" / "transfer" / "data"
MODULES = json.loads((DATA / "modules.json").read_text(encoding="utf-8"))
CATALOGUE = {module["code"]: parse(module["prerequisites"]) for module in MODULES}
CODES = sorted(CATALOGUE)


def test_and_binds_before_or_and_brackets_before_both():
    a, b, c = Passed("ANA-201"), Passed("ANA-202"), Passed("ANA-203")

    assert parse("ANA-201 AND ANA-202 OR ANA-203") == OneOf((AllOf((a, b)), c))
    assert parse("ANA-201 AND (ANA-202 OR ANA-203)") == AllOf((a, OneOf((b, c))))
    assert parse("(ANA-201)") == a


def test_an_empty_expression_asks_for_nothing():
    assert missing(parse(" "), []) == ()


@pytest.mark.parametrize(
    "text", ["ANA-201 AND", "OR ANA-201", "(ANA-201", "ANA-201)", "ANA-201 ANA-202", "ana-201"]
)
def test_an_expression_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError, match=r"missing|closed|unexpected|cannot read"):
        parse(text)


def test_a_requirement_reads_the_same_in_every_language():
    assert as_text(CATALOGUE["BEN-305"]) == "ANA-206, BEN-302 / BEN-303 / BEN-304"
    assert as_text(CATALOGUE["QSE-101"]) == ""


def test_missing_names_each_module_and_the_whole_choice():
    wanted = CATALOGUE["BEN-305"]
    choice = OneOf((Passed("BEN-302"), Passed("BEN-303"), Passed("BEN-304")))

    assert missing(wanted, []) == (Passed("ANA-206"), choice)
    assert missing(wanted, ["ANA-206"]) == (choice,)
    assert missing(wanted, ["ANA-206", "BEN-303"]) == ()


def test_one_of_two_ways_into_electrowinning_is_enough():
    assert missing(CATALOGUE["MET-405"], ["MET-401"]) == ()
    assert missing(CATALOGUE["MET-405"], ["MET-403"]) == ()


def test_the_trainer_module_asks_for_independence_in_any_module():
    assert missing(CATALOGUE["TOT-601"], ["ANA-201", "L2"]) == (Passed("L3"),)
    assert missing(CATALOGUE["TOT-601"], ["L2", "L3"]) == ()


def test_catalogue_has_22_modules_35_types_of_metal_and_56_types_of_equipment():
    metals = json.loads((DATA / "metals.json").read_text(encoding="utf-8"))
    equipment = json.loads((DATA / "equipment.json").read_text(encoding="utf-8"))

    assert len(MODULES) == 22
    assert sum(metal["counts_as_type"] for metal in metals) == 35
    assert sum(metal["parent"] == "REE" for metal in metals) == 17
    assert sum(metal["parent"] == "PGM" for metal in metals) == 6
    assert len({kind["code"] for kind in equipment}) == 56


def test_catalogue_is_complete_in_three_languages():
    texts = [row[lang] for row in MODULES for lang in ("ko", "mn", "en")]
    texts += [row["assessment"][lang] for row in MODULES for lang in ("ko", "mn", "en")]

    assert [text for text in texts if not text.strip()] == []


def test_catalogue_names_only_its_own_modules_and_has_no_ring():
    mentioned = frozenset().union(*(names_in(wanted) for wanted in CATALOGUE.values()))

    assert mentioned - set(CATALOGUE) == {"L3"}
    assert cycle(CATALOGUE) == ()


def test_a_ring_is_found_and_named():
    ring = {"AAA-001": parse("BBB-002"), "BBB-002": parse("CCC-003 OR AAA-001")}

    assert cycle(ring) == ("AAA-001", "BBB-002", "AAA-001")


def test_when_safety_lapses_all_but_the_quality_modules_and_the_trainer_lose_their_ground():
    standing = {"QSE-101", "QSE-102", "QSE-103", "TOT-601"}

    assert resting_on("QSE-101", CATALOGUE) == set(CATALOGUE) - standing


def test_a_module_with_two_ways_in_does_not_rest_on_either():
    assert "BEN-305" not in resting_on("BEN-303", CATALOGUE)
    assert resting_on("MET-403", CATALOGUE) == set()


@given(st.sets(st.sampled_from(CODES)), st.sets(st.sampled_from(CODES)))
def test_passing_more_never_makes_more_missing(passed, more):
    for wanted in CATALOGUE.values():
        assert set(missing(wanted, passed | more)) <= set(missing(wanted, passed))


@given(st.sampled_from(CODES))
def test_nothing_is_missing_for_whoever_passed_all_that_is_mentioned(code):
    assert missing(CATALOGUE[code], names_in(CATALOGUE[code])) == ()
