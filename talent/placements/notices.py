from datetime import datetime

from sqlalchemy import select

from talent.accounts.models import Account
from talent.outbox import actions as outbox
from talent.placements.models import Placement
from talent.plumbing.database import db


def admitted(placement: Placement, at: datetime) -> None:
    """Tell the trainee, in their language, that a university has admitted them."""
    person = placement.person
    account = db.session.scalar(select(Account).where(Account.person_id == person.id))
    to = account.email if account is not None else person.email
    if to is None:
        return
    language = account.language if account is not None else person.preferred_language
    outbox.post(
        "placements/notices/admitted.txt",
        to=to,
        language=language,
        at=at,
        event="placements.admitted",
        subject=placement,
        name=person.names.greeted(language),
        placement=placement,
        university=placement.university,
        term=placement.intake_term,
    )
