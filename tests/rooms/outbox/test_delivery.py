"""Sending mail through a real mail server, and what happens when it will not take it."""

import asyncio
import socket
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from talent.outbox.models import Mail
from talent.outbox.rules.lifecycle import MailStatus
from talent.outbox.work import sending
from talent.outbox.work.sending import LEASE, send_due, settle_doubt
from talent.plumbing import history, jobs
from talent.plumbing.database import db
from tests.factories import AT
from tests.rooms.outbox.factories import make_attachment, make_mail


@pytest.fixture
def server(app, session, smtp):
    """The application talks to the mail server of the tests."""
    before = app.config["SMTP_URL"]
    app.config["SMTP_URL"] = smtp.url
    yield smtp
    app.config["SMTP_URL"] = before


def test_a_mail_arrives_as_it_was_written(server):
    mail = make_mail(attachments=[make_attachment("Гэрчилгээ 한글.pdf")])

    assert send_due(AT) is True

    (got,) = server.messages
    body, attached = got.get_body(), next(got.iter_attachments())
    assert got.defects == []
    assert got["Subject"] == mail.subject
    assert got["Message-ID"] == mail.message_id
    assert got["To"] == mail.recipient
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"].datetime == AT
    assert body.get_content_type() == "text/plain"
    assert body.get_content().replace("\r\n", "\n") == mail.body
    assert attached.get_filename() == "Гэрчилгээ 한글.pdf"
    assert attached.get_content() == b"%PDF-1.7 paper"
    assert (mail.status, mail.token) == (MailStatus.SENT, None)
    assert mail.sent_at is not None


@pytest.mark.parametrize(
    ("language", "subject", "sender"),
    [
        ("ko", "수료증 발급 안내 (제 KMRMC-CMP-2026-0001 호)", "희소금속협력센터"),
        ("mn", "Гэрчилгээ олгосон тухай (№ KMRMC-CMP-2026-0001)", "төв"),
        ("en", "Your certificate", "Rare Metal Cooperation Center"),
    ],
)
def test_subject_and_sender_are_in_the_readers_script(server, language, subject, sender):
    make_mail(language=language, subject=subject)

    send_due(AT)

    (got,) = server.messages
    assert got["Subject"] == subject
    assert sender in got["From"].addresses[0].display_name
    assert got["From"].addresses[0].addr_spec == "no-reply@example.org"


def test_the_message_on_the_wire_is_seven_bit_with_short_lines(server):
    make_mail(subject="Өнгөт үүл " * 20, body="한글 " * 3000)

    send_due(AT)

    raw = server.messages[0].as_bytes(policy=policy.SMTP)
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert raw.isascii()


def test_there_is_nothing_to_do_before_a_mail_is_due(server):
    make_mail(due_at=AT + timedelta(seconds=1))

    assert send_due(AT) is False


@pytest.mark.parametrize(
    ("answer", "status", "due"),
    [
        ("550 no such reader", MailStatus.FAILED, None),
        ("451 try later", MailStatus.QUEUED, "later"),
    ],
)
def test_refused_for_good_and_refused_for_now_are_told_apart(server, answer, status, due):
    server.refusal = answer
    mail = make_mail(written_at=AT, important=True)

    send_due(AT)

    assert (mail.status, mail.reply) == (status, answer)
    assert server.messages == []
    assert (mail.due_at > AT) == (due == "later")


def test_a_refused_mail_goes_out_when_the_server_takes_it_again(server):
    server.refusal = "451 try later"
    mail = make_mail()
    send_due(AT)
    server.refusal = ""

    send_due(mail.due_at)

    assert mail.status is MailStatus.SENT
    assert [m["Message-ID"] for m in server.messages] == [mail.message_id]


def test_without_a_mail_server_the_mail_waits(app, session, server):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{closed.getsockname()[1]}"
        mail = make_mail(important=True)
        send_due(AT)

    assert (mail.status, mail.attempts) == (MailStatus.QUEUED, 1)
    assert mail.reply.startswith("ConnectionRefusedError")


def test_a_server_elsewhere_without_encryption_gets_nothing(app, server, monkeypatch):
    monkeypatch.setattr("talent.outbox.work.dialogue.LOOPBACK", frozenset())
    mail = make_mail()

    send_due(AT)

    assert mail.status is MailStatus.QUEUED
    assert mail.reply.startswith("SMTPNotSupportedError")
    assert server.messages == []


