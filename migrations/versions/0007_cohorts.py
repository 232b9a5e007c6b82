"""The tables of cohorts."""

import sqlalchemy as sa
from alembic import op

revision = "0007_cohorts"
down_revision = "0006_placements"


def upgrade() -> None:
    op.create_table(
        "cohort",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("title_ko", sa.String(length=300), nullable=True),
        sa.Column("title_mn", sa.String(length=300), nullable=True),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column("place_ko", sa.String(length=300), nullable=True),
        sa.Column("place_mn", sa.String(length=300), nullable=True),
        sa.Column("place_en", sa.String(length=300), nullable=True),
        sa.Column("support_ko", sa.String(length=300), nullable=True),
        sa.Column("support_mn", sa.String(length=300), nullable=True),
        sa.Column("support_en", sa.String(length=300), nullable=True),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_cohort_ends_after_start")),
        sa.CheckConstraint("seats > 0 AND hours > 0", name=op.f("ck_cohort_has_seats_and_hours")),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organisation.id"], name=op.f("fk_cohort_organiser_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort")),
        sa.UniqueConstraint("code", name=op.f("uq_cohort_code")),
        sa.UniqueConstraint("pid", name=op.f("uq_cohort_pid")),
        sa.CheckConstraint(
            "format IN ('invited', 'local', 'online', 'blended')",
            name=op.f("ck_cohort_cohort_format"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'announced', 'confirmed', 'running', 'finished', 'reported', 'closed', 'cancelled')",
            name=op.f("ck_cohort_cohort_status"),
        ),
    )
    op.create_index(op.f("ix_cohort_organiser_id"), "cohort", ["organiser_id"], unique=False)
    op.create_index(
        op.f("ix_cohort_status_starts_on"), "cohort", ["status", "starts_on"], unique=False
    )
    op.create_table(
        "cohort_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title_ko", sa.String(length=300), nullable=True),
        sa.Column("title_mn", sa.String(length=300), nullable=True),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("instructor_id", sa.Integer(), nullable=True),
        sa.Column("instructor_name", sa.String(length=120), nullable=False),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_cohort_session_ends_after_start")),
        sa.CheckConstraint("units > 0", name=op.f("ck_cohort_session_has_units")),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_cohort_session_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["instructor_id"], ["person.id"], name=op.f("fk_cohort_session_instructor_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cohort_session")),
        sa.UniqueConstraint("cohort_id", "number", name=op.f("uq_cohort_session_cohort_id_number")),
        sa.UniqueConstraint("pid", name=op.f("uq_cohort_session_pid")),
        sa.CheckConstraint(
            "kind IN ('lecture', 'practice', 'visit', 'ceremony')",
            name=op.f("ck_cohort_session_session_kind"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'held', 'cancelled')",
            name=op.f("ck_cohort_session_session_status"),
        ),
    )
    op.create_index(
        op.f("ix_cohort_session_instructor_id"), "cohort_session", ["instructor_id"], unique=False
    )
    op.create_index(
        op.f("ix_cohort_session_status_starts_at"),
        "cohort_session",
        ["status", "starts_at"],
        unique=False,
    )
    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("pre_test", sa.Integer(), nullable=True),
        sa.Column("post_test", sa.Integer(), nullable=True),
        sa.Column("action_plan_accepted", sa.Boolean(), nullable=False),
        sa.Column("survey_done", sa.Boolean(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("required", sa.Integer(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("rules_then", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('completed', 'participated', 'not-completed')) = (attended IS NOT NULL) AND (attended IS NULL) = (required IS NULL) AND (attended IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_participation_outcome_has_facts"),
        ),
        sa.CheckConstraint(
            "attended >= 0 AND attended <= required",
            name=op.f("ck_participation_attended_of_required"),
        ),
        sa.CheckConstraint(
            "pre_test BETWEEN 0 AND 100 AND post_test BETWEEN 0 AND 100",
            name=op.f("ck_participation_tests_in_percent"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_participation_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["cohort.id"], name=op.f("fk_participation_cohort_id_cohort")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participation_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint("application_id", name=op.f("uq_participation_application_id")),
        sa.UniqueConstraint(
            "cohort_id", "person_id", name=op.f("uq_participation_cohort_id_person_id")
        ),
        sa.UniqueConstraint("pid", name=op.f("uq_participation_pid")),
        sa.CheckConstraint(
            "status IN ('nominated', 'accepted', 'confirmed', 'attending', 'completed', 'participated', 'not-completed', 'declined', 'withdrew')",
            name=op.f("ck_participation_participation_status"),
        ),
    )
    op.create_index(
        op.f("ix_participation_person_id"), "participation", ["person_id"], unique=False
    )
    op.create_table(
        "attendance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "mark <> 'not-required' OR note <> ''", name=op.f("ck_attendance_waiver_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["account.id"], name=op.f("fk_attendance_marked_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_attendance_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["cohort_session.id"],
            name=op.f("fk_attendance_session_id_cohort_session"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sa.UniqueConstraint(
            "session_id", "participation_id", name=op.f("uq_attendance_session_id_participation_id")
        ),
        sa.CheckConstraint(
            "mark IN ('present', 'late', 'early-leave', 'excused', 'absent', 'not-required')",
            name=op.f("ck_attendance_attendance_mark"),
        ),
    )
    op.create_index(
        op.f("ix_attendance_participation_id"), "attendance", ["participation_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("attendance")
    op.drop_table("participation")
    op.drop_table("cohort_session")
    op.drop_table("cohort")
