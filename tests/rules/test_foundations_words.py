"""Official Korean and Mongolian, and one order for three scripts."""

from datetime import date, time

import pytest

from talent.foundations import korean, mongolian
from talent.foundations.sorting import sort_key


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 3, 9), "2026 оны 3 дугаар сарын 9-ний өдөр"),
        (date(2025, 1, 1), "2025 оны 1 дүгээр сарын 1-ний өдөр"),
        (date(2010, 7, 6), "2010 оны 7 дугаар сарын 6-ны өдөр"),
        (date(2016, 2, 29), "2016 оны 2 дугаар сарын 29-ний өдөр"),
        (date(2015, 3, 31), "2015 оны 3 дугаар сарын 31-ний өдөр"),
        (date(2026, 9, 20), "2026 оны 9 дүгээр сарын 20-ны өдөр"),
        (date(2026, 11, 14), "2026 оны 11 дүгээр сарын 14-ний өдөр"),
    ],
)
def test_official_mongolian_dates_keep_vowel_harmony(day, written):
    assert mongolian.official_date(day) == written


def test_the_case_sits_on_the_word_for_day():
    day = date(2026, 3, 9)

    assert mongolian.official_date(day, "until").endswith("9-ний өдөр хүртэл")
    assert mongolian.official_date(day, "genitive").endswith("9-ний өдрийн")


def test_mongolian_months_ordinals_and_times():
    assert mongolian.official_month(date(2026, 9, 1)) == "2026 оны 9 дүгээр сар"
    assert mongolian.ordinal(12) == "12 дугаар"
    assert mongolian.official_time(time(14, 5)) == "14 цаг 05 минут"


@pytest.mark.parametrize(
    ("text", "particle", "joined"),
    [
        ("김민수", "subject", "김민수가"),
        ("강동원", "topic", "강동원은"),
        ("서울", "to", "서울로"),
        ("대전", "to", "대전으로"),
        ("3", "object", "3을"),
        ("7", "to", "7로"),
        ("“선광 모듈”", "object", "“선광 모듈”을"),
        ("한국지질자원연구원(KIGAM)", "topic", "한국지질자원연구원(KIGAM)은"),
        ("Temuulen", "subject", "Temuulen이(가)"),
        ("KIGAM", "to", "KIGAM(으)로"),
        ("", "topic", "은(는)"),
    ],
)
def test_a_korean_particle_follows_the_last_sound(text, particle, joined):
    assert korean.with_particle(text, particle) == joined


def test_the_reading_decides_for_latin_words():
    assert korean.with_particle("KIGAM", "topic", reading="키감") == "KIGAM은"


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (time(14, 5), "오후 2시 5분"),
        (time(9, 0), "오전 9시"),
        (time(0, 30), "오전 12시 30분"),
        (time(12, 0), "오후 12시"),
    ],
)
def test_korean_times_have_twelve_hours_and_say_which_half(at, written):
    assert korean.official_time(at) == written


def test_korean_dates_have_no_leading_zeros():
    assert korean.official_date(date(2026, 3, 9)) == "2026년 3월 9일"


def test_mongolian_letters_sort_in_their_own_places():
    names = ["Фа", "Ургаа", "Үнэн", "Пүрэв", "Очир", "Өлзий", "Ёлк", "Ея", "Жа"]

    assert sorted(names, key=sort_key) == [
        "Ея",
        "Ёлк",
        "Жа",
        "Очир",
        "Өлзий",
        "Пүрэв",
        "Ургаа",
        "Үнэн",
        "Фа",
    ]


def test_scripts_sort_one_after_the_other_and_accents_do_not_count():
    mixed = ["홍", "Бат", "kim", "Élan", "elbow", "10"]

    assert sorted(mixed, key=sort_key) == ["10", "Élan", "elbow", "kim", "Бат", "홍"]
    assert sort_key(None) == ""