def test_a_worker_that_dies_before_the_dot_has_done_no_harm(server, monkeypatch):
    """Killed while it talks: the mail is still queued, and goes out once when its lease is over."""
    mail = make_mail(important=True)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_mark_sending", _killed)
        with pytest.raises(KeyboardInterrupt):
            send_due(AT)
    db.session.rollback()

    early = send_due(AT + LEASE)
    late = send_due(AT + LEASE + timedelta(seconds=1))

    assert (early, late) == (False, True)
    assert mail.status is MailStatus.SENT
    assert len(server.messages) == 1


@pytest.mark.parametrize(
    ("important", "status", "copies"),
    [(True, MailStatus.HELD, 1), (False, MailStatus.SENT, 2)],
)
def test_a_worker_that_dies_after_the_dot_leaves_a_doubt(
    server, monkeypatch, important, status, copies
):
    mail = make_mail(important=important)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "_settle", _killed)
        with pytest.raises(KeyboardInterrupt):
            send_due(AT)
    db.session.rollback()
    db.session.refresh(mail)
    assert mail.status is MailStatus.SENDING
    late = mail.lease_until + timedelta(seconds=1)

    assert settle_doubt(mail.lease_until) is False
    assert settle_doubt(late) is True
    send_due(late + timedelta(hours=1))

    assert mail.status is status
    assert [m["Message-ID"] for m in server.messages] == [mail.message_id] * copies


def _killed(*_args, **_kw):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("important", "status"), [(True, MailStatus.HELD), (False, MailStatus.QUEUED)]
)
def test_a_connection_cut_after_the_dot_is_a_doubt(app, server, important, status):
    async def cut(_server, _session, _envelope):
        _server.transport.abort()
        await asyncio.sleep(0.1)
        return "250 lost"

    server.handle_DATA = cut
    mail = make_mail(important=important)

    send_due(AT)

    assert mail.status is status


def test_a_mail_cancelled_while_it_is_being_handed_over_is_not_delivered(server, monkeypatch):
    mail = make_mail()
    marked = sending._mark_sending

    def too_late(mail_id, token, at):
        history_free = db.session.get(Mail, mail_id)
        history_free.token = "somebody else's"
        db.session.commit()
        marked(mail_id, token, at)

    monkeypatch.setattr(sending, "_mark_sending", too_late)
    send_due(AT)

    assert server.messages == []
    assert mail.status is MailStatus.QUEUED


@pytest.mark.parametrize(
    "recipient",
    [
        "two@example.mn, readers@example.mn",
        "x@example.mn\r\nBcc: all@example.mn",
        "хүн@example.mn",
        "",
    ],
)
def test_an_address_that_is_not_one_is_refused_at_once(server, recipient):
    mail = make_mail(recipient=recipient)

    send_due(AT)

    assert mail.status is MailStatus.FAILED
    assert server.messages == []


def test_a_subject_with_line_ends_becomes_one_line(server):
    make_mail(subject="Сайн\r\nBcc: all@example.mn\x07")

    send_due(AT)

    (got,) = server.messages
    assert got["Subject"] == "Сайн Bcc: all@example.mn"
    assert got["Bcc"] is None


def test_without_a_server_in_the_settings_mail_becomes_a_file(app, session, tmp_path):
    app.config["MAIL_DIR"], before = str(tmp_path), app.config["MAIL_DIR"]
    mail = make_mail(subject="한글")

    send_due(AT)
    app.config["MAIL_DIR"] = before

    (path,) = Path(tmp_path).glob("*.eml")
    with path.open("rb") as source:
        assert BytesParser(policy=policy.strict).parse(source)["Subject"] == "한글"
    assert mail.status is MailStatus.SENT


def test_the_worker_sends_between_its_jobs(server):
    mails = [make_mail() for _ in range(3)]

    assert jobs.run_pending(AT) == 3
    assert [m.status for m in mails] == [MailStatus.SENT] * 3


def test_every_step_of_a_mail_is_in_the_trail(server):
    mail = make_mail()
    send_due(AT)

    assert [e.deed for e in history.entries_of(mail)] == ["deliver", "claim"]


def test_two_workers_send_each_mail_once(house, smtp):
    import threading

    house.config["SMTP_URL"] = smtp.url
    for _ in range(20):
        make_mail(important=True)

    def work():
        with house.app_context():
            while send_due(AT):
                pass
            db.session.remove()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ids = [m["Message-ID"] for m in smtp.messages]
    assert (len(ids), len(set(ids))) == (20, 20)
