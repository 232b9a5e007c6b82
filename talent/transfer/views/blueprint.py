"""The blueprint all pages of this room hang on, and what its pages ask of a request."""

from collections.abc import Container
from typing import Any

from flask import abort, request

from talent.plumbing.blueprint import GuardedBlueprint

pages = GuardedBlueprint("transfer", __name__, url_prefix="/transfer")


def asked_step(known: Container[str]) -> str:
    """The step the form names; 400 when there is no such step."""
    name = request.form.get("step", "")
    if name not in known:
        abort(400)
    return name


def check_unchanged(row: Any) -> None:
    """409 when the form was filled over an older state of the row."""
    if request.form.get("version", str(row.version)) != str(row.version):
        abort(409)
