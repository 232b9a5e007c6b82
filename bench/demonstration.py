"""Every page of the demonstration, as everybody sees it: the slowest and the most inquisitive."""

import gc
import re
import time
from collections import deque

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from bench.measure import Counting
from talent.accounts.actions import start_session
from talent.accounts.models import Account
from talent.plumbing.clock import now
from talent.plumbing.database import db

LINK = re.compile(r'href="(/[^"#]*)"')
EACH, TIMES, SHOWN = 2, 5, 12


def walk(app: Flask) -> None:
    """Load the demonstration, follow every link in every role, print what was slowest."""
    done = app.test_cli_runner().invoke(args=["demonstrate"])
    if done.exit_code:
        raise RuntimeError(done.output)
    gc.collect()
    gc.freeze()  # as wsgi.py does
    with app.app_context():
        roles = {tuple(a.roles): a.id for a in db.session.scalars(select(Account))}
        clients = {", ".join(roles_): _signed_in(app, account) for roles_, account in roles.items()}
    found = [page for who, client in clients.items() for page in _pages(app, who, client)]
    found.sort(reverse=True)
    most = max(statements for _middle, _worst, statements, _who, _path in found)
    print(f"\ndemonstration: {len(found)} pages in {len(clients)} roles; most statements: {most};")
    print(f"the {SHOWN} slowest pages, median and worst of {TIMES} looks:")
    for middle, worst, statements, who, path in found[:SHOWN]:
        shown = re.sub(r"[a-z2-9]{26}", "…", path)
        print(f"{middle:8.1f} {worst:8.1f} ms {statements:4} SQL  {who:20} {shown}")


def _signed_in(app: Flask, account_id: int) -> FlaskClient:
    account = db.session.get_one(Account, account_id)
    secret = start_session(account, at=now())
    db.session.commit()
    client = app.test_client()
    client.set_cookie(app.config["LOGIN_COOKIE"], secret)
    return client


def _pages(app: Flask, who: str, client: FlaskClient) -> list[tuple[float, float, int, str, str]]:
    seen: dict[str, int] = {}
    known, waiting, found = {"/"}, deque(["/"]), []
    while waiting:
        path = waiting.popleft()
        door = _door(app, path)
        if door is None or seen.get(door, 0) >= EACH:
            continue
        seen[door] = seen.get(door, 0) + 1
        with app.app_context(), Counting(db.engine) as sent:
            response = client.get(path)
        if response.mimetype != "text/html" or response.status_code != 200:
            continue
        looks = []
        for _ in range(TIMES):
            began = time.perf_counter()
            client.get(path)
            looks.append((time.perf_counter() - began) * 1000)
        found.append((sorted(looks)[TIMES // 2], max(looks), len(sent), who, path))
        for link in LINK.findall(response.text.replace("&amp;", "&")):
            if link not in known:
                known.add(link)
                waiting.append(link)
    return found


def _door(app: Flask, path: str) -> str | None:
    try:
        door = str(app.url_map.bind("localhost").match(path.partition("?")[0])[0])
    except HTTPException:
        return None
    return None if door == "static" else door
