from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, composite, mapped_column, relationship

from talent.foundations.languages import LocalizedText
from talent.people.rules.lifecycle import (
    ORGANISATION,
    PERSON,
    ConsentPurpose,
    OrganisationStatus,
    OrganisationType,
    ParentNameKind,
    PersonStatus,
    Sex,
)
from talent.people.rules.names import PersonNames
from talent.plumbing.database import Model, Public, Versioned, choice, localized


class Organisation(Public, Versioned, Model):
    """A university, institute, company or office. Names are never matched by fragments."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("region IS NULL OR country = 'MN'", name="region_is_mongolian"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    type: Mapped[OrganisationType] = mapped_column(choice(OrganisationType))
    country: Mapped[str] = mapped_column(String(2))
    name: Mapped[LocalizedText] = localized("name")
    registration_number: Mapped[str | None] = mapped_column(String(20))
    region: Mapped[str | None] = mapped_column(String(6))
    status: Mapped[OrganisationStatus] = mapped_column(
        choice(OrganisationStatus), default=ORGANISATION.start
    )
    sort_ko: Mapped[str] = mapped_column(String(400), default="")
    sort_mn: Mapped[str] = mapped_column(String(400), default="")
    sort_en: Mapped[str] = mapped_column(String(400), default="")
    search: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime]

    university: Mapped["UniversityProfile | None"] = relationship(
        lazy="raise", back_populates="organisation"
    )
    contacts: Mapped[list["Contact"]] = relationship(
        lazy="raise", back_populates="organisation", order_by="Contact.id"
    )


class UniversityProfile(Model):
    """What a Korean university adds: its grading scale and what a degree asks for there."""

    __tablename__ = "university_profile"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    grade_scale: Mapped[str] = mapped_column(String(4))
    credits_master: Mapped[int | None]
    credits_doctor: Mapped[int | None]
    most_semesters_master: Mapped[int | None]
    most_semesters_doctor: Mapped[int | None]
    report_language: Mapped[str] = mapped_column(String(2), default="ko")

    organisation: Mapped[Organisation] = relationship(lazy="raise", back_populates="university")


class Contact(Public, Model):
    """Whom to write to at an organisation. Nothing is sent to one not confirmed within a year."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("organisation_id", "email"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    confirmed_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship(lazy="raise", back_populates="contacts")


class PersonNumber(Model):
    """How many people have been registered: the row is locked while a new code is taken."""

    __tablename__ = "person_number"

    series: Mapped[str] = mapped_column(String(10), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)


class Person(Public, Versioned, Model):
    """One human being, once. Outlives every application, placement and certificate."""

    __tablename__ = "person"
    __table_args__ = (
        Index(None, "sort_mn"),
        Index(None, "sort_latin"),
        Index(None, "sort_ko"),
        CheckConstraint(
            "(register_number IS NULL) = (register_number_print IS NULL)", name="register_number"
        ),
        CheckConstraint(
            "(passport_number IS NULL) = (passport_number_print IS NULL)", name="passport_number"
        ),
    )

    code: Mapped[str] = mapped_column(String(12), unique=True)
    names: Mapped[PersonNames] = composite(
        mapped_column("clan_name_mn", String(80)),
        mapped_column("parent_name_mn", String(80)),
        mapped_column("given_name_mn", String(80)),
        mapped_column("surname_latin", String(80)),
        mapped_column("given_latin", String(80)),
        mapped_column("surname_ko", String(40)),
        mapped_column("given_ko", String(40)),
    )
    parent_name_kind: Mapped[ParentNameKind] = mapped_column(
        choice(ParentNameKind), default=ParentNameKind.FATHER
    )
    sex: Mapped[Sex] = mapped_column(choice(Sex), default=Sex.NOT_STATED)
    birth_date: Mapped[date | None]
    nationality: Mapped[str] = mapped_column(String(2), default="MN")
    register_number: Mapped[str | None] = mapped_column(String(200))  # sealed
    register_number_print: Mapped[str | None] = mapped_column(String(64), unique=True)
    passport_number: Mapped[str | None] = mapped_column(String(200))  # sealed
    passport_number_print: Mapped[str | None] = mapped_column(String(64), unique=True)
    passport_expires_on: Mapped[date | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    region: Mapped[str | None] = mapped_column(String(6))
    address: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[str] = mapped_column(String(120), default="")
    preferred_language: Mapped[str] = mapped_column(String(2), default="mn")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    status: Mapped[PersonStatus] = mapped_column(choice(PersonStatus), default=PERSON.start)
    sort_mn: Mapped[str] = mapped_column(String(400), default="")
    sort_latin: Mapped[str] = mapped_column(String(400), default="")
    sort_ko: Mapped[str] = mapped_column(String(400), default="")
    search: Mapped[str] = mapped_column(String(1000), default="")
    names_confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    organisation: Mapped[Organisation | None] = relationship(lazy="raise")
    consents: Mapped[list["Consent"]] = relationship(lazy="raise", order_by="Consent.id")


class Consent(Model):
    """One purpose a person agreed to, in which words and language, and whether still."""

    __tablename__ = "consent"
    __table_args__ = (Index(None, "person_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(choice(ConsentPurpose))
    text_version: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
