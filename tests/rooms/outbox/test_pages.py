"""The outbox as staff see it."""

import pytest
from werkzeug.exceptions import NotFound

from talent.foundations.access import Role
from talent.outbox import queries
from talent.outbox.queries import Filters
from talent.outbox.rules.lifecycle import MailStatus, MailWaiting
from tests.factories import AT, make_account
from tests.rooms.outbox.factories import make_attachment, make_mail
from tests.visitor import Visitor

HELD = {"status": MailStatus.HELD, "important": True}


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_the_pages_open_in_every_language(app, session, language):
    make_mail(status=MailStatus.FAILED, reply="550 no such reader")
    mail = make_mail(**HELD, attachments=[make_attachment("тайлан.pdf")])
    visitor = Visitor(app, make_account(Role.COORDINATOR, language=language), language)

    for path in ("/mail/", "/mail/?status=held&q=reader", f"/mail/{mail.pid}"):
        page = visitor.open(path)
        assert (page.status, page.soup.html["lang"]) == (200, language), path


def test_a_mail_is_shown_as_it_is_sent_with_its_attachments(app, session):
    mail = make_mail(attachments=[make_attachment("тайлан.pdf")])
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    page = visitor.open(f"/mail/{mail.pid}")
    paper = visitor.open(f"/mail/{mail.pid}/attachments/1")

    assert page.says("Эрхэм хүндэт Сарангэрэл,")
    assert page.says("тайлан.pdf")
    assert paper.body == b"%PDF-1.7 paper"
    assert visitor.open(f"/mail/{mail.pid}/attachments/2").status == 404


def test_the_secret_of_a_link_is_not_shown(app, session):
    mail = make_mail(body="http://localhost/activate/((secret))\n", secret="sealed")

    page = Visitor(app, make_account(Role.ADMINISTRATOR)).open(f"/mail/{mail.pid}")

    assert page.says("http://localhost/activate/••••••••")


@pytest.mark.parametrize(
    ("button", "status"),
    [
        ("Send again", MailStatus.QUEUED),
        ("Treat as sent", MailStatus.SENT),
        ("Cancel", MailStatus.CANCELLED),
    ],
)
def test_a_coordinator_decides_about_a_held_mail(app, session, button, status):
    mail = make_mail(**HELD)
    page = Visitor(app, make_account(Role.COORDINATOR)).open(f"/mail/{mail.pid}")

    page.press(f"{button} : {mail.subject}")

    assert mail.status is status


def test_a_mail_already_sent_offers_no_decision(app, session):
    mail = make_mail(status=MailStatus.SENT, sent_at=AT)
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    assert visitor.post(f"/mail/{mail.pid}/step", step="send-again").status == 409


def test_administrators_see_mail_and_change_nothing(app, session):
    mail = make_mail(**HELD)
    visitor = Visitor(app, make_account(Role.ADMINISTRATOR))

    page = visitor.open(f"/mail/{mail.pid}")

    assert page.status == 200
    assert not page.says("Send again")
    assert visitor.post(f"/mail/{mail.pid}/step", step="send-again").status == 403


def test_the_list_is_filtered_by_state_and_text(session):
    park = make_account(Role.COORDINATOR)
    held, sent = make_mail(**HELD), make_mail(status=MailStatus.SENT, sent_at=AT, subject="Сайн")

    def found(**filters):
        return [m.pid for m in queries.mails(park, Filters(**filters), 1).rows]

    assert found() == [sent.pid, held.pid]
    assert found(status=MailStatus.HELD) == [held.pid]
    assert found(text="Сайн") == [sent.pid]
    assert found(text=held.recipient.upper()) == [held.pid]
    assert found(text="100%") == []


def test_mail_does_not_exist_for_whoever_may_not_see_it(session):
    mail = make_mail(attachments=[make_attachment("a.pdf")])
    reviewer = make_account(Role.REVIEWER)

    assert list(queries.mails(reviewer, Filters(), 1).rows) == []
    assert queries.counts(reviewer) == {}
    assert queries.waiting(reviewer, AT) == []
    with pytest.raises(NotFound):
        queries.mail(reviewer, mail.pid)
    with pytest.raises(NotFound):
        queries.mail_to_change(reviewer, mail.pid)
    with pytest.raises(NotFound):
        queries.attachment(reviewer, mail.pid, 1)


def test_held_and_refused_mails_wait_for_the_coordinator(session):
    held = make_mail(**HELD)
    failed = make_mail(status=MailStatus.FAILED)
    make_mail()

    found = queries.waiting(make_account(Role.COORDINATOR), AT)

    assert [(w.kind, w.values["mail_pid"]) for w in found] == [
        (MailWaiting.DECIDE, held.pid),
        (MailWaiting.REPAIR, failed.pid),
    ]


def test_the_list_takes_at_most_five_statements(app, session, statements):
    for _ in range(3):
        make_mail()
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    with statements(session) as counted:
        visitor.open("/mail/")

    assert len(counted) <= 5
