"""What this room's states, transitions and refusals are called."""

from talent.selection.words import deciding, reviewing

WORDS = {**reviewing.WORDS, **deciding.WORDS}
TONES = {**reviewing.TONES, **deciding.TONES}
