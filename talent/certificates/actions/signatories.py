"""Who signs: entered once, chosen for each batch of papers."""

from datetime import date, datetime

from talent.certificates.models import Signatory
from talent.foundations.access import Actor
from talent.foundations.languages import LocalizedText
from talent.plumbing import history
from talent.plumbing.database import db


def add_signatory(
    *, name: LocalizedText, title: LocalizedText, since: date, by: Actor, at: datetime
) -> Signatory:
    """A new name and title for papers prepared from now on."""
    made = Signatory(name=name, title=title, since=since)
    db.session.add(made)
    db.session.flush()
    history.record(made, "add", by=by, at=at)
    return made


def change_signatory(
    signatory: Signatory,
    *,
    name: LocalizedText,
    title: LocalizedText,
    since: date,
    retired_on: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Correct or retire a signatory. Papers already prepared keep what they say."""
    signatory.name, signatory.title = name, title
    signatory.since, signatory.retired_on = since, retired_on
    history.record(signatory, "change", by=by, at=at)
