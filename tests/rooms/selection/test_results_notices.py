import json
from pathlib import Path

import pytest
from sqlalchemy import select

from talent.foundations.access import Role
from talent.outbox.models import Mail
from talent.plumbing.database import db
from talent.selection import actions, notices, queries
from talent.selection.rules.lifecycle import RoundStatus
from tests.factories import AT, make_account, make_person
from tests.rooms.selection.reviews import make_lots, make_marked, make_round

SUBJECTS = json.loads((Path(__file__).parent / "letters.json").read_text(encoding="utf-8"))


def publish(language):
    reviewers = [make_account(Role.REVIEWER), make_account(Role.REVIEWER)]
    park, oyuna = make_account(Role.COORDINATOR), make_account(Role.APPROVER)
    round_ = make_round(RoundStatus.DECIDING, seats=1, at_most_per_organisation=1)
    make_lots(round_)
    for marks in ((4, 4), (3, 3), (2, 2)):
        person = make_person("Sarangerel")
        make_account(person=person, language=language)
        make_marked(round_, reviewers, [marks, marks], person=person)
    decision = actions.prepare_decision(round_, by=park, at=AT)
    db.session.flush()
    decision = queries.decision(park, decision.pid)
    actions.publish(decision, decision.content_hash, by=oyuna, at=AT)
    db.session.flush()
    return round_, decision


def mails():
    return db.session.scalars(select(Mail).order_by(Mail.id)).all()


@pytest.mark.parametrize("language", SUBJECTS)
def test_each_applicant_reads_the_result_in_their_own_language(session, language):
    publish(language)

    assert [mail.subject for mail in mails()] == SUBJECTS[language]
    assert {mail.language for mail in mails()} == {language}
    assert all(mail.important for mail in mails())


def test_the_letter_of_an_offer_says_what_until_when_and_where(session):
    round_, _ = publish("en")

    body = mails()[0].body

    assert body.startswith("Dear ")
    assert f"Programme: {round_.title.en}\n" in body
    assert "Answer until: 24 Mar 2026 00:00 (Korean time)\n" in body
    assert "http://localhost/selection/my/" in body


def test_the_letter_of_the_reserve_list_says_the_reserve_number(session):
    publish("en")

    assert "Reserve number: 1\n" in mails()[1].body


def test_the_letter_to_somebody_not_selected_says_how_to_appeal(session):
    publish("en")

    body = mails()[2].body

    assert "Appeals are taken until: 19 Mar 2026 14:30 (Korean time)\n" in body
    assert "Questions: coordinator@example.org\n" in body


def test_letters_are_written_once(session):
    round_, decision = publish("en")

    notices.results(round_, decision, at=AT)
    session.flush()

    assert len(mails()) == 3


def test_somebody_without_an_account_is_written_to_in_the_language_of_the_application(session):
    reviewers = [make_account(Role.REVIEWER), make_account(Role.REVIEWER)]
    park, oyuna = make_account(Role.COORDINATOR), make_account(Role.APPROVER)
    round_ = make_round(RoundStatus.DECIDING)
    make_lots(round_)
    person = make_person("Bat-Erdene", email="bat@example.mn")
    make_marked(round_, reviewers, [(4, 4), (4, 4)], person=person, language="ko")
    decision = actions.prepare_decision(round_, by=park, at=AT)
    session.flush()
    decision = queries.decision(park, decision.pid)

    actions.publish(decision, decision.content_hash, by=oyuna, at=AT)
    session.flush()

    assert [(m.recipient, m.language) for m in mails()] == [("bat@example.mn", "ko")]
