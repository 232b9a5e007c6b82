"""Which passwords are good enough, how sign-ins are limited."""

from datetime import timedelta

import pytest

from talent.accounts.rules.addresses import AddressRefusal, canonical
from talent.accounts.rules.lifecycle import ACCOUNT
from talent.accounts.rules.limits import PER_ACCOUNT, is_within, network_of, session_limits
from talent.accounts.rules.passwords import (
    PasswordRefusal,
    check_password,
    is_common,
    known,
    normalised,
)
from talent.accounts.rules.secrets import hash_of, new_secret
from talent.accounts.rules.steps import SignInStep, step_after_password
from talent.foundations.refusals import Refused

ME = ("temuulen@example.mn", "Тэмүүлэн", "BATBOLD")


@pytest.mark.parametrize(
    "password",
    [
        "seven kettles under the larch",
        "зөв морь батарей дөрөө",
        "먼 산에 노을 지는 저녁 바람",
        "x" * 7 + "quite unlikely",
        "temuulen likes copper ore and rain",
    ],
)
def test_long_unlikely_passwords_are_good(password):
    check_password(password, context=ME)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("fourteen chars", PasswordRefusal.TOO_SHORT),
        ("a quite long one " * 16, PasswordRefusal.TOO_LONG),
        ("aaaaaaaaaaaaaaaa", PasswordRefusal.COMMON),
        ("abcabcabcabcabcabc", PasswordRefusal.COMMON),
        ("1234567890123456", PasswordRefusal.COMMON),
        ("qwertyuiopasdfgh", PasswordRefusal.COMMON),
        ("Password123456789", PasswordRefusal.COMMON),
        ("P@ssw0rd!P@ssw0rd!", PasswordRefusal.COMMON),
        ("iloveyou2026!!!!!", PasswordRefusal.COMMON),
        ("dragonmonkey12345", PasswordRefusal.COMMON),
        ("correct horse battery staple", PasswordRefusal.COMMON),
        ("19981205 19981205 1998", PasswordRefusal.COMMON),
        ("temuulen@example.mn", PasswordRefusal.PERSONAL),
        ("temuulen.batbold1", PasswordRefusal.PERSONAL),
        ("raremetal+komir", PasswordRefusal.PERSONAL),
    ],
)
def test_guessable_passwords_are_refused(password, reason):
    with pytest.raises(Refused) as refused:
        check_password(password, context=ME)

    assert refused.value.reason is reason


def test_length_counts_code_points_and_nothing_is_trimmed():
    check_password(" " + "ө" * 3 + "кварц мөстлөг" + " ")


def test_the_same_password_from_two_keyboards_is_the_same():
    assert normalised("Ｑｕａｒｔｚ é") == normalised("Quartz e\u0301")


def test_the_known_words_are_there_and_small():
    assert {"password", "nuutsug", "saranghae"} <= known()
    assert all(word == word.casefold() for word in known())
    assert not is_common("galena and fluorite by lamplight")


def test_addresses_are_folded_and_foreign_letters_refused():
    assert canonical(" Temuulen@Example.MN ") == "temuulen@example.mn"
    with pytest.raises(Refused) as refused:
        canonical("t\u0435muulen@example.mn")
    assert refused.value.reason is AddressRefusal.NOT_ASCII


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::"),
        ("", "unknown"),
        ("no address", "unknown"),
    ],
)
def test_an_ipv6_customer_counts_as_one_address(address, network):
    assert network_of(address) == network


def test_the_tenth_try_is_allowed_and_the_eleventh_is_not():
    assert (is_within(10, PER_ACCOUNT), is_within(11, PER_ACCOUNT)) == (True, False)


def test_any_staff_role_makes_a_short_session():
    assert session_limits(["trainee"]).idle == timedelta(minutes=60)
    assert session_limits(["trainee", "reviewer"]).idle == timedelta(minutes=30)
    assert session_limits(["coordinator"]).total == timedelta(hours=12)


def test_secrets_are_long_and_only_their_hash_is_short_enough_to_keep():
    secret = new_secret()

    assert (len(secret), len(hash_of(secret)), secret == new_secret()) == (43, 64, False)


def test_after_the_password_everybody_is_signed_in_for_now():
    assert step_after_password(["coordinator"]) is SignInStep.SIGNED_IN


def test_every_state_of_an_account_is_reachable():
    assert ACCOUNT.reachable() == {"invited", "active", "disabled"}
