"""What states, transitions and refusals are called. Rooms hand in their words at the start."""

from collections.abc import Hashable, Mapping

from talent.foundations.periods import PeriodRefusal
from talent.foundations.workflow import WorkflowRefusal
from talent.plumbing.i18n import lazy
from talent.plumbing.pdf import PdfRefusal

_words: dict[Hashable, object] = {
    WorkflowRefusal.NOT_FROM_HERE: lazy(
        "This step is not possible in the present state. Somebody may have acted before you: "
        "load the page again."
    ),
    WorkflowRefusal.NOT_YOURS: lazy("Your role does not allow this step. Ask your coordinator."),
    WorkflowRefusal.SAME_PERSON: lazy(
        "Another person has to take this step: you took the one before it."
    ),
    PdfRefusal.MISSING_GLYPH: lazy(
        "Our fonts cannot print these characters: %(characters)s. Have the spelling checked and "
        "corrected, then try again."
    ),
    PeriodRefusal.ENDS_BEFORE_IT_STARTS: lazy("The end must be later than the beginning."),
}
_tones: dict[Hashable, str] = {}


def learn(words: Mapping[Hashable, object], tones: Mapping[Hashable, str]) -> None:
    """Add a room's words and tones."""
    _words.update({_key(k): v for k, v in words.items()})
    _tones.update({_key(k): v for k, v in tones.items()})


def word(member: Hashable, **facts: object) -> str:
    """The name of ``member`` in the present language; ``facts`` fill its blanks."""
    text = str(_words[_key(member)])
    return text % facts if facts else text.replace("%%", "%")


def tone(member: Hashable) -> str:
    """How a state looks: ok, warn, bad, info or idle."""
    return _tones.get(_key(member), "idle")


def is_known(member: Hashable) -> bool:
    """Whether there are words for ``member``."""
    return _key(member) in _words


def has_tone(member: Hashable) -> bool:
    """Whether a tone was chosen for ``member``."""
    return _key(member) in _tones


def _key(member: Hashable) -> Hashable:
    # Two StrEnum members with one value are equal and hash alike, though they are different things.
    return member if isinstance(member, tuple) else (type(member).__qualname__, str(member))


_words = {_key(k): v for k, v in _words.items()}
