from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from talent.cohorts.rules.attendance import AttendanceMark, CohortRules, CompletionFinding
from talent.cohorts.rules.lifecycle import (
    COHORT,
    PARTICIPATION,
    SESSION,
    CohortFormat,
    CohortStatus,
    ParticipationStatus,
    SessionKind,
    SessionStatus,
)
from talent.foundations.languages import LocalizedText
from talent.people.models import Organisation, Person
from talent.plumbing.database import Model, Public, Versioned, choice, localized


class Cohort(Public, Versioned, Model):
    """One run of a training, with a timetable and the rules its people are measured by."""

    __tablename__ = "cohort"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("seats > 0 AND hours > 0", name="has_seats_and_hours"),
        Index(None, "status", "starts_on"),
    )

    code: Mapped[str] = mapped_column(String(20), unique=True)
    format: Mapped[CohortFormat] = mapped_column(choice(CohortFormat))
    title: Mapped[LocalizedText] = localized("title", required=False)
    place: Mapped[LocalizedText] = localized("place", required=False)
    support: Mapped[LocalizedText] = localized("support", required=False)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    zone: Mapped[str] = mapped_column(String(40))
    hours: Mapped[int]
    seats: Mapped[int]
    rules: Mapped[dict[str, Any]]
    status: Mapped[CohortStatus] = mapped_column(choice(CohortStatus), default=COHORT.start)
    created_at: Mapped[datetime]

    organiser: Mapped[Organisation] = relationship(lazy="raise")
    participations: Mapped[list["Participation"]] = relationship(
        lazy="raise", back_populates="cohort"
    )
    sessions: Mapped[list["CohortSession"]] = relationship(
        lazy="raise", back_populates="cohort", order_by="CohortSession.starts_at, CohortSession.id"
    )

    @property
    def measured_by(self) -> CohortRules:
        return CohortRules.parse(self.rules)


class Participation(Public, Versioned, Model):
    """One person's place in one cohort, and how it ended, by the rules of that day."""

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id"),
        CheckConstraint(
            "(status IN ('completed', 'participated', 'not-completed')) = (attended IS NOT NULL)"
            " AND (attended IS NULL) = (required IS NULL)"
            " AND (attended IS NULL) = (decided_at IS NULL)",
            name="outcome_has_facts",
        ),
        CheckConstraint("attended >= 0 AND attended <= required", name="attended_of_required"),
        CheckConstraint(
            "pre_test BETWEEN 0 AND 100 AND post_test BETWEEN 0 AND 100", name="tests_in_percent"
        ),
    )

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), unique=True)
    status: Mapped[ParticipationStatus] = mapped_column(
        choice(ParticipationStatus), default=PARTICIPATION.start
    )
    reply_by: Mapped[date | None]
    pre_test: Mapped[int | None]
    post_test: Mapped[int | None]
    action_plan_accepted: Mapped[bool] = mapped_column(default=False)
    survey_done: Mapped[bool] = mapped_column(default=False)
    attended: Mapped[int | None]
    required: Mapped[int | None]
    findings: Mapped[list[str]] = mapped_column(default=list)
    rules_then: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decided_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    cohort: Mapped[Cohort] = relationship(lazy="raise", back_populates="participations")
    person: Mapped[Person] = relationship(lazy="raise")

    @property
    def finding_members(self) -> list[CompletionFinding]:
        return [CompletionFinding(finding) for finding in self.findings]


class CohortSession(Public, Versioned, Model):
    """One line of the timetable. Units are academic hours of 50 minutes."""

    __tablename__ = "cohort_session"
    __table_args__ = (
        UniqueConstraint("cohort_id", "number"),
        Index(None, "status", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("units > 0", name="has_units"),
    )

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    number: Mapped[int]
    title: Mapped[LocalizedText] = localized("title", required=False)
    kind: Mapped[SessionKind] = mapped_column(choice(SessionKind))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    units: Mapped[int]
    instructor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    instructor_name: Mapped[str] = mapped_column(String(120), default="")
    room: Mapped[str] = mapped_column(String(120), default="")
    status: Mapped[SessionStatus] = mapped_column(choice(SessionStatus), default=SESSION.start)

    cohort: Mapped[Cohort] = relationship(lazy="raise", back_populates="sessions")
    instructor: Mapped[Person | None] = relationship(lazy="raise")
    marks: Mapped[list["Attendance"]] = relationship(lazy="raise", back_populates="session")

    def taught_by(self, language: str) -> str:
        """The instructor as shown: somebody we know, or only a name."""
        return self.instructor.names.shown(language) if self.instructor else self.instructor_name


class Attendance(Model):
    """How one person attended one session. What it said before is in the audit trail."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "participation_id"),
        CheckConstraint("mark <> 'not-required' OR note <> ''", name="waiver_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("cohort_session.id"))
    participation_id: Mapped[int] = mapped_column(ForeignKey("participation.id"), index=True)
    mark: Mapped[AttendanceMark] = mapped_column(choice(AttendanceMark))
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    marked_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(300), default="")

    session: Mapped[CohortSession] = relationship(lazy="raise", back_populates="marks")
    participation: Mapped[Participation] = relationship(lazy="raise")
