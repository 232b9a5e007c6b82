import json
from pathlib import Path

import pytest
from sqlalchemy import select

from talent.outbox.models import Mail
from tests.factories import make_contact, make_person
from tests.rooms.placements.factories import make_placement, make_uni
from tests.rooms.reporting.factories import make_report

GOLDEN = json.loads((Path(__file__).parent / "notices.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["ko", "mn", "en"])
def test_the_cover_of_a_report_is_whole(session, language):
    uni = make_uni(language=language, code="UST")
    make_contact(uni)
    make_placement(make_person(), universities=[uni])

    make_report(uni, until="sent")

    written = select(Mail).where(Mail.event.startswith("university-report"))
    mail = session.scalars(written).one()
    assert [mail.subject, *mail.body.splitlines()] == GOLDEN[language]
