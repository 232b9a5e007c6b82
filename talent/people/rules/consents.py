"""What people agree to, each purpose by itself, and what follows from a refusal."""

from collections.abc import Iterable
from enum import StrEnum

from talent.foundations.refusals import Refused
from talent.people.rules.lifecycle import ConsentPurpose

# Changes whenever the wording changes; a consent belongs to the words that were shown.
TEXT_VERSION = "2026-1"

# Without these the programme cannot take part in anything for the person.
NECESSARY = frozenset({ConsentPurpose.COLLECTION})


class ConsentRefusal(StrEnum):
    COLLECTION_MISSING = "collection-missing"
    NOT_GIVEN = "not-given"


def newly_given(
    ticked: Iterable[ConsentPurpose], *, in_force: Iterable[ConsentPurpose]
) -> list[ConsentPurpose]:
    """The purposes to write down, in the order of the enum.

    Raises :class:`Refused` when collection itself is neither ticked now nor in force: everything
    else rests on it. Source: programme handbook, 7.3 (1).
    """
    chosen, given = set(ticked), set(in_force)
    if NECESSARY - chosen - given:
        raise Refused(ConsentRefusal.COLLECTION_MISSING)
    return [purpose for purpose in ConsentPurpose if purpose in chosen - given]
