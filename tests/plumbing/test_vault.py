import pytest
from cryptography.exceptions import InvalidTag

from talent.plumbing import vault


def test_a_sealed_number_opens_only_for_the_row_it_was_sealed_for(context):
    sealed = vault.seal("E1234567", "person:a:passport_number")

    assert "E1234567" not in sealed
    assert vault.unseal(sealed, "person:a:passport_number") == "E1234567"
    with pytest.raises(InvalidTag):
        vault.unseal(sealed, "person:b:passport_number")


def test_an_altered_seal_does_not_open(context):
    sealed = vault.seal("E1234567", "x")
    altered = sealed[:-1] + ("A" if sealed[-1] != "A" else "B")

    with pytest.raises(InvalidTag):
        vault.unseal(altered, "x")


def test_equal_numbers_are_sealed_differently_and_found_by_one_fingerprint(context):
    assert vault.seal("1", "x") != vault.seal("1", "x")
    assert vault.fingerprint("1") == vault.fingerprint("1")
    assert vault.fingerprint("1") != vault.fingerprint("2")


def test_numbers_sealed_with_an_older_key_still_open(context):
    sealed = vault.seal("old", "x")
    context.config["VAULT_KEYS"] = {"new": b"n" * 32, **context.config["VAULT_KEYS"]}
    try:
        assert vault.unseal(sealed, "x") == "old"
        assert vault.seal("young", "x").split(".")[1] == "new"
    finally:
        del context.config["VAULT_KEYS"]["new"]
