"""What an administrator does for transfer at the command line."""

import click
from flask import Blueprint

from talent.foundations.access import SYSTEM
from talent.plumbing.clock import now
from talent.plumbing.database import db
from talent.transfer import actions

pages = Blueprint("transfer-commands", __name__, cli_group=None)


@pages.cli.command("transfer-catalogue")
def transfer_catalogue() -> None:
    """Load metals, equipment types and modules; safe to repeat."""
    made = actions.load_catalogue(by=SYSTEM, at=now())
    db.session.commit()
    click.echo(f"{made} new module versions")
