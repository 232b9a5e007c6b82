"""People registered at the same moment."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from talent.foundations.access import SYSTEM
from talent.people import actions
from talent.people.rules.details import PersonDetails
from talent.plumbing.database import db
from tests.factories import AT, names


def test_people_registered_at_once_get_codes_without_hole_or_double(house: Flask) -> None:
    def register(_number: int) -> str:
        with house.app_context():
            person = actions.register_person(PersonDetails(names=names()), by=SYSTEM, at=AT)
            code = person.code
            db.session.commit()
            return code

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(register, range(24)))

    assert sorted(codes) == [f"P-{number:06}" for number in range(1, 25)]
