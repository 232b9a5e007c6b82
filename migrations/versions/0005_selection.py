"""The tables of selection."""

import sqlalchemy as sa
from alembic import op

revision = "0005_selection"
down_revision = "0004_outbox"


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title_ko", sa.String(length=200), nullable=False),
        sa.Column("title_mn", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("summary_ko", sa.String(length=2000), nullable=False),
        sa.Column("summary_mn", sa.String(length=2000), nullable=False),
        sa.Column("summary_en", sa.String(length=2000), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("rules_hash", sa.String(length=64), nullable=True),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'draft' OR rules_hash IS NULL", name=op.f("ck_round_draft_is_not_frozen")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'cancelled') OR rules_hash IS NOT NULL",
            name=op.f("ck_round_frozen_has_hash"),
        ),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_round_dates")),
        sa.CheckConstraint("seats >= 1", name=op.f("ck_round_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round")),
        sa.UniqueConstraint("code", name=op.f("uq_round_code")),
        sa.UniqueConstraint("pid", name=op.f("uq_round_pid")),
        sa.CheckConstraint(
            "kind IN ('msc', 'phd', 'invited', 'local', 'module')", name=op.f("ck_round_round_kind")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'approved', 'open', 'closed', 'screening', 'reviewing', 'deciding', 'results_published', 'final', 'cancelled')",
            name=op.f("ck_round_round_status"),
        ),
    )
    op.create_table(
        "application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("degree", sa.String(length=40), nullable=True),
        sa.Column("gpa_raw", sa.String(length=20), nullable=False),
        sa.Column("gpa_scale", sa.String(length=8), nullable=False),
        sa.Column("gpa_percent", sa.String(length=40), nullable=True),
        sa.Column("gpa_table", sa.String(length=20), nullable=True),
        sa.Column("gpa_note", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submission_hash", sa.String(length=64), nullable=True),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "accepted_at IS NULL OR status IN ('accepted', 'handed_over', 'withdrawn')",
            name=op.f("ck_application_only_accepted_has_time"),
        ),
        sa.CheckConstraint(
            "status <> 'draft' OR submitted_at IS NULL",
            name=op.f("ck_application_draft_not_submitted"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'lapsed', 'withdrawn') OR (number IS NOT NULL AND submitted_at IS NOT NULL)",
            name=op.f("ck_application_submitted_has_number"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('accepted', 'handed_over') OR accepted_at IS NOT NULL",
            name=op.f("ck_application_accepted_has_time"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('selected', 'accepted', 'declined', 'offer_lapsed', 'handed_over') OR offer_expires_at IS NOT NULL",
            name=op.f("ck_application_offer_has_end"),
        ),
        sa.CheckConstraint(
            "(gpa_percent IS NULL) = (gpa_table IS NULL)",
            name=op.f("ck_application_percent_has_table"),
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submission_hash IS NULL)",
            name=op.f("ck_application_submitted_has_hash"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_application_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_application_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_application_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("number", name=op.f("uq_application_number")),
        sa.UniqueConstraint("pid", name=op.f("uq_application_pid")),
        sa.CheckConstraint(
            "status IN ('draft', 'submitted', 'ineligibility_proposed', 'eligible', 'ineligible', 'selected', 'reserve', 'not_selected', 'accepted', 'declined', 'offer_lapsed', 'handed_over', 'withdrawn', 'lapsed')",
            name=op.f("ck_application_application_status"),
        ),
        sa.CheckConstraint(
            "degree IN ('none', 'bachelor', 'master', 'doctor')",
            name=op.f("ck_application_degree_type"),
        ),
    )
    op.create_index(
        op.f("ix_application_organisation_id"), "application", ["organisation_id"], unique=False
    )
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_application_round_id_person_id"),
        "application",
        ["round_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("status NOT IN ('withdrawn', 'lapsed')"),
        postgresql_where=sa.text("status NOT IN ('withdrawn', 'lapsed')"),
    )
    op.create_index(
        op.f("ix_application_round_id_status"), "application", ["round_id", "status"], unique=False
    )
    op.create_table(
        "application_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("ask_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "verdict <> 'ask-again' OR (note <> '' AND ask_until IS NOT NULL)",
            name=op.f("ck_application_document_asked_again_with_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_document_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["file.id"], name=op.f("fk_application_document_file_id_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_document")),
        sa.UniqueConstraint(
            "application_id", "code", name=op.f("uq_application_document_application_id_code")
        ),
        sa.UniqueConstraint("pid", name=op.f("uq_application_document_pid")),
        sa.CheckConstraint(
            "verdict IN ('unread', 'ok', 'ask-again')",
            name=op.f("ck_application_document_verdict_kind"),
        ),
    )
    op.create_table(
        "application_finding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("found_by_id", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_finding_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["found_by_id"], ["account.id"], name=op.f("fk_application_finding_found_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_finding")),
        sa.CheckConstraint(
            "finding IN ('grade-too-low', 'grade-not-converted', 'too-old', 'birth-date-missing', 'degree-too-low', 'nationality', 'document-missing', 'document-defective', 'former-participant', 'not-nominated', 'other')",
            name=op.f("ck_application_finding_eligibility_finding"),
        ),
    )
    op.create_index(
        op.f("ix_application_finding_application_id"),
        "application_finding",
        ["application_id"],
        unique=False,
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("seed", sa.String(length=64), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("prepared_by_id", sa.Integer(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'draft') = (content_hash IS NULL)",
            name=op.f("ck_decision_prepared_has_hash"),
        ),
        sa.CheckConstraint(
            "(status = 'published') = (published_at IS NOT NULL) AND (published_at IS NULL) = (approved_by_id IS NULL)",
            name=op.f("ck_decision_published_has_approver"),
        ),
        sa.CheckConstraint(
            "(content_hash IS NULL) = (prepared_at IS NULL) AND (content_hash IS NULL) = (prepared_by_id IS NULL)",
            name=op.f("ck_decision_prepared_by_somebody"),
        ),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id <> prepared_by_id",
            name=op.f("ck_decision_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["account.id"], name=op.f("fk_decision_approved_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"], ["account.id"], name=op.f("fk_decision_prepared_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["round.id"], name=op.f("fk_decision_round_id_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("pid", name=op.f("uq_decision_pid")),
        sa.UniqueConstraint("round_id", "edition", name=op.f("uq_decision_round_id_edition")),
        sa.CheckConstraint(
            "status IN ('draft', 'prepared', 'returned', 'published')",
            name=op.f("ck_decision_decision_status"),
        ),
    )
    op.create_index(
        op.f("ix_decision_round_id"),
        "decision",
        ["round_id"],
        unique=True,
        sqlite_where=sa.text("status <> 'returned'"),
        postgresql_where=sa.text("status <> 'returned'"),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("panel_comment", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.String(length=60), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status NOT IN ('assigned', 'coi-cleared', 'in-progress') OR submitted_at IS NULL",
            name=op.f("ck_review_pending_is_not_submitted"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('submitted', 'locked') OR submitted_at IS NOT NULL",
            name=op.f("ck_review_submitted_has_score"),
        ),
        sa.CheckConstraint(
            "(score IS NULL) = (submitted_at IS NULL)", name=op.f("ck_review_score_with_submission")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_review_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["account.id"], name=op.f("fk_review_reviewer_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint(
            "application_id", "reviewer_id", name=op.f("uq_review_application_id_reviewer_id")
        ),
        sa.UniqueConstraint("pid", name=op.f("uq_review_pid")),
        sa.CheckConstraint(
            "status IN ('assigned', 'coi-cleared', 'in-progress', 'submitted', 'locked', 'recused', 'voided')",
            name=op.f("ck_review_review_status"),
        ),
    )
    op.create_index(
        op.f("ix_review_reviewer_id_status"), "review", ["reviewer_id", "status"], unique=False
    )
    op.create_table(
        "conflict_declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("conflict", sa.String(length=40), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_conflict_declaration_review_id_review")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_declaration")),
        sa.CheckConstraint(
            "\"conflict\" IN ('same-organisation', 'supervisor', 'co-author', 'referee', 'relative', 'other')",
            name=op.f("ck_conflict_declaration_conflict_type"),
        ),
    )
    op.create_index(
        op.f("ix_conflict_declaration_review_id"),
        "conflict_declaration",
        ["review_id"],
        unique=False,
    )
    op.create_table(
        "decision_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("reserve_rank", sa.Integer(), nullable=True),
        sa.Column("score", sa.String(length=60), nullable=False),
        sa.Column("settled_by", sa.String(length=60), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'reserve') = (reserve_rank IS NOT NULL)",
            name=op.f("ck_decision_entry_reserve_has_rank"),
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_decision_entry_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_decision_entry_decision_id_decision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_entry")),
        sa.UniqueConstraint(
            "decision_id",
            "application_id",
            name=op.f("uq_decision_entry_decision_id_application_id"),
        ),
        sa.UniqueConstraint("decision_id", "rank", name=op.f("uq_decision_entry_decision_id_rank")),
        sa.UniqueConstraint(
            "decision_id", "reserve_rank", name=op.f("uq_decision_entry_decision_id_reserve_rank")
        ),
        sa.CheckConstraint(
            "outcome IN ('offered', 'reserve', 'below-threshold')",
            name=op.f("ck_decision_entry_outcome_kind"),
        ),
        sa.CheckConstraint(
            "reason IN ('within-seats', 'organisation-full', 'seats-taken', 'below-threshold')",
            name=op.f("ck_decision_entry_placing_finding"),
        ),
    )
    op.create_index(
        op.f("ix_decision_entry_application_id"), "decision_entry", ["application_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("decision_entry")
    op.drop_table("conflict_declaration")
    op.drop_table("review")
    op.drop_table("decision")
    op.drop_table("application_finding")
    op.drop_table("application_document")
    op.drop_table("application")
    op.drop_table("round")
