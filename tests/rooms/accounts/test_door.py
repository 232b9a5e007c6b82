"""Coming in and going out through pages."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from talent.accounts.models import Account, Attempt, LoginSession
from talent.accounts.rules.lifecycle import AccountStatus
from talent.foundations.access import Role
from talent.plumbing.clock import now
from tests.factories import PASSWORD, make_account
from tests.visitor import Visitor

WRONG = {
    "ko": "이메일 주소 또는 비밀번호가 올바르지 않습니다.",
    "mn": "Имэйл хаяг эсвэл нууц үг буруу байна.",
    "en": "E-mail address or password is incorrect.",
}


def sign_in(app, email, password=PASSWORD, language="en"):
    door = Visitor(app, language=language).open("/sign-in")
    return door.visitor, door.fill(email=email, password=password)


def test_the_right_password_opens_the_first_page(app, session):
    account = make_account(Role.COORDINATOR)

    _, form = sign_in(app, account.email)
    page = form.press("Sign in")

    assert (page.statuses, page.path) == ([303, 200], "/")
    assert session.scalars(select(LoginSession.account_id)).all() == [account.id]


def test_an_address_is_read_without_regard_to_capitals(app, session):
    account = make_account(Role.COORDINATOR)

    _, form = sign_in(app, f"  {account.email.upper()} ")

    assert form.press("Sign in").statuses == [303, 200]


def test_only_the_hash_of_the_secret_is_kept(app, session):
    account = make_account(Role.COORDINATOR)

    visitor, form = sign_in(app, account.email)
    form.press("Sign in")

    cookie = visitor.client.get_cookie(app.config["LOGIN_COOKIE"], domain="localhost")
    kept = session.scalars(select(LoginSession.id_hash)).one()
    assert len(cookie.value) == 43
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    assert cookie.value not in kept


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_unknown_wrong_and_disabled_get_the_same_answer(app, session, language):
    known = make_account(Role.COORDINATOR)
    disabled = make_account(Role.COORDINATOR, status=AccountStatus.DISABLED)
    invited = make_account(Role.TRAINEE, status=AccountStatus.INVITED, password_hash=None)
    tries = [
        ("nobody.at.all@example.org", PASSWORD),
        (known.email, "not the right password"),
        (disabled.email, PASSWORD),
        (invited.email, PASSWORD),
    ]

    answers = []
    for email, password in tries:
        page = Visitor(app, language=language).post(
            "/sign-in", email="x@example.org", password=password
        )
        page = Visitor(app, language=language).post("/sign-in", email=email, password=password)
        answers.append((page.status, page.texts("main .msg"), len(page.text) - len(email)))

    assert answers[0][:2] == (422, [WRONG[language]])
    assert {a[:2] == answers[0][:2] for a in answers} == {True}


def test_after_ten_tries_the_right_password_is_refused_like_a_wrong_one(app, session):
    account = make_account(Role.COORDINATOR)
    stranger = Visitor(app)

    for _ in range(10):
        stranger.post("/sign-in", email=account.email, password="wrong wrong wrong")
    page = stranger.post("/sign-in", email=account.email, password=PASSWORD)

    assert (page.status, page.texts("main .msg")) == (422, [WRONG["en"]])
    assert session.scalars(select(LoginSession)).all() == []


def test_twenty_tries_from_one_address_close_the_door_for_that_address(app, session):
    account = make_account(Role.COORDINATOR)

    for number in range(20):
        Visitor(app).post("/sign-in", email=f"a{number}@example.org", password="wrong wrong wrong")
    page = Visitor(app).post("/sign-in", email=account.email, password=PASSWORD)

    assert page.status == 422


def test_a_forwarded_address_in_a_header_gains_nothing(app, session):
    account = make_account(Role.COORDINATOR)

    for number in range(20):
        visitor = Visitor(app)
        visitor.headers["X-Forwarded-For"] = f"10.0.0.{number}"
        visitor.post("/sign-in", email=f"a{number}@example.org", password="wrong wrong wrong")
    page = Visitor(app).post("/sign-in", email=account.email, password=PASSWORD)

    assert page.status == 422


def test_a_failed_try_stays_counted(app, session):
    Visitor(app).post("/sign-in", email="somebody@example.org", password="wrong wrong wrong")

    subjects = sorted(s.partition(":")[0] for s in session.scalars(select(Attempt.subject)))
    assert subjects == ["account", "address", "everybody"]


def test_signing_out_ends_the_session_for_good(app, session):
    account = make_account(Role.COORDINATOR)
    visitor, form = sign_in(app, account.email)
    form.press("Sign in")
    secret = visitor.client.get_cookie(app.config["LOGIN_COOKIE"], domain="localhost").value

    visitor.open("/account").press("Sign out")

    assert session.scalars(select(LoginSession)).all() == []
    visitor.client.set_cookie(app.config["LOGIN_COOKIE"], secret, domain="localhost")
    assert visitor.open("/account").path.startswith("/sign-in")


def test_signing_out_empties_what_the_browser_kept(app, session):
    visitor = Visitor(app, make_account(Role.COORDINATOR))

    response = visitor.client.post("/sign-out", data={"csrf_token": visitor.token()})

    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_the_door_leads_back_to_the_page_that_was_asked_for(app, session):
    account = make_account(Role.COORDINATOR)

    page = Visitor(app).open("/account/sessions")
    page = page.fill(email=account.email, password=PASSWORD).press("Sign in")

    assert page.path == "/account/sessions"


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_the_door_leads_to_no_other_site(app, session, target):
    account = make_account(Role.COORDINATOR)

    page = Visitor(app).post("/sign-in", email=account.email, password=PASSWORD, next=target)

    assert page.path == "/"


def test_a_stranger_sees_the_door_without_a_single_statement(app, session, statements):
    with statements(session) as counted:
        page = Visitor(app).open("/sign-in")

    assert (page.status, len(counted)) == (200, 0)


def test_a_staff_session_ends_after_half_an_hour_without_a_request(app, session):
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    session.scalars(select(LoginSession)).one().last_seen_at = now() - timedelta(minutes=31)

    assert visitor.open("/account").path.startswith("/sign-in")


def test_a_trainees_session_lives_for_an_hour_without_a_request(app, session):
    visitor = Visitor(app, make_account(Role.TRAINEE))
    session.scalars(select(LoginSession)).one().last_seen_at = now() - timedelta(minutes=59)

    assert visitor.open("/account").heading == "My account"


def test_a_session_ends_when_its_time_is_over(app, session):
    visitor = Visitor(app, make_account(Role.COORDINATOR))
    session.scalars(select(LoginSession)).one().expires_at = now() - timedelta(seconds=1)

    assert visitor.open("/account").path.startswith("/sign-in")


def test_a_chosen_language_is_kept_on_the_account_and_keeps_the_page(app, session):
    account = make_account(Role.COORDINATOR, language="en")

    page = Visitor(app, account).open("/account/sessions?lang=en").press("한국어")

    assert (page.path, page.soup.html["lang"]) == ("/account/sessions", "ko")
    assert session.get(Account, account.id).language == "ko"


def test_a_strangers_language_lasts_for_the_visit(app, session):
    visitor = Visitor(app)

    visitor.open("/sign-in").press("Монгол")

    assert visitor.open("/forgot").soup.html["lang"] == "mn"


def test_an_outdated_hash_is_replaced_at_sign_in(app, session):
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    account = make_account(Role.COORDINATOR, password_hash=old)

    Visitor(app).post("/sign-in", email=account.email, password=PASSWORD)

    assert "m=8,t=1,p=1" in session.get(Account, account.id).password_hash
