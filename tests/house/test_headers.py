"""Every answer, also a refusal or a file, tells browsers what they must not do."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from talent.foundations.access import Role
from talent.plumbing.security import HEADERS
from tests.factories import make_account
from tests.visitor import Visitor

ANSWERS = {
    "/sign-in": 200,
    "/": 303,
    "/nothing-here": 404,
    "/static/style.css": 200,
    "/static/nothing.css": 404,
}


@pytest.mark.parametrize(("path", "status"), ANSWERS.items())
def test_every_answer_carries_the_headers(
    app: Flask, session: Session, path: str, status: int
) -> None:
    with app.test_client().get(path) as response:
        response.get_data()

    assert response.status_code == status
    assert {n: response.headers.get(n) for n in HEADERS} == HEADERS
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_pages_of_somebody_signed_in_are_kept_nowhere(app: Flask, session: Session) -> None:
    page = Visitor(app, make_account(Role.COORDINATOR)).open("/")

    assert page.status == 200
    assert page.response.headers["Cache-Control"] == "no-store"


def test_static_files_may_be_kept_for_a_year(app: Flask, session: Session) -> None:
    with app.test_client().get("/static/style.css") as response:
        assert "immutable" in response.headers["Cache-Control"]


def test_a_refused_token_is_explained_with_the_same_headers(app: Flask, session: Session) -> None:
    response = app.test_client().post("/sign-in", data={"email": "a@example.org"})

    assert response.status_code == 400
    assert {n: response.headers.get(n) for n in HEADERS} == HEADERS
