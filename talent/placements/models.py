from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation, Person
from talent.placements.rules.lifecycle import (
    PRESENCE,
    SEMESTER,
    STUDY,
    Level,
    PresenceStatus,
    SemesterKind,
    SemesterStatus,
    StudyStatus,
    VisaType,
)
from talent.placements.rules.policy import PlacementPolicy
from talent.placements.rules.terms import Term
from talent.plumbing.database import Model, Public, Versioned, choice, localized
from talent.plumbing.files import File

_ADMITTED = "'admitted', 'contracted', 'enrolled', 'coursework-completed', 'degree-conferred'"
_CONTRACTED = "'contracted', 'enrolled', 'coursework-completed', 'degree-conferred'"
_ENROLLED = "'enrolled', 'coursework-completed', 'degree-conferred'"
_ACTIVE = text("study_status NOT IN ('degree-conferred', 'withdrawn', 'unplaced')")


class Placement(Public, Versioned, Model):
    """One person's way to one degree in Korea. Every date is a fact of its own."""

    __tablename__ = "placement"
    __table_args__ = (
        Index(None, "person_id", unique=True, sqlite_where=_ACTIVE, postgresql_where=_ACTIVE),
        CheckConstraint(
            "study_status IN ('nominating', 'withdrawn', 'unplaced') OR university_id IS NOT NULL",
            name="has_university",
        ),
        CheckConstraint(
            f"study_status NOT IN ({_ADMITTED}) OR admitted_on IS NOT NULL", name="admitted"
        ),
        CheckConstraint(
            f"study_status NOT IN ({_CONTRACTED})"
            " OR (contract_signed_on IS NOT NULL AND contracted_on IS NOT NULL)",
            name="contracted",
        ),
        CheckConstraint(
            f"study_status NOT IN ({_ENROLLED}) OR enrolled_on IS NOT NULL", name="enrolled"
        ),
        CheckConstraint(
            "study_status <> 'coursework-completed' OR coursework_completed_on IS NOT NULL",
            name="coursework",
        ),
        CheckConstraint(
            "(study_status = 'degree-conferred') = (conferred_on IS NOT NULL)", name="conferred"
        ),
        CheckConstraint(
            "(study_status = 'withdrawn') = (withdrawn_on IS NOT NULL)", name="withdrawn"
        ),
        CheckConstraint(
            "presence_status IN ('at-home', 'visa-filed', 'visa-refused')"
            " OR (visa_issued_on IS NOT NULL AND visa_expires_on IS NOT NULL)",
            name="visa",
        ),
        CheckConstraint(
            "presence_status NOT IN ('arrived', 'departed', 'returned') OR arrived_on IS NOT NULL",
            name="arrived",
        ),
        CheckConstraint(
            "presence_status NOT IN ('departed', 'returned') OR departed_on IS NOT NULL",
            name="departed",
        ),
        CheckConstraint(
            "(presence_status = 'returned') = (returned_on IS NOT NULL)", name="returned"
        ),
        CheckConstraint(
            "card_expires_on IS NULL OR card_registered_on IS NOT NULL", name="residence_card"
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), unique=True)
    level: Mapped[Level] = mapped_column(choice(Level))
    intake: Mapped[str] = mapped_column(String(7))
    university_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    department: Mapped[LocalizedText] = localized("department", required=False)
    adviser: Mapped[str] = mapped_column(String(120), default="")
    preference_rank: Mapped[int] = mapped_column(default=1)
    research_topic: Mapped[str] = mapped_column(String(300), default="")
    student_number: Mapped[str] = mapped_column(String(40), default="")
    funding_from: Mapped[date | None]
    funding_until: Mapped[date | None]
    standard_end: Mapped[date]
    nominated_on: Mapped[date | None]
    admitted_on: Mapped[date | None]
    condition: Mapped[str] = mapped_column(String(500), default="")
    condition_due_on: Mapped[date | None]
    contract_signed_on: Mapped[date | None]
    contracted_on: Mapped[date | None]
    planned_arrival: Mapped[date | None]
    visa_type: Mapped[VisaType | None] = mapped_column(choice(VisaType))
    visa_filed_on: Mapped[date | None]
    visa_refusals: Mapped[int] = mapped_column(default=0)
    visa_issued_on: Mapped[date | None]
    visa_expires_on: Mapped[date | None]
    arrived_on: Mapped[date | None]
    card_registered_on: Mapped[date | None]
    card_expires_on: Mapped[date | None]
    enrolled_on: Mapped[date | None]
    coursework_completed_on: Mapped[date | None]
    conferred_on: Mapped[date | None]
    departed_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(1000), default="")
    withdrawn_on: Mapped[date | None]
    admission_letter_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    policy: Mapped[dict[str, Any]]
    study_status: Mapped[StudyStatus] = mapped_column(choice(StudyStatus), default=STUDY.start)
    presence_status: Mapped[PresenceStatus] = mapped_column(
        choice(PresenceStatus), default=PRESENCE.start
    )
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(lazy="raise")
    university: Mapped[Organisation | None] = relationship(lazy="raise")
    preferences: Mapped[list["Preference"]] = relationship(
        lazy="raise", order_by="Preference.rank", back_populates="placement"
    )
    stays: Mapped[list["UniversityStay"]] = relationship(
        lazy="raise", order_by="UniversityStay.started_on", back_populates="placement"
    )
    semesters: Mapped[list["SemesterRecord"]] = relationship(
        lazy="raise", order_by="SemesterRecord.term", back_populates="placement"
    )
    degree: Mapped["DegreeFacts | None"] = relationship(lazy="raise", back_populates="placement")
    admission_letter: Mapped[File | None] = relationship(
        lazy="raise", foreign_keys=[admission_letter_id]
    )
    contract: Mapped[File | None] = relationship(lazy="raise", foreign_keys=[contract_id])

    @property
    def intake_term(self) -> Term:
        return Term.parse(self.intake)

    @property
    def frozen_policy(self) -> PlacementPolicy:
        return PlacementPolicy.parse(self.policy)


