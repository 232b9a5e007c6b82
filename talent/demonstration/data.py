"""Names, organisations and texts of the demonstration, from the data files beside this module."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


@cache
def read(name: str) -> Any:
    """The content of one data file."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
