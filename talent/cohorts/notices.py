from datetime import datetime

from sqlalchemy import select

from talent.accounts.models import Account
from talent.accounts.rules.lifecycle import AccountStatus
from talent.cohorts.models import Cohort, Participation
from talent.outbox import actions as outbox
from talent.plumbing.database import db


def invited(participation: Participation, cohort: Cohort, at: datetime) -> None:
    """Invite somebody to a cohort in their language; who has no address is told by other means."""
    person = participation.person
    account = db.session.scalar(
        select(Account).where(
            Account.person_id == person.id, Account.status != AccountStatus.DISABLED
        )
    )
    to = account.email if account else person.email
    if not to:
        return
    language = account.language if account else person.preferred_language
    outbox.post(
        "cohorts/notices/invited.txt",
        to=to,
        language=language,
        at=at,
        event="cohorts.invited",
        subject=participation,
        name=person.names.greeted(language),
        cohort=cohort.title.in_(language),
        place=cohort.place.in_(language),
        support=cohort.support.in_(language) if cohort.support else "",
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        reply_by=participation.reply_by,
        path="/cohorts/mine",
    )
