"""Two people at once."""

import threading
from typing import Any

from flask import Flask
from sqlalchemy import select

from talent.accounts.models import Account
from talent.foundations.refusals import Refused
from talent.plumbing.database import db
from talent.selection import actions, queries
from talent.selection.models import Application, Round
from tests.factories import AT
from tests.rooms.selection.factories import (
    hand_in_documents,
    make_applicant,
    make_call,
    make_draft,
)


def together(app: Flask, *deeds: Any) -> list[Any]:
    """Do everything at the same moment, each in a transaction of its own."""
    gate, found = threading.Barrier(len(deeds)), []

    def do(deed: Any) -> None:
        with app.app_context():
            gate.wait(10)
            try:
                found.append(deed())
                db.session.commit()
            except Refused as refusal:
                db.session.rollback()
                found.append(refusal.reason)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return found


def account(account_id: int) -> Account:
    from sqlalchemy.orm import joinedload

    return db.session.scalars(
        select(Account).where(Account.id == account_id).options(joinedload(Account.person))
    ).one()


def test_applications_handed_in_at_once_get_different_numbers(house: Flask) -> None:
    round_ = make_call()
    pairs = []
    for _ in range(4):
        by = make_applicant()
        draft = make_draft(round_, by)
        hand_in_documents(draft, by)
        pairs.append((by.id, draft.pid))
    code = round_.code
    db.session.commit()

    def hand_in(account_id: int, pid: str) -> None:
        by = account(account_id)
        actions.submit(queries.own_application(by, pid), by=by, at=AT)

    together(house, *(lambda p=p: hand_in(*p) for p in pairs))

    numbers = sorted(db.session.scalars(select(Application.number)))
    assert numbers == [f"{code}-000{n}" for n in range(1, 5)]


def test_a_person_who_presses_twice_has_one_application(house: Flask) -> None:
    round_id, account_id = make_call().id, make_applicant().id
    db.session.commit()

    def begin() -> str:
        round_ = db.session.get_one(Round, round_id)
        return actions.begin_application(round_, by=account(account_id), at=AT).pid

    found = together(house, begin, begin)

    assert len(found) == 2
    assert len(db.session.scalars(select(Application.id)).all()) == 1
