"""The register of accounts, for administrators, and the mails it sends."""

import pytest
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from talent.accounts import actions, notices, queries
from talent.accounts.models import Account, LoginSession
from talent.accounts.rules.accounts import AccountRefusal
from talent.accounts.rules.lifecycle import AccountStatus
from talent.foundations.access import Role
from talent.foundations.refusals import Refused
from talent.outbox.models import Mail
from talent.people.models import Person
from tests.factories import AT, make_account, make_person
from tests.rooms.accounts.mails import link_in_last_mail, mails
from tests.visitor import Visitor

LANGUAGES = ["ko", "mn", "en"]
NEW_PASSWORD = "seven kettles under the larch"
LETTERS = {
    "ko": (
        "계정 등록 안내",
        "도르지 바트에르덴 님, 안녕하십니까.\n\n희소금속협력센터 정보시스템에 초대되셨습니다.\n\n"
        "역할: 지원자·연수생\n\n아래 주소에서 비밀번호를 설정하고 등록을 완료해 주십시오. "
        "유효기간: 2026. 3. 12. 13:30 (울란바토르 시각)\n\nhttp://localhost/activate/((secret))\n\n"
        "감사합니다.\n한-몽 희소금속협력센터\n문의: coordinator@example.org\n"
        "본 메일은 발신 전용입니다. 문의는 위 주소로 보내 주십시오.\n",
    ),
    "mn": (
        "Бүртгэлээ баталгаажуулах урилга",
        "Эрхэм хүндэт Бат-Эрдэнэ,\n\nТаныг төвийн мэдээллийн системд урьж байна.\n\n"
        "Үүрэг: Өргөдөл гаргагч, суралцагч\n\nДараах холбоосоор орж нууц үгээ үүсгэн бүртгэлээ "
        "баталгаажуулна уу. Хүчинтэй хугацаа: 2026.03.12 13:30 (Улаанбаатарын цагаар)\n\n"
        "http://localhost/activate/((secret))\n\nХүндэтгэсэн,\n"
        "Монгол-Солонгосын ховор металлын хамтын ажиллагааны төв\n"
        "Лавлах: coordinator@example.org\n"
        "Энэ имэйлийг систем автоматаар илгээв. Хариуг дээрх хаягаар илгээнэ үү.\n",
    ),
    "en": (
        "Set up your account",
        "Dear Bat-Erdene,\n\nYou have been invited to the Center's information system.\n\n"
        "Role: Applicant or trainee\n\nOpen this link, set a password and finish your "
        "registration. Valid until: 12 Mar 2026 13:30 (Ulaanbaatar time)\n\n"
        "http://localhost/activate/((secret))\n\nKind regards,\n"
        "Korea-Mongolia Rare Metal Cooperation Center\nQuestions: coordinator@example.org\n"
        "This is an automatic message. Please write to the address above.\n",
    ),
}


@pytest.fixture
def lee(session):
    return make_account(Role.ADMINISTRATOR, who="Lee")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invitation_says_the_same_in_every_language(app, session, language):
    account = make_account(Role.TRAINEE, language=language)

    notices.invited(account, "s" * 43, at=AT)
    session.flush()

    mail = session.scalars(select(Mail)).one()
    assert (mail.subject, mail.body) == LETTERS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_of_the_room_is_written_in_its_readers_language(app, session, language):
    account = make_account(Role.TRAINEE, language=language)

    notices.password_reset(account, "s" * 43, at=AT)
    notices.password_changed(account, at=AT)
    notices.already_registered(account, at=AT)
    session.flush()

    written = session.scalars(select(Mail)).all()
    assert [m.language for m in written] == [language] * 3
    english = [
        "Reset your password",
        "Your password has been changed",
        "You already have an account",
    ]
    assert ([m.subject for m in written] == english) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_register_opens_in_every_language(app, session, language):
    other = make_account(Role.COORDINATOR)
    visitor = Visitor(app, make_account(Role.ADMINISTRATOR, language=language))

    paths = [
        "/accounts",
        "/accounts/new",
        f"/accounts/{other.pid}",
        "/account",
        "/account/password",
    ]

    assert [visitor.open(path).status for path in paths] == [200] * 5


def test_an_administrator_invites_somebody_new_who_then_sets_a_password(app, session, lee):
    page = Visitor(app, lee).open("/accounts/new")
    page = page.fill(
        given_latin="minseo", surname_latin="kim", email="Minseo@example.kr", roles=["reviewer"]
    ).press("Send invitation")

    account = session.scalars(select(Account).where(Account.email == "minseo@example.kr")).one()
    assert page.path == f"/accounts/{account.pid}"
    assert (account.status, account.roles) == (AccountStatus.INVITED, ["reviewer"])
    page = Visitor(app).open(link_in_last_mail())
    page.fill(password=NEW_PASSWORD).press("Save password")
    assert session.get(Account, account.id).status is AccountStatus.ACTIVE


