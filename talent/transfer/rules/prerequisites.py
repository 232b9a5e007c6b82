"""What somebody must have passed before a module: an expression of codes, AND, OR and brackets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\s*(?:(?P<bracket>[()])|(?P<name>[A-Z]{3}-\d{3}|L[0-4]|AND|OR))")


@dataclass(frozen=True, slots=True)
class Passed:
    """One leaf: a module (``ANA-201``), or a level reached in any module (``L3``)."""

    name: str


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Requirement", ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    parts: tuple["Requirement", ...]


Requirement = Passed | AllOf | OneOf
NOTHING = AllOf(())


def parse(text: str) -> Requirement:
    """The tree of an expression; an empty one asks for nothing. AND binds before OR.

    ``ValueError`` when it cannot be read.
    Source: handbook of the programme, module catalogue: prerequisites as an expression.
    """
    tokens = list(_tokens(text))
    if not tokens:
        return NOTHING
    tree, rest = _one_of(tokens)
    if rest:
        raise ValueError(f"unexpected {rest[0]!r} in {text!r}")
    return tree


def _tokens(text: str) -> Iterator[str]:
    position = 0
    while text[position:].strip():
        found = _TOKEN.match(text, position)
        if found is None:
            raise ValueError(f"cannot read {text[position:].strip()!r}")
        yield found["bracket"] or found["name"]
        position = found.end()


def _one_of(tokens: list[str]) -> tuple[Requirement, list[str]]:
    first, rest = _all_of(tokens)
    parts = [first]
    while rest and rest[0] == "OR":
        part, rest = _all_of(rest[1:])
        parts.append(part)
    return (first if len(parts) == 1 else OneOf(tuple(parts))), rest


def _all_of(tokens: list[str]) -> tuple[Requirement, list[str]]:
    first, rest = _leaf(tokens)
    parts = [first]
    while rest and rest[0] == "AND":
        part, rest = _leaf(rest[1:])
        parts.append(part)
    return (first if len(parts) == 1 else AllOf(tuple(parts))), rest


def _leaf(tokens: list[str]) -> tuple[Requirement, list[str]]:
    if not tokens or tokens[0] in {"AND", "OR", ")"}:
        raise ValueError("a module code is missing")
    if tokens[0] != "(":
        return Passed(tokens[0]), tokens[1:]
    inside, rest = _one_of(tokens[1:])
    if not rest or rest[0] != ")":
        raise ValueError("a bracket is not closed")
    return inside, rest[1:]


def missing(wanted: Requirement, passed: Iterable[str]) -> tuple[Requirement, ...]:
    """What of ``wanted`` is not met by ``passed``, in the order written; nothing when all is.

    Of alternatives none of which is met, the whole choice is named, not one of them.
    ``passed`` holds module codes and the levels reached.
    """
    have = frozenset(passed)
    if isinstance(wanted, Passed):
        return () if wanted.name in have else (wanted,)
    if isinstance(wanted, AllOf):
        return tuple(lack for part in wanted.parts for lack in missing(part, have))
    return () if any(not missing(part, have) for part in wanted.parts) else (wanted,)


def as_text(wanted: Requirement) -> str:
    """The requirement in codes alone, for every language: ``ANA-206, BEN-302 / BEN-303``."""
    if isinstance(wanted, Passed):
        return wanted.name
    joiner = ", " if isinstance(wanted, AllOf) else " / "
    return joiner.join(as_text(part) for part in wanted.parts)


def names_in(wanted: Requirement) -> frozenset[str]:
    """Every code and level the tree mentions."""
    if isinstance(wanted, Passed):
        return frozenset({wanted.name})
    return frozenset().union(*(names_in(part) for part in wanted.parts))


def cycle(catalogue: Mapping[str, Requirement]) -> tuple[str, ...]:
    """Modules that wait for each other in a ring, the first one repeated at the end; else nothing.

    An alternative counts as an edge too: a ring through it would mislead even where it can be met.
    """
    done: set[str] = set()

    def walk(code: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if code in way:
            return (*way[way.index(code) :], code)
        if code in done or code not in catalogue:
            return ()
        for name in sorted(names_in(catalogue[code])):
            if ring := walk(name, (*way, code)):
                return ring
        done.add(code)
        return ()

    for code in sorted(catalogue):
        if ring := walk(code, ()):
            return ring
    return ()


def resting_on(code: str, catalogue: Mapping[str, Requirement]) -> frozenset[str]:
    """Modules that cannot be had without ``code``, directly or through others, itself counted out.

    When ``code`` lapses these are the ones whose authorisations no longer stand on anything.
    """
    possible: set[str] = set()
    levels = {f"L{n}" for n in range(5)}
    grew = True
    while grew:
        reached = {
            name
            for name, wanted in catalogue.items()
            if name != code and name not in possible and not missing(wanted, possible | levels)
        }
        possible |= reached
        grew = bool(reached)
    return frozenset(catalogue) - possible - {code}
