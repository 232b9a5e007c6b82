"""The pages that say no, and where people may be sent."""

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from talent.foundations.access import Anyone
from talent.plumbing import pages
from talent.plumbing.blueprint import GuardedBlueprint
from tests.conftest import make_app

doors = GuardedBlueprint("doors", __name__, url_prefix="/doors")


@doors.get("/twice", needs=Anyone.PUBLIC)
def twice() -> str:
    raise IntegrityError("insert", {}, Exception("UNIQUE constraint failed"))


@doors.get("/full", needs=Anyone.PUBLIC)
def full() -> str:
    raise OSError(28, "No space left on device")


@doors.get("/broken", needs=Anyone.PUBLIC)
def broken() -> str:
    raise RuntimeError("secret detail")


@pytest.fixture(scope="module")
def strange(databases, tmp_path_factory) -> Flask:
    """An application with three doors behind which something goes wrong."""
    from talent import app as house

    folder = tmp_path_factory.mktemp("var")
    seal = house.guard.install

    def install(app: Flask) -> None:
        app.register_blueprint(doors)
        seal(app)

    house.guard.install = install
    try:
        return make_app(databases.copy(), folder, PROPAGATE_ERRORS=False)
    finally:
        house.guard.install = seal


@pytest.mark.parametrize(("door", "status"), [("twice", 409), ("full", 507), ("broken", 500)])
def test_what_goes_wrong_is_explained_and_never_shown_raw(strange, door, status):
    answer = strange.test_client().get(f"/doors/{door}")

    assert answer.status_code == status
    assert "secret detail" not in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/reports?page=2", "/reports?page=2"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("https://elsewhere.example", "/"),
        ("/a\nb", "/"),
        ("", "/"),
        (None, "/"),
    ],
)
def test_nobody_is_sent_to_another_site(target, path):
    assert pages.own_path(target) == path


@pytest.mark.parametrize(
    ("text", "status"), [("a\x00b", 400), ("a\x1bb", 400), ("\u0378", 400), ("\u04e9\ud55c", 200)]
)
def test_text_with_control_or_unassigned_characters_never_reaches_a_view(app, text, status):
    assert app.test_client().get("/sign-in", query_string={"next": text}).status_code == status
