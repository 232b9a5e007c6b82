"""Loading the catalogue of metals, equipment and modules."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Any

from talent.foundations.access import Actor
from talent.foundations.languages import LocalizedText
from talent.plumbing import history
from talent.plumbing.database import db
from talent.transfer import queries
from talent.transfer.models import (
    EquipmentType,
    Metal,
    ModuleEquipment,
    ModuleVersion,
    TransferModule,
)
from talent.transfer.rules.competency import EquipmentGroupType, MetalGroupType, Track
from talent.transfer.rules.policy import policy
from talent.transfer.rules.prerequisites import cycle, parse


def load_catalogue(*, by: Actor, at: datetime) -> int:
    """Write the catalogue kept in the data files; how many module versions are new.

    Safe to repeat. Names are brought up to date; what a published version asks never changes: a
    different content becomes its next version. ``ValueError`` when prerequisites run in a ring.
    """
    modules = _read("modules")
    if ring := cycle({m["code"]: parse(m["prerequisites"]) for m in modules}):
        raise ValueError(f"prerequisites in a ring: {' → '.join(ring)}")
    _load_metals()
    equipment = _load_equipment()
    db.session.flush()
    known = {module.code: module for module in queries.all_modules()}
    made = sum(_load_module(told, known, equipment, by, at) for told in modules)
    db.session.flush()
    return made


def _read(name: str) -> list[dict[str, Any]]:
    text = files("talent.transfer").joinpath(f"data/{name}.json").read_text("utf-8")
    rows: list[dict[str, Any]] = json.loads(text)
    return rows


def _text(told: dict[str, str] | None) -> LocalizedText:
    if told is None:
        return LocalizedText(None, None, None)
    return LocalizedText(told["ko"], told["mn"], told["en"])


def _load_metals() -> None:
    known = {metal.code: metal for metal in queries.all_metals()}
    for told in _read("metals"):
        metal = known.get(told["code"]) or Metal(code=told["code"])
        metal.symbol, metal.number, metal.name = told["symbol"], told["number"], _text(told)
        metal.group, metal.parent_code = MetalGroupType(told["group"]), told["parent"]
        metal.counts_as_type, metal.aliases = told["counts_as_type"], told["aliases"]
        db.session.add(metal)
        if told["counts_as_type"]:
            db.session.flush()  # a type is there before its members


def _load_equipment() -> dict[str, EquipmentType]:
    known = {kind.code: kind for kind in queries.all_equipment()}
    for told in _read("equipment"):
        kind = known.setdefault(told["code"], EquipmentType(code=told["code"]))
        kind.name, kind.group = _text(told), EquipmentGroupType(told["group"])
        kind.hazards = told["hazards"]
        kind.least_operators = kind.least_operators or policy().least_operators
        db.session.add(kind)
    return known


def _load_module(
    told: dict[str, Any],
    known: dict[str, TransferModule],
    equipment: dict[str, EquipmentType],
    by: Actor,
    at: datetime,
) -> int:
    module = known.get(told["code"]) or TransferModule(code=told["code"], versions=[])
    module.title, module.track = _text(told), Track(told["track"])
    db.session.add(module)
    latest = module.versions[-1] if module.versions else None
    if latest is not None and _content(latest) == _wanted(told):
        return 0
    version = ModuleVersion(
        number=latest.number + 1 if latest else 1,
        theory_hours=told["theory_hours"],
        practice_hours=told["practice_hours"],
        prerequisites=told["prerequisites"],
        assessment=_text(told["assessment"]),
        equipment_note=_text(told["equipment_note"]),
        theory_pass_percent=told["theory_pass_percent"],
        validity_months=told["validity_months"],
        published_at=at,
    )
    module.versions.append(version)
    db.session.flush()
    db.session.add_all(
        ModuleEquipment(version_id=version.id, equipment_type_id=equipment[code].id)
        for code in told["equipment"]
    )
    history.record(version, "publish", by=by, at=at, module=module.code, number=version.number)
    return 1


def _content(version: ModuleVersion) -> tuple[object, ...]:
    return (
        version.theory_hours,
        version.practice_hours,
        version.prerequisites,
        version.theory_pass_percent,
        version.validity_months,
        sorted(kind.code for kind in version.equipment),
    )


def _wanted(told: dict[str, Any]) -> tuple[object, ...]:
    return (
        told["theory_hours"],
        told["practice_hours"],
        told["prerequisites"],
        told["theory_pass_percent"],
        told["validity_months"],
        sorted(told["equipment"]),
    )
