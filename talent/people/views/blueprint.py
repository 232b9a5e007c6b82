"""The blueprint all pages of this room hang on."""

from typing import Any

from flask import abort, request

from talent.plumbing.blueprint import GuardedBlueprint

pages = GuardedBlueprint("people", __name__)


def check_unchanged(row: Any) -> None:
    """409 when the form was filled over an older state of the row."""
    if request.form.get("version", str(row.version)) != str(row.version):
        abort(409)
