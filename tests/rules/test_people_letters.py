"""Letters of three scripts, look-alikes, and one key for every spelling of a name."""

import pytest

from talent.people.rules.letters import (
    NameFinding,
    NameProblem,
    Script,
    check_script,
    search_key,
    tidy,
)

SPELLINGS = [
    ("Мөнхбаатар", "MUNKHBAATAR"),
    ("Мөнхзул", "MONKHZUL"),
    ("Мөнхзул", "MUNHZUL"),
    ("Үүрийнтуяа", "UURIINTUYA"),
    ("Өлзийсайхан", "ULZIISAIKHAN"),
    ("Дашпүрэв", "DASHPUREV"),
    ("Ерөөлт", "YERUULT"),
    ("Ёндон", "YONDON"),
    ("Цогтбаатар", "TZOGTBATAR"),
    ("Чулуунбаатар", "CHULUUNBAATAR"),
    ("Жаргал", "ZHARGAL"),
    ("Хүрэлсүх", "HURELSUH"),
    ("Номин-Эрдэнэ", "NOMIN-ERDENE"),
    ("Батьболд", "BATIBOLD"),
    ("Наранцэцэг", "NARANTSETSEG"),
]
DIFFERENT = [("Ганбат", "Ганболд"), ("Мөнх", "Манх"), ("Цэнд", "Чэнд"), ("Сараа", "Шараа")]


@pytest.mark.parametrize(("cyrillic", "passport"), SPELLINGS)
def test_a_name_and_its_spelling_in_the_passport_share_a_key(cyrillic, passport):
    assert search_key(cyrillic) == search_key(passport)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_have_different_keys(one, other):
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Бат-Эрдэнэ", Script.CYRILLIC),
        ("Ёндон Өнөр", Script.CYRILLIC),
        ("간바타르", Script.HANGUL),
        ("BAT-ERDENE", Script.LATIN),
        ("O'Neill", Script.LATIN),
        ("", Script.LATIN),
    ],
)
def test_names_in_their_own_script_are_right(name, script):
    assert check_script(name, script) is None


@pytest.mark.parametrize(
    ("name", "script", "problem"),
    [
        ("Bат", Script.CYRILLIC, NameProblem(NameFinding.LOOK_ALIKES, "B", "Ват")),
        ("Єнєр", Script.CYRILLIC, NameProblem(NameFinding.LOOK_ALIKES, "Єє", "Өнөр")),
        ("Їїрийн", Script.CYRILLIC, NameProblem(NameFinding.LOOK_ALIKES, "Її", "Үүрийн")),
        ("Батуy", Script.CYRILLIC, NameProblem(NameFinding.AMBIGUOUS_Y, "y")),
        ("Bold", Script.CYRILLIC, NameProblem(NameFinding.NOT_CYRILLIC, "Bold")),
        ("Бат1", Script.CYRILLIC, NameProblem(NameFinding.NOT_CYRILLIC, "1")),
        ("ВАТ", Script.LATIN, NameProblem(NameFinding.LOOK_ALIKES, "ВАТ", "BAT")),
        ("Бат", Script.LATIN, NameProblem(NameFinding.NOT_LATIN, "Бат")),
        ("Müller", Script.LATIN, NameProblem(NameFinding.NOT_LATIN, "ü")),
        ("Kim", Script.HANGUL, NameProblem(NameFinding.NOT_HANGUL, "Kim")),
        ("ㄱㅏ", Script.HANGUL, NameProblem(NameFinding.NOT_HANGUL, "ㄱㅏ")),
    ],
)
def test_letters_of_another_script_are_named_with_what_was_meant(name, script, problem):
    assert check_script(name, script) == problem


def test_a_name_typed_in_pieces_is_composed_before_it_is_judged():
    decomposed = "Ёндон Й".replace("Ё", "Е\u0308").replace("Й", "И\u0306")

    assert check_script(decomposed, Script.CYRILLIC) is None
    assert tidy(decomposed) == "Ёндон Й"


def test_spaces_and_hyphens_are_tidied():
    assert tidy("  Ган  \u2013 Очир ") == "Ган-Очир"
