"""How names are shown."""

import pytest

from talent.people.rules.names import PersonNames, initial, titled

NOTHING = dict.fromkeys(("clan_mn", "parent_mn", "given_mn", "surname_ko", "given_ko"))


def names(**parts):
    return PersonNames(**{**NOTHING, "surname_latin": "", "given_latin": "", **parts})


TEMUULEN = names(
    parent_mn="Цэрэн",
    given_mn="Тэмүүлэн",
    surname_latin="TSEREN",
    given_latin="TEMUULEN",
    surname_ko="체렌",
    given_ko="테무렌",
)
MINSEO = names(surname_latin="KIM", given_latin="MINSEO", surname_ko="김", given_ko="민서")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Цэрэн", "Ц"),
        ("Ёндон", "Ё"),
        ("Tseren", "Ts"),
        ("CHULUUN", "Ch"),
        ("shar", "Sh"),
        ("Khulan", "Kh"),
        ("Tumur", "T"),
        ("Bold", "B"),
    ],
)
def test_the_initial_keeps_a_latin_digraph_whole(name, first):
    assert initial(name) == first


@pytest.mark.parametrize(
    ("language", "shown"),
    [("ko", "체렌 테무렌"), ("mn", "Ц.Тэмүүлэн"), ("en", "TSEREN Temuulen")],
)
def test_each_language_shows_its_own_script(language, shown):
    assert TEMUULEN.shown(language) == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("ko", "김민서"), ("mn", "KIM Minseo"), ("en", "KIM Minseo")]
)
def test_a_korean_name_has_no_space_and_falls_back_to_latin(language, shown):
    assert MINSEO.shown(language) == shown


def test_people_without_a_parents_name_are_called_by_their_own():
    alone = names(given_mn="Тэмүүлэн", given_latin="TEMUULEN")

    assert (alone.cyrillic, alone.cyrillic_short, alone.latin) == (
        "Тэмүүлэн",
        "Тэмүүлэн",
        "Temuulen",
    )


def test_the_formal_name_needs_no_case_ending():
    assert TEMUULEN.formal_mn == "Цэрэн овогтой Тэмүүлэн"


def test_the_short_latin_name_has_a_dot_and_no_space():
    assert TEMUULEN.latin_short == "Ts.Temuulen"


def test_hyphenated_names_keep_both_capitals():
    assert titled("BAT-ERDENE OD") == "Bat-Erdene Od"
