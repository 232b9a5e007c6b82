"""Which calls lead to a degree, and to which."""

from talent.placements.rules.lifecycle import Level
from talent.selection.rules.lifecycle import RoundKind

LEVEL_OF = {RoundKind.MSC: Level.MASTER, RoundKind.PHD: Level.DOCTOR}
