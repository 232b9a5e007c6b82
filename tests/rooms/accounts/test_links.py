"""Registering, invitations and forgotten passwords: everything with a link in a mail."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from talent.accounts import actions
from talent.accounts.models import Account, Attempt, LinkToken, LoginSession
from talent.accounts.rules.lifecycle import AccountStatus, TokenPurpose
from talent.foundations.access import Role
from talent.outbox.models import Mail
from talent.people.models import Person
from talent.people.rules.lifecycle import PersonStatus
from talent.plumbing import jobs
from talent.plumbing.clock import now
from tests.factories import PASSWORD, make_account
from tests.rooms.accounts.mails import do_jobs, link_in_last_mail, mails
from tests.visitor import Visitor

NEW_PASSWORD = "seven kettles under the larch"
NEWCOMER = {
    "surname_latin": "batbold",
    "given_latin": "temuulen",
    "email": "temuulen@example.mn",
    "language": "mn",
}


def ask_for_reset(app, email):
    page = Visitor(app).open("/forgot").fill(email=email).press("Send the link")
    do_jobs()
    return page


def test_a_forgotten_password_is_set_anew_through_the_mailed_link(app, session):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)

    page = Visitor(app).open(link_in_last_mail())
    page = page.fill(password=NEW_PASSWORD).press("Save password")

    assert page.path == "/sign-in"
    page = page.fill(email=account.email, password=NEW_PASSWORD).press("Sign in")
    assert page.path == "/"


def test_known_and_unknown_addresses_get_the_same_answer(app, session):
    account = make_account(Role.COORDINATOR)

    known = ask_for_reset(app, account.email)
    unknown = ask_for_reset(app, "nobody.at.all@example.org")

    assert known.status == unknown.status == 200
    assert known.texts("main p") == unknown.texts("main p")
    assert mails() == [(account.email, "Reset your password")]


def test_a_link_works_once(app, session):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)
    link = link_in_last_mail()
    Visitor(app).open(link).fill(password=NEW_PASSWORD).press("Save password")

    again = Visitor(app).open(link)

    assert (again.status, again.heading) == (410, "This link is no longer good")


def test_looking_at_a_link_ten_times_changes_nothing(app, session):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)
    link = link_in_last_mail()

    scanner = Visitor(app)
    assert [scanner.open(link).status for _ in range(10)] == [200] * 10

    page = Visitor(app).open(link).fill(password=NEW_PASSWORD).press("Save password")
    assert page.path == "/sign-in"


def test_a_newer_link_makes_the_older_one_worthless(app, session):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)
    older = link_in_last_mail()
    ask_for_reset(app, account.email)

    assert Visitor(app).open(older).status == 410
    assert Visitor(app).open(link_in_last_mail()).status == 200


def test_a_link_for_one_purpose_is_no_good_for_another(app, session):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)

    path = link_in_last_mail().replace("/reset/", "/activate/")

    assert Visitor(app).open(path).status == 410


def test_a_link_is_worthless_after_its_time(app, session):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)
    session.scalars(select(LinkToken)).one().expires_at = now()

    assert Visitor(app).open(link_in_last_mail()).status == 410


def test_the_secret_of_a_link_is_nowhere_in_the_tables(app, session):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)
    secret = link_in_last_mail().rpartition("/")[2]

    mail = session.scalars(select(Mail)).one()
    token = session.scalars(select(LinkToken)).one()
    assert len(secret) == 43
    assert secret not in mail.body + mail.secret + token.token_hash


def test_a_new_password_ends_every_session_and_is_told_by_mail(app, session):
    account = make_account(Role.COORDINATOR)
    elsewhere = Visitor(app, account)
    ask_for_reset(app, account.email)

    Visitor(app).open(link_in_last_mail()).fill(password=NEW_PASSWORD).press("Save password")

    assert elsewhere.open("/account").path.startswith("/sign-in")
    assert mails()[-1] == (account.email, "Your password has been changed")


@pytest.mark.parametrize(
    ("password", "message"),
    [
        ("too short", "Use at least 15 characters. A few words are easy."),
        (
            "passwordpassword",
            "This password is easy to guess. Take several words that do not belong together.",
        ),
        (
            "Bat-Erdene loves",
            "This password contains your name, your address or a word of the programme.",
        ),
    ],
)
def test_a_bad_password_is_refused_beside_its_field_and_uses_nothing_up(
    app, session, password, message
):
    account = make_account(Role.COORDINATOR)
    ask_for_reset(app, account.email)

    page = Visitor(app).open(link_in_last_mail()).fill(password=password).press("Save password")

    assert (page.status, page.texts("main .msg")) == (422, [message])
    assert session.scalars(select(LinkToken.used_at)).all() == [None]


def test_an_applicant_registers_and_sets_up_the_account(app, session):
    page = Visitor(app).open("/register").fill(NEWCOMER).press("Send the link")
    do_jobs()

    assert page.heading == "Look into your mailbox"
    account = session.scalars(select(Account)).one()
    person = session.get(Person, account.person_id)
    assert (account.status, account.roles) == (AccountStatus.INVITED, ["trainee"])
    assert (person.names.latin, person.status) == ("BATBOLD Temuulen", PersonStatus.UNCONFIRMED)

    page = Visitor(app).open(link_in_last_mail())
    page = page.fill(password=NEW_PASSWORD).press("Save password")

    assert session.scalars(select(Account.status)).one() is AccountStatus.ACTIVE


def test_registering_a_known_address_sends_a_reminder_and_says_the_same(app, session):
    known = make_account(Role.COORDINATOR, email="temuulen@example.mn")

    page = Visitor(app).open("/register").fill(NEWCOMER).press("Send the link")
    do_jobs()

    assert page.heading == "Look into your mailbox"
    assert mails() == [(known.email, "You already have an account")]
    assert session.scalar(select(func.count()).select_from(Account)) == 1


def test_registering_twice_before_the_first_mail_came_makes_one_account(app, session):
    for _ in range(2):
        Visitor(app).open("/register").fill(NEWCOMER).press("Send the link")
    do_jobs()

    assert session.scalar(select(func.count()).select_from(Account)) == 1
    assert len(mails()) == 2


def test_an_address_in_other_letters_is_refused(app, session):
    page = Visitor(app).open("/register")
    page = page.fill({**NEWCOMER, "email": "t\u0435muulen@example.mn"}).press("Send the link")

    assert page.status == 422
    assert session.scalars(select(jobs.Job)).all() == []


def test_the_sixth_mail_a_day_to_one_address_is_refused(app, session):
    account = make_account(Role.COORDINATOR)
    for _ in range(5):
        ask_for_reset(app, account.email)

    page = ask_for_reset(app, account.email)

    assert page.texts("main .msg") == ["Too many attempts. Wait a while, then try again."]


def test_somebody_disabled_gets_no_link(app, session):
    account = make_account(Role.COORDINATOR, status=AccountStatus.DISABLED)

    ask_for_reset(app, account.email)

    assert mails() == []


def test_of_two_who_use_a_link_at_once_one_succeeds(app, session):
    account = make_account(Role.COORDINATOR)
    secret = actions.make_link(account, TokenPurpose.PASSWORD_RESET, at=now())
    link = actions.find_link(secret, TokenPurpose.PASSWORD_RESET, at=now())

    outcomes = [actions.set_password(link, NEW_PASSWORD, at=now()) for _ in range(2)]

    assert outcomes == [True, False]


def test_the_old_password_is_asked_before_a_new_one_is_set(app, session):
    account = make_account(Role.COORDINATOR)
    visitor = Visitor(app, account)

    page = visitor.open("/account/password")
    page = page.fill(old="not the old password", password=NEW_PASSWORD).press("Change password")

    assert (page.status, page.texts("main .msg")) == (422, ["The present password is not right."])


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(app, session):
    account = make_account(Role.COORDINATOR)
    here, elsewhere = Visitor(app, account), Visitor(app, account)

    page = here.open("/account/password")
    page.fill(old=PASSWORD, password=NEW_PASSWORD).press("Change password")

    assert here.open("/account").status == 200
    assert elsewhere.open("/account").path.startswith("/sign-in")


def test_one_sees_and_ends_ones_own_sessions(app, session):
    account = make_account(Role.COORDINATOR)
    here, elsewhere = Visitor(app, account), Visitor(app, account)

    page = here.open("/account/sessions")
    page = page.press_for("/account/sessions/end")

    assert page.path == "/account/sessions"
    assert elsewhere.open("/account").path.startswith("/sign-in")


def test_somebody_elses_session_does_not_exist(app, session):
    other = make_account(Role.COORDINATOR)
    Visitor(app, other)
    theirs = session.scalars(select(LoginSession.id_hash)).one()

    page = Visitor(app, make_account(Role.COORDINATOR)).post(
        "/account/sessions/end", session=theirs
    )

    assert page.status == 404
    assert session.get(LoginSession, theirs) is not None


def test_attempts_nobody_looks_back_to_are_forgotten(app, session):
    actions.count_password_try("a@example.org", "10.0.0.1", at=now() - timedelta(days=2))

    actions.forget_old_attempts(now())

    assert session.scalars(select(Attempt)).all() == []


def test_the_worker_tidies_up_what_has_ended(app, session):
    account = make_account()
    actions.start_session(account, at=now() - timedelta(days=2))
    actions.count_password_try("a@example.org", "10.0.0.1", at=now() - timedelta(days=2))
    jobs.enqueue("accounts.tidy", at=now())
    session.commit()

    do_jobs()

    assert session.scalars(select(LoginSession)).all() == []
    assert session.scalars(select(Attempt)).all() == []
