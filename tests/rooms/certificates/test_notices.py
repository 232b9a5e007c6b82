"""What holders are told, in their own language."""

import pytest

from talent.outbox.actions import compose

VALUES = {
    "name": "Сарангэрэл",
    "number": "KMRMC-CMP-2026-0001",
    "title": "Гэрчилгээ",
    "course": "Флотаци",
    "path": "/certificates/mine",
    "check_url": "http://localhost/certificates/check",
    "code": "7KQM-4WTX-29HD",
    "reason": "Wrong course.",
}
SUBJECTS = {
    "ko": "증서 발급 안내 (제 KMRMC-CMP-2026-0001 호)",
    "mn": "Гэрчилгээ олгосон тухай (№ KMRMC-CMP-2026-0001)",
    "en": "Your certificate (No. KMRMC-CMP-2026-0001)",
}


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_the_subject_of_an_issued_certificate_names_the_number_and_no_person(
    app, session, language
):
    subject, _ = compose("certificates/notices/issued.txt", language, **VALUES)

    assert subject == SUBJECTS[language]


def test_an_issued_certificate_is_announced_with_download_check_and_code(app, session):
    _, body = compose("certificates/notices/issued.txt", "mn", **VALUES)

    assert body.split("\n\n")[:7] == [
        "Эрхэм хүндэт Сарангэрэл,",
        "Баяр хүргэе. Танд гэрчилгээ олголоо.",
        "Гэрчилгээ: Гэрчилгээ",
        "Сургалт: Флотаци",
        "Татах: http://localhost/certificates/mine",
        "Гэрчилгээ шалгах: http://localhost/certificates/check",
        "Код: 7KQM-4WTX-29HD",
    ]


def test_whoever_has_no_account_is_not_sent_to_the_portal(app, session):
    _, body = compose("certificates/notices/issued.txt", "en", **{**VALUES, "path": ""})

    assert "Download" not in body
    assert "Verify: http://localhost/certificates/check\n\nCode: 7KQM-4WTX-29HD" in body


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ko", "사유: Wrong course."),
        ("mn", "Шалтгаан: Wrong course."),
        ("en", "Reason: Wrong course."),
    ],
)
def test_a_revoked_certificate_is_explained(app, session, language, line):
    _, body = compose("certificates/notices/revoked.txt", language, **VALUES)

    assert line in body.split("\n")
