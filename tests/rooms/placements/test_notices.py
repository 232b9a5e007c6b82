import json
from pathlib import Path

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.outbox.models import Mail
from talent.plumbing import jobs
from tests.factories import make_account, make_person
from tests.rooms.placements.factories import make_placement, make_uni

GOLDEN = json.loads((Path(__file__).parent / "notices.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_an_admission_is_told_in_full(session, language):
    person = make_person(preferred_language=language)

    make_placement(person, until="admitted", universities=[make_uni()])

    mail = session.scalars(select(Mail)).one()
    assert (mail.subject, mail.body.splitlines()) == tuple(GOLDEN[language])


def test_an_account_is_written_to_in_its_own_language_at_its_own_address(session):
    account = make_account(Role.TRAINEE, language="ko")

    make_placement(trainee=account, until="admitted")

    mail = session.scalars(select(Mail)).one()
    assert (mail.recipient, mail.language) == (account.email, "ko")


def test_nobody_is_written_to_without_an_address(session):
    make_placement(make_person(email=None), until="admitted")

    assert session.scalars(select(Mail)).all() == []


def test_the_night_opens_the_term_of_everybody_who_studies(session):
    placement = make_placement()
    session.commit()
    jobs.enqueue("placements.begin-semesters", at=placement.created_at)
    session.commit()

    jobs.run_pending()

    session.refresh(placement, ["semesters"])
    assert len(placement.semesters) == 2
