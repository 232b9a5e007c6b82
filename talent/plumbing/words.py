"""What states, transitions and refusals are called. Rooms hand in their words at the start."""

from collections.abc import Hashable, Mapping
from typing import Any

from talent.foundations.grades import GradeRefusal
from talent.foundations.periods import PeriodRefusal
from talent.foundations.workflow import WorkflowRefusal
from talent.plumbing.files import FileRefusal
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
    FileRefusal.EMPTY: lazy("The file is empty."),
    FileRefusal.TOO_LARGE: lazy("The file is too large. At most: %(most)s MB"),
    FileRefusal.NOT_AN_ACCEPTED_TYPE: lazy("Only PDF, JPEG and PNG files are accepted."),
    FileRefusal.DAMAGED: lazy(
        "The file is damaged or protected and cannot be read. Save it again and try once more."
    ),
    FileRefusal.ACTIVE_CONTENT: lazy(
        "The PDF contains programs or other files. Print it to a new PDF and try again."
    ),
    FileRefusal.TOO_MANY_PAGES: lazy("The PDF has too many pages. At most: %(most)s"),
    PdfRefusal.MISSING_GLYPH: lazy(
        "Our fonts cannot print these characters: %(characters)s. Have the spelling checked and "
        "corrected, then try again."
    ),
    PeriodRefusal.ENDS_BEFORE_IT_STARTS: lazy("The end must be later than the beginning."),
    GradeRefusal.UNKNOWN_SCALE: lazy(
        "This grading scale has no conversion table. Choose another scale, or enter the percentage "
        "with the reason and the document that proves it."
    ),
    GradeRefusal.OFF_THE_SCALE: lazy("The grade must lie between 0 and %(most)s."),
    GradeRefusal.NOT_A_NUMBER: lazy("Enter the grade as a number, such as 3.18."),
    GradeRefusal.UNKNOWN_LETTER: lazy("This letter is not a grade of that scale."),
}
_tones: dict[Hashable, str] = {}


def learn(words: Mapping[Hashable, object], tones: Mapping[Hashable, str]) -> None:
    """Add a room's words and tones."""
    _words.update({_key(k): v for k, v in words.items()})
    _tones.update({_key(k): v for k, v in tones.items()})


def merged(*parts: Mapping[Hashable, Any]) -> dict[Hashable, Any]:
    """Several dicts of words or tones as one. Members of different enums stay apart in it, though
    two of them with one value are equal and the later would replace the earlier."""
    return {_key(k): v for part in parts for k, v in part.items()}


def word(member: Hashable, **facts: object) -> str:
    """The name of ``member`` in the present language; ``facts`` fill its blanks."""
    text = str(_words[_key(member)])
    return text % facts if facts else text.replace("%%", "%")


def deed(subject: str, name: str) -> str:
    """What the trail calls a deed on ``subject`` (``table:id``); its code when unnamed."""
    key = (subject.partition(":")[0], name)
    return word(key) if is_known(key) else name


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
