"""Every door says who may come in, and every role knocks at every door."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from talent.foundations.access import CLOCK_GRANTS, GRANTS, Anyone, Permission, Role
from talent.plumbing import guard
from talent.plumbing.blueprint import GuardedBlueprint
from talent.plumbing.database import PID_LENGTH
from tests.conftest import make_app
from tests.factories import make_account
from tests.house.source import ROOMS
from tests.visitor import Visitor

DOORS = Path(__file__).parent / "doors"
ABSENT = {"pid": "a" * PID_LENGTH, "int": 987654, "default": "nothing", "path": "nothing"}


def room_of(rule: Rule) -> str:
    room = rule.endpoint.partition(".")[0]
    return room if room in ROOMS else "plumbing"


def doors(app: Flask, room: str) -> list[str]:
    return sorted(
        f"{','.join(sorted((r.methods or set()) - {'HEAD', 'OPTIONS'}))} {r.rule} "
        f"{app.view_functions[r.endpoint].needs}"  # type: ignore[attr-defined]
        for r in app.url_map.iter_rules()
        if room_of(r) == room
    )


@pytest.mark.parametrize("room", ["plumbing", *ROOMS])
def test_the_doors_of_a_room_are_the_ones_we_agreed_on(app: Flask, room: str) -> None:
    path = DOORS / f"{room}.txt"
    agreed = path.read_text().splitlines() if path.exists() else []

    assert doors(app, room) == agreed


def test_every_permission_is_held_by_someone() -> None:
    assert frozenset().union(*GRANTS.values()) | CLOCK_GRANTS == frozenset(Permission)
    assert set(GRANTS) == set(Role)


def test_people_and_the_clock_share_no_permission() -> None:
    assert frozenset().union(*GRANTS.values()) & CLOCK_GRANTS == frozenset()


def test_a_door_must_say_what_it_needs() -> None:
    pages = GuardedBlueprint("x", __name__)

    with pytest.raises(TypeError, match="needs"):
        pages.get("/x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="needs"):
        pages.post("/x")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="who may come in"):
        pages.route("/x")


def test_an_application_with_an_unguarded_door_does_not_start() -> None:
    app = Flask("x")
    app.add_url_rule("/open", "open", lambda: "!")

    with pytest.raises(guard.UnguardedRoutes, match="open"):
        guard.install(app)


def test_a_door_added_after_sealing_stays_closed(app: Flask, tmp_path: Path) -> None:
    late = make_app(app.config["SQLALCHEMY_DATABASE_URI"], tmp_path)
    late.add_url_rule("/late", "late", lambda: "!")

    assert late.test_client().get("/late").status_code == 403


@pytest.mark.parametrize("role", [*Role, None], ids=lambda r: r.value if r else "nobody")
def test_each_role_passes_exactly_the_doors_it_should(
    app: Flask, session: Session, role: Role | None
) -> None:
    account = make_account(role) if role else None
    visitor = Visitor(app, account)
    wrong = []
    for rule, method in knocks(app):
        if _leads_out(rule):
            visitor = Visitor(app, account)
        status, sent_away = knock(visitor, rule, method)
        allowed = _may_pass(app, rule, role)
        if status >= 500 or (status in {401, 403} or sent_away) == allowed:
            wrong.append(f"{method} {rule.rule}: {status}, allowed: {allowed}")

    assert wrong == []


def knocks(app: Flask) -> list[tuple[Rule, str]]:
    """Every door with every method; those that end the visit last."""
    found = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in ("GET", "POST")
        if method in (rule.methods or ())
    ]
    return sorted(found, key=lambda k: (_leads_out(k[0]), k[0].rule, k[1]))


def knock(visitor: Visitor, rule: Rule, method: str) -> tuple[int, bool]:
    """Status, and whether the visitor was sent to sign in. Nothing asked for exists."""
    data = {"csrf_token": visitor.token()} if method == "POST" else None
    response = visitor.client.open(address_of(rule), method=method, data=data)
    where = response.headers.get("Location", "")
    return response.status_code, "/sign-in?next=" in where


def address_of(rule: Rule) -> str:
    """An address that opens the door to something absent."""
    built = rule.build({name: ABSENT[_converter(rule, name)] for name in sorted(rule.arguments)})
    assert built is not None, rule
    return built[1]


def _converter(rule: Rule, argument: str) -> str:
    converter = type(rule._converters[argument]).__name__
    names = {"PidConverter": "pid", "IntegerConverter": "int", "PathConverter": "path"}
    return names.get(converter, "default")


def _leads_out(rule: Rule) -> bool:
    return rule.endpoint.startswith("accounts.sign_out")


def _may_pass(app: Flask, rule: Rule, role: Role | None) -> bool:
    needs = app.view_functions[rule.endpoint].needs  # type: ignore[attr-defined]
    if needs is Anyone.PUBLIC:
        return True
    return role is not None and (needs is Anyone.SIGNED_IN or needs in GRANTS[role])


def test_no_door_takes_a_post_without_its_token_or_from_another_site(
    app: Flask, session: Session
) -> None:
    visitor = Visitor(app, make_account(*Role))
    wrong = []
    for rule, method in knocks(app):
        if method == "POST":
            address = address_of(rule)
            bare = visitor.client.post(address)
            forged = visitor.client.post(
                address,
                data={"csrf_token": visitor.token()},
                headers={"Sec-Fetch-Site": "cross-site"},
            )
            if (bare.status_code, forged.status_code) != (400, 400):
                wrong.append(f"{rule.rule}: {bare.status_code}, {forged.status_code}")

    assert wrong == []
