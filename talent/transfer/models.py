from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.foundations.languages import LocalizedText
from talent.people.models import Person
from talent.plumbing.database import Model, Public, Versioned, choice, localized
from talent.transfer.rules.competency import (
    CompetencyLevel,
    EquipmentGroupType,
    HazardType,
    MetalGroupType,
    Track,
)
from talent.transfer.rules.lifecycle import (
    AUTHORISATION,
    DELIVERY,
    RESULT,
    AuthorisationStatus,
    DeliveryStatus,
    ResultStatus,
)


class Metal(Model):
    """A rare metal. 35 count as types; rare earths and platinum metals are one type each."""

    __tablename__ = "metal"
    __table_args__ = (
        CheckConstraint("counts_as_type = (parent_code IS NULL)", name="members_do_not_count"),
    )

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    symbol: Mapped[str] = mapped_column(String(4))
    number: Mapped[int | None] = mapped_column(unique=True)
    name: Mapped[LocalizedText] = localized("name", length=60)
    group: Mapped[MetalGroupType] = mapped_column("metal_group", choice(MetalGroupType))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("metal.code"), index=True)
    counts_as_type: Mapped[bool]
    aliases: Mapped[list[str]]


class EquipmentType(Public, Model):
    """A kind of instrument or machine, what can go wrong with it, how many must know it."""

    __tablename__ = "equipment_type"

    code: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[LocalizedText] = localized("name", length=120)
    group: Mapped[EquipmentGroupType] = mapped_column("equipment_group", choice(EquipmentGroupType))
    hazards: Mapped[list[str]]
    least_operators: Mapped[int]

    @property
    def hazard_members(self) -> list[HazardType]:
        return [HazardType(hazard) for hazard in self.hazards]


class TransferModule(Public, Model):
    """One module of the catalogue; what it teaches is in its versions."""

    __tablename__ = "transfer_module"

    code: Mapped[str] = mapped_column(String(8), unique=True)
    title: Mapped[LocalizedText] = localized("title")
    track: Mapped[Track] = mapped_column(choice(Track))

    versions: Mapped[list["ModuleVersion"]] = relationship(
        lazy="raise", back_populates="module", order_by="ModuleVersion.number"
    )


class ModuleVersion(Public, Model):
    """What a module asks and teaches. A published version never changes; results point to it."""

    __tablename__ = "module_version"
    __table_args__ = (UniqueConstraint("module_id", "number"),)

    module_id: Mapped[int] = mapped_column(ForeignKey("transfer_module.id"))
    number: Mapped[int]
    theory_hours: Mapped[int]
    practice_hours: Mapped[int]
    prerequisites: Mapped[str] = mapped_column(String(200), default="")
    assessment: Mapped[LocalizedText] = localized("assessment")
    equipment_note: Mapped[LocalizedText] = localized("equipment_note", required=False)
    theory_pass_percent: Mapped[int | None]
    validity_months: Mapped[int | None]
    published_at: Mapped[datetime]

    module: Mapped[TransferModule] = relationship(lazy="raise", back_populates="versions")
    equipment: Mapped[list[EquipmentType]] = relationship(
        lazy="raise", secondary="module_equipment", order_by=EquipmentType.code, viewonly=True
    )

    @property
    def hours(self) -> int:
        return self.theory_hours + self.practice_hours


class ModuleEquipment(Model):
    """Equipment a module version teaches to run."""

    __tablename__ = "module_equipment"

    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), primary_key=True)
    equipment_type_id: Mapped[int] = mapped_column(
        ForeignKey("equipment_type.id"), primary_key=True, index=True
    )


class Delivery(Public, Versioned, Model):
    """One time a module is taught: where, when, by whom, judged by whom."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "status IN ('planned', 'cancelled') OR assessor_id IS NOT NULL", name="has_assessor"
        ),
        Index(None, "status", "starts_on"),
    )

    code: Mapped[str] = mapped_column(String(24), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    place: Mapped[LocalizedText] = localized("place")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    instructors: Mapped[str] = mapped_column(String(300), default="")
    assessor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    status: Mapped[DeliveryStatus] = mapped_column(choice(DeliveryStatus), default=DELIVERY.start)
    created_at: Mapped[datetime]

    taught: Mapped[ModuleVersion] = relationship(lazy="raise")
    assessor: Mapped[Person | None] = relationship(lazy="raise")
    results: Mapped[list["ModuleResult"]] = relationship(lazy="raise", back_populates="delivery")


class DeliveryParticipant(Model):
    """Somebody who was enrolled in a delivery, and so in the room."""

    __tablename__ = "delivery_participant"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    enrolled_at: Mapped[datetime]


class ModuleResult(Public, Versioned, Model):
    """One attempt of one person at one module version. A later attempt is another row."""

    __tablename__ = "module_result"
    __table_args__ = (
        UniqueConstraint("person_id", "version_id", "attempt"),
        UniqueConstraint("person_id", "delivery_id"),
        CheckConstraint(
            "(status = 'passed') = (passed_on IS NOT NULL)"
            " AND (passed_on IS NULL) = (level IS NULL)",
            name="passed_has_day_and_level",
        ),
        CheckConstraint("valid_until IS NULL OR valid_until > passed_on", name="valid_after_pass"),
        CheckConstraint("theory_percent BETWEEN 0 AND 100", name="theory_in_percent"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("delivery.id"), index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    theory_percent: Mapped[int | None]
    practical_note: Mapped[str] = mapped_column(String(300), default="")
    level: Mapped[CompetencyLevel | None] = mapped_column(choice(CompetencyLevel))
    assessor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    passed_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    status: Mapped[ResultStatus] = mapped_column(choice(ResultStatus), default=RESULT.start)
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise", foreign_keys=person_id)
    assessor: Mapped[Person | None] = relationship(lazy="raise", foreign_keys=assessor_id)
    version_taught: Mapped[ModuleVersion] = relationship(lazy="raise")
    delivery: Mapped[Delivery] = relationship(lazy="raise", back_populates="results")


class Authorisation(Public, Versioned, Model):
    """The laboratory lets one person run one type of equipment, from a day until another."""

    __tablename__ = "authorisation"
    __table_args__ = (
        Index(
            None,
            "person_id",
            "equipment_type_id",
            unique=True,
            sqlite_where=text("status IN ('proposed', 'authorised', 'suspended')"),
            postgresql_where=text("status IN ('proposed', 'authorised', 'suspended')"),
        ),
        Index(None, "status", "valid_until"),
        CheckConstraint(
            "(valid_from IS NULL) = (valid_until IS NULL)"
            " AND (valid_from IS NULL) = (status IN ('proposed', 'refused'))",
            name="granted_has_term",
        ),
        CheckConstraint("valid_until > valid_from", name="ends_after_start"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    equipment_type_id: Mapped[int] = mapped_column(ForeignKey("equipment_type.id"), index=True)
    result_id: Mapped[int] = mapped_column(ForeignKey("module_result.id"), index=True)
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    conditions: Mapped[str] = mapped_column(String(300), default="")
    reason: Mapped[str] = mapped_column(String(300), default="")
    status: Mapped[AuthorisationStatus] = mapped_column(
        choice(AuthorisationStatus), default=AUTHORISATION.start
    )
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")
    equipment_type: Mapped[EquipmentType] = relationship(lazy="raise")
    result: Mapped[ModuleResult] = relationship(lazy="raise")
