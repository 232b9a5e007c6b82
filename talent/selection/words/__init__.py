"""What this room's states, transitions and refusals are called."""

from talent.plumbing.words import merged
from talent.selection.words import applications, deciding, reviewing, rounds

_PARTS = (rounds, applications, reviewing, deciding)
WORDS = merged(
    *(part.WORDS for part in _PARTS), reviewing.CONFLICTS, reviewing.WAITING, deciding.PLACINGS
)
TONES = merged(*(part.TONES for part in _PARTS))