def test_a_registered_person_is_invited_by_code(app, session, lee):
    person = make_person("Dorj")

    Visitor(app, lee).open("/accounts/new").fill(
        person_code=person.code.lower(), email="dorj@example.mn", roles=["reviewer", "chair"]
    ).press("Send invitation")

    account = session.scalars(select(Account).where(Account.email == "dorj@example.mn")).one()
    assert (account.person_id, account.roles) == (person.id, ["reviewer", "chair"])
    assert session.scalar(select(Person.id).where(Person.given_latin == "")) is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"person_code": "P-999999"},
            "Nobody is registered under this code. Example: P-000123.",
        ),
        ({}, "Give the code of a registered person, or the given name of a new one."),
    ],
)
def test_an_invitation_needs_somebody_to_invite(app, session, lee, fields, message):
    page = Visitor(app, lee).open("/accounts/new")

    page = page.fill(email="x@example.mn", roles=["reviewer"], **fields).press("Send invitation")

    assert (page.status, page.texts("main .msg")) == (422, [message])


def test_an_address_with_an_account_is_not_invited_again(app, session, lee):
    page = Visitor(app, lee).open("/accounts/new")

    page = page.fill(given_latin="x", email=lee.email, roles=["reviewer"]).press("Send invitation")

    assert page.texts("main .msg") == ["This e-mail address already has an account."]


def test_changed_roles_count_at_the_next_request_and_end_every_session(app, session, lee):
    account = make_account(Role.COORDINATOR)
    theirs = Visitor(app, account)
    assert theirs.open("/people").status == 200

    page = Visitor(app, lee).open(f"/accounts/{account.pid}")
    page.fill(roles=["reviewer"]).press("Change roles")

    assert theirs.open("/people").path.startswith("/sign-in")
    assert Visitor(app, session.get(Account, account.id)).open("/people").status == 403


def test_a_disabled_account_is_signed_out_and_opens_again(app, session, lee):
    account = make_account(Role.COORDINATOR)
    theirs, admin = Visitor(app, account), Visitor(app, lee)

    page = admin.open(f"/accounts/{account.pid}").press("Disable account")

    assert theirs.open("/account").path.startswith("/sign-in")
    page.press("Enable account")
    assert session.get(Account, account.id).status is AccountStatus.ACTIVE


def test_one_who_never_had_a_password_is_invited_anew_when_enabled(session, lee):
    account = make_account(Role.TRAINEE, status=AccountStatus.INVITED, password_hash=None)
    actions.disable(account, by=lee, at=AT)

    actions.enable(account, by=lee, at=AT)

    assert account.status is AccountStatus.INVITED
    assert mails() == [(account.email, "Set up your account")]


@pytest.mark.parametrize("deed", ["disable", "change_roles"])
def test_nobody_locks_themselves_out(session, lee, deed):
    more = {"disable": (), "change_roles": ([Role.AUDITOR],)}[deed]

    with pytest.raises(Refused) as refused:
        getattr(actions, deed)(lee, *more, by=lee, at=AT)

    assert refused.value.reason is AccountRefusal.OWN_ACCOUNT


def test_an_invitation_is_sent_again_only_to_those_who_wait_for_one(session, lee):
    waiting = make_account(status=AccountStatus.INVITED, password_hash=None)
    active = make_account(who="Sarangerel")

    actions.invite_again(waiting, by=lee, at=AT)
    with pytest.raises(Refused) as refused:
        actions.invite_again(active, by=lee, at=AT)

    assert refused.value.reason is AccountRefusal.ALREADY_ACTIVE
    assert mails() == [(waiting.email, "Set up your account")]


def test_the_register_exists_for_administrators_only(session, lee):
    park = make_account(Role.COORDINATOR, who="Park Jihoon")

    assert {a.id for a in queries.accounts(lee).rows} == {lee.id, park.id}
    assert queries.accounts(park).rows == []
    with pytest.raises(NotFound):
        queries.account_to_manage(park, lee.pid)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"role": "coordinator"}, ["Park Jihoon"]),
        ({"text": "ju-hun 박지훈"}, []),
        ({"text": "박지훈"}, ["Park Jihoon"]),
    ],
)
def test_the_register_is_searched_by_name_and_role(session, lee, asked, expected):
    park = make_account(Role.COORDINATOR, who="Park Jihoon")

    rows = queries.accounts(lee, **asked).rows

    assert [a.id for a in rows] == [park.id for _ in expected]


def test_sessions_are_ones_own(session):
    one, other = make_account(), make_account(who="Sarangerel")
    actions.start_session(one, at=AT, browser="Firefox")
    actions.start_session(other, at=AT)

    (mine,) = queries.my_sessions(one, at=AT)

    assert mine.browser == "Firefox"
    theirs = session.scalars(
        select(LoginSession.id_hash).where(LoginSession.account_id == other.id)
    ).one()
    with pytest.raises(NotFound):
        queries.my_session(one, theirs)


def test_appearance_is_kept_on_the_account(app, session):
    account = make_account(Role.COORDINATOR)

    page = Visitor(app, account).open("/account").fill(theme="dark").press("Save")

    assert page.soup.html["data-theme"] == "dark"
    assert session.get(Account, account.id).theme == "dark"
