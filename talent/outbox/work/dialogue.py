"""Talking to the mail server. The last dot is sent only after the state of the mail was written."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from talent.outbox.rules.delivery import is_permanent
from talent.outbox.work.message import Letter

TIMEOUT = 20
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Refusal(Exception):
    """The server will not have this mail, now or ever; nothing was delivered."""

    def __init__(self, reply: str, *, permanent: bool) -> None:
        super().__init__(reply)
        self.reply = reply
        self.permanent = permanent


class Unknown(Exception):
    """The connection broke after the last dot: nobody knows whether the mail arrived."""


def hand_over(letter: Letter, url: str, *, before_the_dot: Callable[[], None]) -> str:
    """Deliver one letter and return the server's reply.

    ``before_the_dot`` is called when everything but the final dot has been sent; when it raises,
    the connection is cut and nothing is delivered. Raises :class:`Refusal` or :class:`Unknown`.
    """
    try:
        with _connected(url) as server:
            _expect(server.mail(letter.sender), {250})
            _expect(server.rcpt(letter.recipient), {250, 251})
            _expect(server.docmd("DATA"), {354})
            server.send(_stuffed(letter.content))
            before_the_dot()
            try:
                server.send(b".\r\n")
                reply = server.getreply()
            except (smtplib.SMTPException, OSError) as error:
                raise Unknown(str(error)) from error
            _expect(reply, {250})
            return _text(reply)
    except (smtplib.SMTPException, OSError) as error:
        # Before the dot: the network, the sign-in, the certificate. The mail waits.
        raise Refusal(f"{type(error).__name__}: {error}", permanent=False) from error


@contextmanager
def _connected(url: str) -> Iterator[smtplib.SMTP]:
    """A session with the server: encrypted and its certificate checked, unless on this machine."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
    try:
        if server.sock is not None:  # the dot must not wait for an answer to what came before it
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.ehlo()
        if parts.scheme != "smtps" and host not in LOOPBACK:
            server.starttls(context=context)
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server
        with suppress(smtplib.SMTPException, OSError):  # what was said stands without a good-bye
            server.quit()
    finally:
        server.close()


def _expect(reply: tuple[int, bytes], codes: set[int]) -> None:
    if reply[0] not in codes:
        raise Refusal(_text(reply), permanent=is_permanent(reply[0]))


def _text(reply: tuple[int, bytes]) -> str:
    return f"{reply[0]} {reply[1].decode('utf-8', 'replace')}"


def _stuffed(content: bytes) -> bytes:
    """The content with dots doubled at the beginning of lines, and a line end at its end."""
    lines = re.sub(rb"(?m)^\.", b"..", content)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"
