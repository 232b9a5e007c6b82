"""Everybody walks through the demonstration: no dead link, no broken page, nothing changes,
and no page asks the database more than it should."""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import event, select
from werkzeug.exceptions import HTTPException

from talent.accounts.models import Account
from talent.foundations.access import Role
from talent.foundations.languages import LANGUAGES
from talent.plumbing.database import Model, db
from tests.conftest import own_house
from tests.databases import Databases
from tests.visitor import Page, Visitor

# Pages looked at behind one door: one in each language, on the second database only one.
EACH = {"sqlite": len(LANGUAGES), "postgresql": 1}
MOST_STATEMENTS = 12
SIGHTSEERS = [*Role, None]


@pytest.fixture(scope="module")
def programme(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with the demonstration loaded."""
    with own_house(databases, tmp_path_factory.mktemp("crawl")) as made:
        done = made.test_cli_runner().invoke(args=["demonstrate"])
        assert done.exit_code == 0, done.output
        with made.app_context():
            yield made


def account_of(role: Role | None) -> Account | None:
    """Somebody of the demonstration with this role, best with no other."""
    accounts = db.session.scalars(select(Account).order_by(Account.id)).all()
    holders = [a for a in accounts if role in a.role_members]
    assert holders or role is None, f"the demonstration has no {role}"
    return min(holders, key=lambda a: len(a.roles), default=None)


def links(page: Page) -> list[str]:
    """Addresses of this site the page leads to."""
    found = [str(a["href"]) for a in page.soup.select("a[href]")]
    inside = [urljoin(page.path, f.partition("#")[0]) for f in found]
    return [i for i in inside if i.startswith("/")]


def endpoint(app: Flask, path: str) -> str:
    try:
        return str(app.url_map.bind("localhost").match(urlsplit(path).path)[0])
    except HTTPException:
        return f"nothing at {path}"


def walk(app: Flask, visitor: Visitor, each: int) -> tuple[Counter[str], list[str]]:
    """Follow every link, a few times behind each door; what was seen and what went wrong."""
    seen: Counter[str] = Counter()
    known, waiting, wrong = {"/"}, deque([("/", "nowhere")]), []
    while waiting:
        path, source = waiting.popleft()
        door = endpoint(app, path)
        if seen[door] >= each or door == "static":
            continue
        language = LANGUAGES[seen[door] % len(LANGUAGES)]
        seen[door] += 1
        visitor.headers = {"Accept-Language": language}
        with counted() as sent:
            page = visitor.open(path + ("&" if "?" in path else "?") + f"lang={language}")
        if len(sent) > MOST_STATEMENTS:
            wrong.append(f"{len(sent)} statements at {path}")
        if page.status != 200:
            wrong.append(f"{page.status} at {path}, linked from {source}")
        for link in links(page):
            if link not in known:
                known.add(link)
                waiting.append((link, path))
    return seen, wrong


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL a page sends, without the beginning and end of its transactions."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "ROLLBACK", "SAVEPOINT", "RELEASE")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def contents() -> dict[str, str]:
    """A fingerprint of every table but those that note who came and what was read."""
    found = {}
    for table in Model.metadata.sorted_tables:
        query = select(table)
        if table.name == "audit_entry":
            query = query.where(table.c.deed != "read")
        if table.name not in {"login_session", "attempt"}:
            rows = sorted(repr(tuple(row)) for row in db.session.execute(query))
            found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    db.session.rollback()
    return found


@pytest.mark.parametrize("role", SIGHTSEERS, ids=lambda r: r.value if r else "nobody")
def test_looking_at_everything_breaks_and_changes_nothing(
    programme: Flask, databases: Databases, role: Role | None
) -> None:
    before = contents()

    seen, wrong = walk(programme, Visitor(programme, account_of(role)), EACH[databases.kind])

    assert wrong == []
    assert len(seen) > 2
    after = contents()
    assert {t for t in before if before[t] != after[t]} == set()
