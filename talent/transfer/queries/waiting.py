"""What waits for somebody here: transfer's share of the first page after sign-in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.periods import ULAANBAATAR, end_of_day
from talent.foundations.waiting import Waiting
from talent.people.models import Person
from talent.plumbing import history
from talent.plumbing.database import db
from talent.plumbing.i18n import language
from talent.transfer.models import Authorisation, Delivery, ModuleVersion
from talent.transfer.queries.materials import equipment
from talent.transfer.rules.lifecycle import (
    AuthorisationStatus,
    DeliveryStatus,
    TransferWaiting,
)
from talent.transfer.rules.policy import policy

W = TransferWaiting


def waiting(viewer: Account, at: datetime) -> list[Waiting]:
    """Everything of transfer that waits for ``viewer``."""
    held, found = viewer.permissions, list[Waiting]()
    if Permission.TRANSFER_ASSESS in held:
        found += _to_assess(viewer)
    if Permission.TRANSFER_AUTHORISE in held:
        found += _to_authorise(viewer)
        found += _ending(at, Authorisation.id.is_not(None))
        found += _short(viewer, at)
    if Permission.TRANSFER_OWN in held:
        found += _ending(at, Authorisation.person_id == viewer.person_id, own=True)
    return found


def _to_assess(viewer: Account) -> Iterable[Waiting]:
    rows = db.session.scalars(
        select(Delivery)
        .where(Delivery.status == DeliveryStatus.RUNNING, Delivery.assessor_id == viewer.person_id)
        .options(joinedload(Delivery.taught).joinedload(ModuleVersion.module))
        .order_by(Delivery.ends_on)
    )
    for row in rows:
        yield Waiting(
            W.RECORD_RESULTS,
            f"{row.code} · {row.taught.module.title.in_(language())}",
            "transfer.results",
            {"delivery_pid": row.pid},
            end_of_day(row.ends_on + timedelta(days=7), ULAANBAATAR),
        )


def _to_authorise(viewer: Account) -> Iterable[Waiting]:
    rows = db.session.scalars(
        select(Authorisation)
        .where(
            Authorisation.status == AuthorisationStatus.PROPOSED,
            Authorisation.person_id != viewer.person_id,
        )
        .options(joinedload(Authorisation.person), joinedload(Authorisation.equipment_type))
        .order_by(Authorisation.id)
    ).all()
    done = history.earlier_of(rows)
    for row in rows:
        if done.get(history.key(row), {}).get("propose") != viewer.id:
            yield _about(row, W.AUTHORISE)


def _ending(at: datetime, whose: object, *, own: bool = False) -> Iterable[Waiting]:
    day = at.astimezone(ULAANBAATAR).date()
    rows = db.session.scalars(
        select(Authorisation)
        .join(Authorisation.person)
        .where(
            Authorisation.status == AuthorisationStatus.AUTHORISED,
            Authorisation.valid_until <= day + timedelta(days=policy().warn_days),
            whose,  # type: ignore[arg-type]
        )
        .options(joinedload(Authorisation.person), joinedload(Authorisation.equipment_type))
        .order_by(Authorisation.valid_until, Person.sort_latin)
    )
    for row in rows:
        yield _about(row, W.RENEW, own=own)


def _about(row: Authorisation, kind: TransferWaiting, *, own: bool = False) -> Waiting:
    last = None if row.valid_until is None else row.valid_until - timedelta(days=1)
    kind_name = row.equipment_type.name.in_(language())
    name = kind_name if own else f"{row.person.names.shown(language())} · {kind_name}"
    endpoint = "transfer.my_modules" if own else "transfer.authorisation"
    values = {} if own else {"authorisation_pid": row.pid}
    due = None if last is None else end_of_day(last, ULAANBAATAR)
    return Waiting(kind, name, endpoint, values, due)


def _short(viewer: Account, at: datetime) -> Iterable[Waiting]:
    """Equipment somebody runs, yet too few: nobody at all means it is not in service yet."""
    short = [row for row in equipment(viewer, at) if row.is_short and row.operators]
    if short:
        yield Waiting(
            W.FEW_OPERATORS,
            ", ".join(row.kind.code for row in short[:6]),
            "transfer.materials",
            {},
            None,
            len(short),
        )
