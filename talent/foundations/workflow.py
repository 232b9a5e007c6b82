"""A life cycle as a table of transitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from talent.foundations.access import Actor, Permission
from talent.foundations.refusals import Refused

NOBODY = -1

State = TypeVar("State", bound=StrEnum)


class WorkflowRefusal(StrEnum):
    NOT_FROM_HERE = "not-from-here"
    NOT_YOURS = "not-yours"
    SAME_PERSON = "same-person"


@dataclass(frozen=True, slots=True)
class Transition(Generic[State]):
    """One way from some states to another.

    ``not_by`` names the earlier deed whose doer may not do this one.
    """

    name: str
    sources: frozenset[State]
    target: State
    needs: Permission
    not_by: str | None = None


class Workflow(Generic[State]):
    """The states one column may hold and every way between them."""

    def __init__(
        self, name: str, start: State, *transitions: Transition[State], column: str = "status"
    ) -> None:
        self.name = name
        self.start = start
        self.column = column
        self.transitions = {t.name: t for t in transitions}
        if len(self.transitions) != len(transitions):
            raise ValueError("two transitions share a name")

    def transition(
        self, name: str, state: State, by: Actor, earlier: Mapping[str, int | None]
    ) -> Transition[State]:
        """The transition called ``name``, if ``by`` may make it from ``state``.

        ``earlier`` maps the names of deeds already done to the account that did
        them last. Raises :class:`Refused`; ``KeyError`` if the table has no such name.
        """
        found = self.transitions[name]
        if state not in found.sources:
            raise Refused(WorkflowRefusal.NOT_FROM_HERE, state=state)
        if found.needs not in by.permissions:
            raise Refused(WorkflowRefusal.NOT_YOURS)
        if found.not_by is not None and earlier.get(found.not_by, NOBODY) == by.id:
            raise Refused(WorkflowRefusal.SAME_PERSON)
        return found

    def offered(self, state: State, by: Actor, earlier: Mapping[str, int | None]) -> list[str]:
        """Names of the transitions to show as buttons, in table order."""
        return [name for name in self.transitions if self._allows(name, state, by, earlier)]

    def _allows(
        self, name: str, state: State, by: Actor, earlier: Mapping[str, int | None]
    ) -> bool:
        try:
            self.transition(name, state, by, earlier)
        except Refused:
            return False
        return True

    def reachable(self) -> frozenset[State]:
        """States some path leads to. A test compares this with the whole enum."""
        seen, edge = {self.start}, {self.start}
        while edge:
            edge = {t.target for t in self.transitions.values() if t.sources & edge} - seen
            seen |= edge
        return frozenset(seen)
