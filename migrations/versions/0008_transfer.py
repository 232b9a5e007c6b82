"""The tables of transfer."""

import sqlalchemy as sa
from alembic import op

revision = "0008_transfer"
down_revision = "0007_cohorts"


def upgrade() -> None:
    op.create_table(
        "equipment_type",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name_ko", sa.String(length=120), nullable=False),
        sa.Column("name_mn", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("equipment_group", sa.String(length=40), nullable=False),
        sa.Column("hazards", sa.JSON(), nullable=False),
        sa.Column("least_operators", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_equipment_type")),
        sa.UniqueConstraint("code", name=op.f("uq_equipment_type_code")),
        sa.UniqueConstraint("pid", name=op.f("uq_equipment_type_pid")),
        sa.CheckConstraint(
            "equipment_group IN ('SP', 'AN', 'BN', 'MT')",
            name=op.f("ck_equipment_type_equipment_group_type"),
        ),
    )
    op.create_table(
        "metal",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("symbol", sa.String(length=4), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("name_ko", sa.String(length=60), nullable=False),
        sa.Column("name_mn", sa.String(length=60), nullable=False),
        sa.Column("name_en", sa.String(length=60), nullable=False),
        sa.Column("metal_group", sa.String(length=40), nullable=False),
        sa.Column("parent_code", sa.String(length=4), nullable=True),
        sa.Column("counts_as_type", sa.Boolean(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "counts_as_type = (parent_code IS NULL)", name=op.f("ck_metal_members_do_not_count")
        ),
        sa.ForeignKeyConstraint(
            ["parent_code"], ["metal.code"], name=op.f("fk_metal_parent_code_metal")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_metal")),
        sa.UniqueConstraint("number", name=op.f("uq_metal_number")),
        sa.CheckConstraint(
            "metal_group IN ('alkali', 'semi-metal', 'iron', 'boron', 'refractory', 'rare-earth', 'platinum')",
            name=op.f("ck_metal_metal_group_type"),
        ),
    )
    op.create_index(op.f("ix_metal_parent_code"), "metal", ["parent_code"], unique=False)
    op.create_table(
        "transfer_module",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("title_ko", sa.String(length=300), nullable=False),
        sa.Column("title_mn", sa.String(length=300), nullable=False),
        sa.Column("title_en", sa.String(length=300), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_module")),
        sa.UniqueConstraint("code", name=op.f("uq_transfer_module_code")),
        sa.UniqueConstraint("pid", name=op.f("uq_transfer_module_pid")),
        sa.CheckConstraint(
            "track IN ('quality', 'analysis', 'beneficiation', 'metallurgy', 'environment', 'training')",
            name=op.f("ck_transfer_module_track"),
        ),
    )
    op.create_table(
        "module_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("theory_hours", sa.Integer(), nullable=False),
        sa.Column("practice_hours", sa.Integer(), nullable=False),
        sa.Column("prerequisites", sa.String(length=200), nullable=False),
        sa.Column("assessment_ko", sa.String(length=300), nullable=False),
        sa.Column("assessment_mn", sa.String(length=300), nullable=False),
        sa.Column("assessment_en", sa.String(length=300), nullable=False),
        sa.Column("equipment_note_ko", sa.String(length=300), nullable=True),
        sa.Column("equipment_note_mn", sa.String(length=300), nullable=True),
        sa.Column("equipment_note_en", sa.String(length=300), nullable=True),
        sa.Column("theory_pass_percent", sa.Integer(), nullable=True),
        sa.Column("validity_months", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["module_id"],
            ["transfer_module.id"],
            name=op.f("fk_module_version_module_id_transfer_module"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_version")),
        sa.UniqueConstraint("module_id", "number", name=op.f("uq_module_version_module_id_number")),
        sa.UniqueConstraint("pid", name=op.f("uq_module_version_pid")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("place_ko", sa.String(length=300), nullable=False),
        sa.Column("place_mn", sa.String(length=300), nullable=False),
        sa.Column("place_en", sa.String(length=300), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("instructors", sa.String(length=300), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('planned', 'cancelled') OR assessor_id IS NOT NULL",
            name=op.f("ck_delivery_has_assessor"),
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_delivery_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["person.id"], name=op.f("fk_delivery_assessor_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["module_version.id"],
            name=op.f("fk_delivery_version_id_module_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("code", name=op.f("uq_delivery_code")),
        sa.UniqueConstraint("pid", name=op.f("uq_delivery_pid")),
        sa.CheckConstraint(
            "status IN ('planned', 'confirmed', 'running', 'assessed', 'closed', 'cancelled')",
            name=op.f("ck_delivery_delivery_status"),
        ),
    )
    op.create_index(op.f("ix_delivery_assessor_id"), "delivery", ["assessor_id"], unique=False)
    op.create_index(
        op.f("ix_delivery_status_starts_on"), "delivery", ["status", "starts_on"], unique=False
    )
    op.create_index(op.f("ix_delivery_version_id"), "delivery", ["version_id"], unique=False)
    op.create_table(
        "module_equipment",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("equipment_type_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["equipment_type_id"],
            ["equipment_type.id"],
            name=op.f("fk_module_equipment_equipment_type_id_equipment_type"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["module_version.id"],
            name=op.f("fk_module_equipment_version_id_module_version"),
        ),
        sa.PrimaryKeyConstraint(
            "version_id", "equipment_type_id", name=op.f("pk_module_equipment")
        ),
    )
    op.create_index(
        op.f("ix_module_equipment_equipment_type_id"),
        "module_equipment",
        ["equipment_type_id"],
        unique=False,
    )
    op.create_table(
        "delivery_participant",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["delivery.id"],
            name=op.f("fk_delivery_participant_delivery_id_delivery"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delivery_participant_person_id_person")
        ),
        sa.PrimaryKeyConstraint("delivery_id", "person_id", name=op.f("pk_delivery_participant")),
    )
    op.create_index(
        op.f("ix_delivery_participant_person_id"),
        "delivery_participant",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "module_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("theory_percent", sa.Integer(), nullable=True),
        sa.Column("practical_note", sa.String(length=300), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=True),
        sa.Column("assessor_id", sa.Integer(), nullable=True),
        sa.Column("passed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'passed') = (passed_on IS NOT NULL) AND (passed_on IS NULL) = (level IS NULL)",
            name=op.f("ck_module_result_passed_has_day_and_level"),
        ),
        sa.CheckConstraint(
            "theory_percent BETWEEN 0 AND 100", name=op.f("ck_module_result_theory_in_percent")
        ),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until > passed_on",
            name=op.f("ck_module_result_valid_after_pass"),
        ),
        sa.ForeignKeyConstraint(
            ["assessor_id"], ["person.id"], name=op.f("fk_module_result_assessor_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["delivery.id"], name=op.f("fk_module_result_delivery_id_delivery")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_module_result_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["module_version.id"],
            name=op.f("fk_module_result_version_id_module_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_result")),
        sa.UniqueConstraint(
            "person_id", "delivery_id", name=op.f("uq_module_result_person_id_delivery_id")
        ),
        sa.UniqueConstraint(
            "person_id",
            "version_id",
            "attempt",
            name=op.f("uq_module_result_person_id_version_id_attempt"),
        ),
        sa.UniqueConstraint("pid", name=op.f("uq_module_result_pid")),
        sa.CheckConstraint(
            "level IN ('L0', 'L1', 'L2', 'L3', 'L4')",
            name=op.f("ck_module_result_competency_level"),
        ),
        sa.CheckConstraint(
            "status IN ('enrolled', 'theory-passed', 'theory-failed', 'passed', 'not-yet', 'withdrawn')",
            name=op.f("ck_module_result_result_status"),
        ),
    )
    op.create_index(
        op.f("ix_module_result_delivery_id"), "module_result", ["delivery_id"], unique=False
    )
    op.create_index(
        op.f("ix_module_result_version_id"), "module_result", ["version_id"], unique=False
    )
    op.create_table(
        "authorisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("equipment_type_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("conditions", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(valid_from IS NULL) = (valid_until IS NULL) AND (valid_from IS NULL) = (status IN ('proposed', 'refused'))",
            name=op.f("ck_authorisation_granted_has_term"),
        ),
        sa.CheckConstraint(
            "valid_until > valid_from", name=op.f("ck_authorisation_ends_after_start")
        ),
        sa.ForeignKeyConstraint(
            ["equipment_type_id"],
            ["equipment_type.id"],
            name=op.f("fk_authorisation_equipment_type_id_equipment_type"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_authorisation_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["result_id"],
            ["module_result.id"],
            name=op.f("fk_authorisation_result_id_module_result"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
        sa.UniqueConstraint("pid", name=op.f("uq_authorisation_pid")),
        sa.CheckConstraint(
            "status IN ('proposed', 'authorised', 'suspended', 'expired', 'revoked', 'refused')",
            name=op.f("ck_authorisation_authorisation_status"),
        ),
    )
    op.create_index(
        op.f("ix_authorisation_equipment_type_id"),
        "authorisation",
        ["equipment_type_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_authorisation_person_id_equipment_type_id"),
        "authorisation",
        ["person_id", "equipment_type_id"],
        unique=True,
        sqlite_where=sa.text("status IN ('proposed', 'authorised', 'suspended')"),
        postgresql_where=sa.text("status IN ('proposed', 'authorised', 'suspended')"),
    )
    op.create_index(
        op.f("ix_authorisation_result_id"), "authorisation", ["result_id"], unique=False
    )
    op.create_index(
        op.f("ix_authorisation_status_valid_until"),
        "authorisation",
        ["status", "valid_until"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("authorisation")
    op.drop_table("module_result")
    op.drop_table("delivery_participant")
    op.drop_table("module_equipment")
    op.drop_table("delivery")
    op.drop_table("module_version")
    op.drop_table("transfer_module")
    op.drop_table("metal")
    op.drop_table("equipment_type")
