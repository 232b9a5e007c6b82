import json
from pathlib import Path

import pytest
from sqlalchemy import select

from talent.cohorts import notices
from talent.cohorts.rules.lifecycle import CohortStatus, ParticipationStatus
from talent.outbox.models import Mail
from talent.plumbing.database import db
from tests.factories import AT, make_account, make_person
from tests.rooms.cohorts.factories import make_cohort, make_participation

SUBJECTS = json.loads((Path(__file__).parent / "letters.json").read_text(encoding="utf-8"))


def invite(person):
    cohort = make_cohort(status=CohortStatus.ANNOUNCED)
    place = make_participation(
        cohort, person, status=ParticipationStatus.NOMINATED, reply_by=AT.date()
    )
    notices.invited(place, cohort, AT)
    return db.session.scalars(select(Mail)).one_or_none()


@pytest.mark.parametrize("language", sorted(SUBJECTS))
def test_an_invitation_is_in_the_language_of_its_reader(session, language):
    account = make_account(language=language)

    mail = invite(account.person)

    assert mail.subject.endswith(SUBJECTS[language])
    assert mail.recipient == account.email


def test_an_invitation_says_where_when_and_until_when_to_answer(session):
    mail = invite(make_account().person)

    assert "Period: 2 Mar 2026 – 13 Mar 2026" in mail.body
    assert "Place: Ulaanbaatar" in mail.body
    assert "Last day: 9 Mar 2026" in mail.body
    assert "http://localhost/cohorts/mine" in mail.body


def test_somebody_without_an_address_gets_no_mail(session):
    assert invite(make_person(email=None)) is None
