"""The catalogue: modules, metals, equipment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, false, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from talent.accounts.models import Account
from talent.foundations.access import Permission
from talent.foundations.periods import ULAANBAATAR
from talent.plumbing.database import db
from talent.transfer.models import (
    Authorisation,
    EquipmentType,
    Metal,
    ModuleEquipment,
    ModuleResult,
    ModuleVersion,
    TransferModule,
)
from talent.transfer.rules.competency import Track
from talent.transfer.rules.lifecycle import AuthorisationStatus, ResultStatus
from talent.transfer.rules.prerequisites import names_in, parse


def visible(viewer: Account) -> ColumnElement[bool]:
    """The condition that lets staff of transfer see everything of it, and nobody else anything."""
    return true() if Permission.TRANSFER_VIEW in viewer.permissions else false()


@dataclass(frozen=True, slots=True)
class Catalogued:
    """A module with its latest version and how many people have passed it."""

    module: TransferModule
    version: ModuleVersion
    passed: int


def modules(viewer: Account, *, track: str = "") -> list[Catalogued]:
    """The catalogue by code, of one track when asked: four statements."""
    query = (
        select(TransferModule)
        .where(visible(viewer))
        .options(
            selectinload(TransferModule.versions).options(
                joinedload(ModuleVersion.module), selectinload(ModuleVersion.equipment)
            )
        )
        .order_by(TransferModule.code)
    )
    if track in set(Track):
        query = query.where(TransferModule.track == Track(track))
    rows = db.session.scalars(query).all()
    counts = _passed([module.id for module in rows])
    return [Catalogued(m, m.versions[-1], counts.get(m.id, 0)) for m in rows if m.versions]


def _passed(module_ids: Sequence[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(ModuleVersion.module_id, func.count(ModuleResult.person_id.distinct()))
        .join(ModuleResult, ModuleResult.version_id == ModuleVersion.id)
        .where(ModuleResult.status == ResultStatus.PASSED, ModuleVersion.module_id.in_(module_ids))
        .group_by(ModuleVersion.module_id)
    )
    return dict(rows.all())


def module(viewer: Account, pid: str) -> TransferModule:
    """One module with its versions and their equipment, or 404."""
    return db.one_or_404(
        select(TransferModule)
        .where(TransferModule.pid == pid, visible(viewer))
        .options(selectinload(TransferModule.versions).selectinload(ModuleVersion.equipment))
    )


def modules_after(viewer: Account, code: str) -> list[TransferModule]:
    """Modules whose latest version names this one among its prerequisites."""
    return [
        line.module
        for line in modules(viewer)
        if code in names_in(parse(line.version.prerequisites))
    ]


@dataclass(frozen=True, slots=True)
class MetalType:
    """A metal that counts as a type, with its members where it is a group of metals."""

    metal: Metal
    members: tuple[Metal, ...]


def metals(viewer: Account) -> list[MetalType]:
    """The metals that count as types, in their official order."""
    rows = db.session.scalars(
        select(Metal).where(visible(viewer)).order_by(Metal.number, Metal.code)
    ).all()
    members: dict[str, list[Metal]] = {}
    for row in rows:
        if row.parent_code:
            members.setdefault(row.parent_code, []).append(row)
    return [MetalType(m, tuple(members.get(m.code, ()))) for m in rows if m.counts_as_type]


@dataclass(frozen=True, slots=True)
class Equipped:
    """A type of equipment, the modules that teach it, and how many may run it today."""

    kind: EquipmentType
    modules: tuple[str, ...]
    operators: int

    @property
    def is_short(self) -> bool:
        """Whether modules teach it and fewer may run it than needed: one alone is a risk."""
        return bool(self.modules) and self.operators < self.kind.least_operators


def equipment(viewer: Account, at: datetime) -> list[Equipped]:
    """All types of equipment by code: three statements."""
    kinds = db.session.scalars(
        select(EquipmentType).where(visible(viewer)).order_by(EquipmentType.code)
    ).all()
    taught: dict[int, set[str]] = {}
    for kind_id, code in db.session.execute(
        select(ModuleEquipment.equipment_type_id, TransferModule.code)
        .join(ModuleVersion, ModuleVersion.id == ModuleEquipment.version_id)
        .join(ModuleVersion.module)
    ):
        taught.setdefault(kind_id, set()).add(code)
    running = all_operators(at)
    return [
        Equipped(kind, tuple(sorted(taught.get(kind.id, ()))), running.get(kind.id, 0))
        for kind in kinds
    ]


def all_operators(at: datetime) -> dict[int, int]:
    """How many people may run each type of equipment at this moment."""
    day = at.astimezone(ULAANBAATAR).date()
    rows = db.session.execute(
        select(Authorisation.equipment_type_id, func.count())
        .where(
            Authorisation.status == AuthorisationStatus.AUTHORISED,
            Authorisation.valid_from <= day,
            Authorisation.valid_until > day,
        )
        .group_by(Authorisation.equipment_type_id)
    )
    return dict(rows.all())


def all_modules() -> list[TransferModule]:
    """Every module with its versions and their equipment, by code."""
    return list(
        db.session.scalars(
            select(TransferModule)
            .options(selectinload(TransferModule.versions).selectinload(ModuleVersion.equipment))
            .order_by(TransferModule.code)
        )
    )


def all_metals() -> list[Metal]:
    """Every metal, types and members."""
    return list(db.session.scalars(select(Metal)))


def all_equipment() -> list[EquipmentType]:
    """Every type of equipment."""
    return list(db.session.scalars(select(EquipmentType)))


def versions_to_teach(viewer: Account) -> list[ModuleVersion]:
    """The latest version of each module, for whoever plans deliveries."""
    if Permission.TRANSFER_MANAGE not in viewer.permissions:
        return []
    return [line.version for line in modules(viewer)]


def version_taught(viewer: Account, pid: str) -> ModuleVersion:
    """One version with its module, for whoever plans deliveries, or 404."""
    allowed = true() if Permission.TRANSFER_MANAGE in viewer.permissions else false()
    return db.one_or_404(
        select(ModuleVersion)
        .where(ModuleVersion.pid == pid, allowed)
        .options(joinedload(ModuleVersion.module))
    )
