"""The tables of reporting."""

import sqlalchemy as sa
from alembic import op

revision = "0010_reporting"
down_revision = "0009_certificates"


def upgrade() -> None:
    op.create_table(
        "university_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("query_version", sa.String(length=20), nullable=False),
        sa.Column("snapshot", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("contact", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("pdf_id", sa.Integer(), nullable=True),
        sa.Column("xlsx_id", sa.Integer(), nullable=True),
        sa.Column("pdf_sha256", sa.String(length=64), nullable=True),
        sa.Column("xlsx_sha256", sa.String(length=64), nullable=True),
        sa.Column("trouble", sa.String(length=300), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("generated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status <> 'sent' OR (sent_at IS NOT NULL AND contact IS NOT NULL)",
            name=op.f("ck_university_report_sent"),
        ),
        sa.CheckConstraint(
            "status IN ('scheduled', 'superseded') OR (pdf_id IS NOT NULL AND xlsx_id IS NOT NULL AND pdf_sha256 IS NOT NULL AND xlsx_sha256 IS NOT NULL AND generated_at IS NOT NULL)",
            name=op.f("ck_university_report_generated_has_files"),
        ),
        sa.CheckConstraint("revision > 0", name=op.f("ck_university_report_revision")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_university_report_organisation_id_organisation"),
        ),
        sa.ForeignKeyConstraint(
            ["pdf_id"], ["file.id"], name=op.f("fk_university_report_pdf_id_file")
        ),
        sa.ForeignKeyConstraint(
            ["xlsx_id"], ["file.id"], name=op.f("fk_university_report_xlsx_id_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_university_report")),
        sa.UniqueConstraint(
            "organisation_id",
            "period",
            "revision",
            name=op.f("uq_university_report_organisation_id_period_revision"),
        ),
        sa.UniqueConstraint("pid", name=op.f("uq_university_report_pid")),
        sa.CheckConstraint(
            "status IN ('scheduled', 'generated', 'checked', 'sent', 'superseded')",
            name=op.f("ck_university_report_report_status"),
        ),
    )
    op.create_index(
        op.f("ix_university_report_organisation_id_period"),
        "university_report",
        ["organisation_id", "period"],
        unique=True,
        sqlite_where=sa.text("status <> 'superseded'"),
        postgresql_where=sa.text("status <> 'superseded'"),
    )


def downgrade() -> None:
    op.drop_table("university_report")
