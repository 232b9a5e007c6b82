"""The 21 aimags and the capital, by ISO 3166-2 code. Names differ between sources; codes do not."""

import json
from functools import cache
from pathlib import Path

from talent.foundations.languages import LocalizedText

DATA = Path(__file__).parents[1] / "data"


@cache
def regions() -> dict[str, LocalizedText]:
    """Code to name, in the order of the codes with the capital first.

    Source: ISO 3166-2:MN as in the programme handbook, 6.4.
    """
    table = json.loads((DATA / "regions.json").read_text(encoding="utf-8"))
    return {code: LocalizedText(**names) for code, names in table.items()}
