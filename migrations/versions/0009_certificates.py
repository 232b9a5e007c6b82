"""The tables of certificates."""

import sqlalchemy as sa
from alembic import op

revision = "0009_certificates"
down_revision = "0008_transfer"


def upgrade() -> None:
    op.create_table(
        "certificate_counter",
        sa.Column("series", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_certificate_counter_counts_up")),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_certificate_counter")),
    )
    op.create_table(
        "signatory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("name_ko", sa.String(length=80), nullable=False),
        sa.Column("name_mn", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("title_ko", sa.String(length=160), nullable=False),
        sa.Column("title_mn", sa.String(length=160), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatory")),
        sa.UniqueConstraint("pid", name=op.f("uq_signatory_pid")),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=True),
        sa.Column("module_result_id", sa.Integer(), nullable=True),
        sa.Column("title_ko", sa.String(length=300), nullable=True),
        sa.Column("title_mn", sa.String(length=300), nullable=True),
        sa.Column("title_en", sa.String(length=300), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("verify_code", sa.String(length=40), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("names_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("names_remark", sa.String(length=500), nullable=False),
        sa.Column("print_round", sa.Integer(), nullable=False),
        sa.Column("unprintable", sa.String(length=200), nullable=False),
        sa.Column("series", sa.String(length=8), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("serial", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("revoked_reason", sa.String(length=500), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(participation_id IS NULL) <> (module_result_id IS NULL) AND (type = 'module') = (module_result_id IS NOT NULL)",
            name=op.f("ck_certificate_one_source"),
        ),
        sa.CheckConstraint(
            "(status = 'revoked') = (revoked_reason <> '')",
            name=op.f("ck_certificate_revoked_has_reason"),
        ),
        sa.CheckConstraint(
            "(status IN ('issued', 'superseded', 'revoked')) = (number IS NOT NULL) AND (number IS NULL) = (sha256 IS NULL) AND (number IS NULL) = (file_id IS NULL) AND (number IS NULL) = (serial IS NULL) AND (number IS NULL) = (year IS NULL) AND (number IS NULL) = (series IS NULL) AND (number IS NULL) = (issued_on IS NULL)",
            name=op.f("ck_certificate_issued_has_number_and_paper"),
        ),
        sa.CheckConstraint(
            "status IN ('prepared', 'withdrawn') OR names_confirmed_at IS NOT NULL",
            name=op.f("ck_certificate_approved_has_confirmed_names"),
        ),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_certificate_file_id_file")),
        sa.ForeignKeyConstraint(
            ["module_result_id"],
            ["module_result.id"],
            name=op.f("fk_certificate_module_result_id_module_result"),
        ),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_certificate_participation_id_participation"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_certificate_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("file_id", name=op.f("uq_certificate_file_id")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("pid", name=op.f("uq_certificate_pid")),
        sa.UniqueConstraint(
            "series", "year", "serial", name=op.f("uq_certificate_series_year_serial")
        ),
        sa.UniqueConstraint("verify_code", name=op.f("uq_certificate_verify_code")),
        sa.CheckConstraint(
            "status IN ('prepared', 'approved', 'issued', 'superseded', 'revoked', 'withdrawn')",
            name=op.f("ck_certificate_certificate_status"),
        ),
        sa.CheckConstraint(
            "type IN ('completion', 'participation', 'module')",
            name=op.f("ck_certificate_certificate_type"),
        ),
    )
    op.create_index(
        op.f("ix_certificate_module_result_id"),
        "certificate",
        ["module_result_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('prepared', 'approved')"),
        postgresql_where=sa.text("status IN ('prepared', 'approved')"),
    )
    op.create_index(
        op.f("ix_certificate_participation_id"),
        "certificate",
        ["participation_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('prepared', 'approved')"),
        postgresql_where=sa.text("status IN ('prepared', 'approved')"),
    )
    op.create_index(op.f("ix_certificate_person_id"), "certificate", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_certificate_replaces_id"), "certificate", ["replaces_id"], unique=False
    )
    op.create_index(
        op.f("ix_certificate_status_prepared_at"),
        "certificate",
        ["status", "prepared_at"],
        unique=False,
    )
    op.create_index(
        "uq_certificate_valid_module_result",
        "certificate",
        ["module_result_id"],
        unique=True,
        sqlite_where=sa.text("status = 'issued'"),
        postgresql_where=sa.text("status = 'issued'"),
    )
    op.create_index(
        "uq_certificate_valid_participation",
        "certificate",
        ["participation_id"],
        unique=True,
        sqlite_where=sa.text("status = 'issued'"),
        postgresql_where=sa.text("status = 'issued'"),
    )


def downgrade() -> None:
    op.drop_table("certificate")
    op.drop_table("signatory")
    op.drop_table("certificate_counter")