class Preference(Public, Model):
    """One university the person would go to, in order of preference."""

    __tablename__ = "placement_preference"
    __table_args__ = (
        UniqueConstraint("placement_id", "rank"),
        UniqueConstraint("placement_id", "university_id"),
        CheckConstraint("rank > 0", name="rank"),
    )

    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"))
    rank: Mapped[int]
    university_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    department: Mapped[LocalizedText] = localized("department", required=False)
    adviser: Mapped[str] = mapped_column(String(120), default="")
    refused_on: Mapped[date | None]
    refusal_reason: Mapped[str] = mapped_column(String(1000), default="")

    placement: Mapped[Placement] = relationship(lazy="raise", back_populates="preferences")
    university: Mapped[Organisation] = relationship(lazy="raise")


_OPEN = text("ended_on IS NULL")


class UniversityStay(Model):
    """From when until when somebody was a student of a university. ``ended_on`` no longer counts.

    What a university is told comes from here: its own students, also after a transfer.
    """

    __tablename__ = "university_stay"
    __table_args__ = (
        Index(None, "placement_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(None, "university_id", "started_on"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"))
    university_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    department: Mapped[LocalizedText] = localized("department", required=False)
    adviser: Mapped[str] = mapped_column(String(120), default="")
    student_number: Mapped[str] = mapped_column(String(40), default="")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    placement: Mapped[Placement] = relationship(lazy="raise", back_populates="stays")
    university: Mapped[Organisation] = relationship(lazy="raise")


class SemesterRecord(Public, Versioned, Model):
    """One semester of a placement: what was taken, what was earned, who reported what."""

    __tablename__ = "semester_record"
    __table_args__ = (
        UniqueConstraint("placement_id", "term"),
        Index(None, "status", "due_on"),
        CheckConstraint("credits_earned <= credits_attempted", name="credits"),
        CheckConstraint(
            "status IN ('planned', 'open', 'sent-back') OR submitted_at IS NOT NULL",
            name="submitted",
        ),
        CheckConstraint(
            "status NOT IN ('adviser-submitted', 'accepted', 'locked')"
            " OR adviser_given_on IS NOT NULL",
            name="adviser",
        ),
        CheckConstraint(
            "(gpa_percent IS NULL) = (gpa_table IS NULL AND gpa_reason = '')", name="conversion"
        ),
    )

    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"))
    university_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    term: Mapped[str] = mapped_column(String(7))
    kind: Mapped[SemesterKind] = mapped_column(choice(SemesterKind), default=SemesterKind.REGULAR)
    registered_on: Mapped[date | None]
    due_on: Mapped[date]
    credits_attempted: Mapped[int] = mapped_column(default=0)
    credits_earned: Mapped[int] = mapped_column(default=0)
    gpa_raw: Mapped[str | None] = mapped_column(String(8))  # as the transcript says it
    gpa_scale: Mapped[str | None] = mapped_column(String(8))
    gpa_percent: Mapped[str | None] = mapped_column(String(24))  # an exact fraction
    gpa_table: Mapped[str | None] = mapped_column(String(40))  # version of the table, if one did it
    gpa_reason: Mapped[str] = mapped_column(String(500), default="")
    gpa_by: Mapped[int | None]
    report: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime | None]
    adviser_statement: Mapped[str] = mapped_column(Text, default="")
    adviser_given_on: Mapped[date | None]
    returned_because: Mapped[str] = mapped_column(String(1000), default="")
    transcript_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))
    status: Mapped[SemesterStatus] = mapped_column(choice(SemesterStatus), default=SEMESTER.start)

    placement: Mapped[Placement] = relationship(lazy="raise", back_populates="semesters")
    university: Mapped[Organisation] = relationship(lazy="raise")
    transcript: Mapped[File | None] = relationship(lazy="raise")

    @property
    def term_value(self) -> Term:
        return Term.parse(self.term)

    @property
    def percent(self) -> Fraction | None:
        """The grade out of 100, exact."""
        return None if self.gpa_percent is None else Fraction(self.gpa_percent)

    @property
    def gpa_shown(self) -> str | None:
        """The grade with its scale: never one without the other."""
        return None if self.gpa_raw is None else f"{self.gpa_raw}/{self.gpa_scale}"


class DegreeFacts(Model):
    """What the diploma says, word for word, written down by one person and confirmed by another."""

    __tablename__ = "degree_facts"

    placement_id: Mapped[int] = mapped_column(ForeignKey("placement.id"), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    conferred_on: Mapped[date]
    diploma_number: Mapped[str] = mapped_column(String(60), default="")
    diploma_id: Mapped[int | None] = mapped_column(ForeignKey("file.id"))

    placement: Mapped[Placement] = relationship(lazy="raise", back_populates="degree")
    diploma: Mapped[File | None] = relationship(lazy="raise")
