"""The laboratory's numbers, read once from the file they are kept in."""

import json
from functools import cache
from importlib.resources import files

from talent.transfer.rules.competency import TransferPolicy


@cache
def policy() -> TransferPolicy:
    """The policy in force. Source: ``data/policy.json``; see :class:`TransferPolicy`."""
    text = files("talent.transfer").joinpath("data/policy.json").read_text("utf-8")
    return TransferPolicy.parse(json.loads(text))
