"""Everything a rule can say has words, and every state a tone."""

from enum import StrEnum
from pathlib import Path

import pytest
from flask import Flask

from talent.foundations.workflow import Workflow
from talent.plumbing import words
from tests.house.source import FILES, FLOORS, load, place, pure_files

PURE = pure_files()

SPOKEN = ("Status", "Refusal", "Kind", "Waiting", "Finding", "Type")


def speaking(floor: str) -> list[Path]:
    """Files whose enums people meet."""
    return [p for p in FILES if place(p)[0] == floor and (p in PURE or floor == "plumbing")]


def enums(path: Path) -> list[type[StrEnum]]:
    module = load(path)
    return [
        found
        for found in vars(module).values()
        if isinstance(found, type)
        and issubclass(found, StrEnum)
        and found.__module__ == module.__name__
        and found.__name__.endswith(SPOKEN)
    ]


def workflows(path: Path) -> list[Workflow[StrEnum]]:
    return [v for v in vars(load(path)).values() if isinstance(v, Workflow)]


@pytest.mark.parametrize("floor", FLOORS)
def test_every_member_that_is_shown_has_words(app: Flask, floor: str) -> None:
    dumb = [
        f"{e.__name__}.{m.name}"
        for path in speaking(floor)
        for e in enums(path)
        for m in e
        if not words.is_known(m)
    ]

    assert dumb == []


@pytest.mark.parametrize("floor", FLOORS)
def test_every_status_has_a_tone(app: Flask, floor: str) -> None:
    grey = [
        f"{e.__name__}.{m.name}"
        for path in speaking(floor)
        for e in enums(path)
        if e.__name__.endswith("Status")
        for m in e
        if not words.has_tone(m)
    ]

    assert grey == []


@pytest.mark.parametrize("floor", FLOORS)
def test_every_transition_has_words(app: Flask, floor: str) -> None:
    dumb = [
        (flow.name, step)
        for path in speaking(floor)
        for flow in workflows(path)
        for step in flow.transitions
        if not words.is_known((flow.name, step))
    ]

    assert dumb == []


@pytest.mark.parametrize("floor", FLOORS)
def test_every_state_can_be_reached(floor: str) -> None:
    stranded = {
        flow.name: set(type(flow.start)) - flow.reachable()
        for path in speaking(floor)
        for flow in workflows(path)
        if flow.reachable() != frozenset(type(flow.start))
    }

    assert stranded == {}


def test_no_two_workflows_share_a_name() -> None:
    found = {id(flow): flow.name for path in pure_files() for flow in workflows(path)}

    assert len(set(found.values())) == len(found)
