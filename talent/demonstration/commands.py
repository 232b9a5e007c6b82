"""``flask demonstrate``: fill an empty database."""

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from talent.accounts.models import Account
from talent.demonstration.build import build
from talent.plumbing.clock import now
from talent.plumbing.database import db


@click.command("demonstrate")
@with_appcontext
def demonstrate() -> None:
    """Load the demonstration programme, if the database is empty."""
    if db.session.scalar(select(Account.id).limit(1)) is not None:
        click.echo("demonstration: the database is not empty, nothing was added")
        return
    build(now())
    click.echo("demonstration: loaded")
