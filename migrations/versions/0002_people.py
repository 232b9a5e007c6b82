"""The tables of people."""

import sqlalchemy as sa
from alembic import op

revision = "0002_people"
down_revision = "0001_plumbing"


def upgrade() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("name_ko", sa.String(length=300), nullable=False),
        sa.Column("name_mn", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("registration_number", sa.String(length=20), nullable=True),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("sort_ko", sa.String(length=400), nullable=False),
        sa.Column("sort_mn", sa.String(length=400), nullable=False),
        sa.Column("sort_en", sa.String(length=400), nullable=False),
        sa.Column("search", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "region IS NULL OR country = 'MN'", name=op.f("ck_organisation_region_is_mongolian")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("code", name=op.f("uq_organisation_code")),
        sa.UniqueConstraint("pid", name=op.f("uq_organisation_pid")),
        sa.CheckConstraint(
            "status IN ('proposed', 'verified', 'inactive')",
            name=op.f("ck_organisation_organisation_status"),
        ),
        sa.CheckConstraint(
            "type IN ('university', 'institute', 'company', 'government', 'ngo', 'donor')",
            name=op.f("ck_organisation_organisation_type"),
        ),
    )
    op.create_table(
        "person_number",
        sa.Column("series", sa.String(length=10), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_person_number")),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_contact_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint(
            "organisation_id", "email", name=op.f("uq_contact_organisation_id_email")
        ),
        sa.UniqueConstraint("pid", name=op.f("uq_contact_pid")),
    )
    op.create_index(
        op.f("ix_contact_organisation_id"), "contact", ["organisation_id"], unique=False
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("clan_name_mn", sa.String(length=80), nullable=True),
        sa.Column("parent_name_mn", sa.String(length=80), nullable=True),
        sa.Column("given_name_mn", sa.String(length=80), nullable=True),
        sa.Column("surname_latin", sa.String(length=80), nullable=False),
        sa.Column("given_latin", sa.String(length=80), nullable=False),
        sa.Column("surname_ko", sa.String(length=40), nullable=True),
        sa.Column("given_ko", sa.String(length=40), nullable=True),
        sa.Column("parent_name_kind", sa.String(length=40), nullable=False),
        sa.Column("sex", sa.String(length=40), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("nationality", sa.String(length=2), nullable=False),
        sa.Column("register_number", sa.String(length=200), nullable=True),
        sa.Column("register_number_print", sa.String(length=64), nullable=True),
        sa.Column("passport_number", sa.String(length=200), nullable=True),
        sa.Column("passport_number_print", sa.String(length=64), nullable=True),
        sa.Column("passport_expires_on", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=False),
        sa.Column("preferred_language", sa.String(length=2), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("sort_mn", sa.String(length=400), nullable=False),
        sa.Column("sort_latin", sa.String(length=400), nullable=False),
        sa.Column("sort_ko", sa.String(length=400), nullable=False),
        sa.Column("search", sa.String(length=1000), nullable=False),
        sa.Column("names_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(passport_number IS NULL) = (passport_number_print IS NULL)",
            name=op.f("ck_person_passport_number"),
        ),
        sa.CheckConstraint(
            "(register_number IS NULL) = (register_number_print IS NULL)",
            name=op.f("ck_person_register_number"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("code", name=op.f("uq_person_code")),
        sa.UniqueConstraint("passport_number_print", name=op.f("uq_person_passport_number_print")),
        sa.UniqueConstraint("pid", name=op.f("uq_person_pid")),
        sa.UniqueConstraint("register_number_print", name=op.f("uq_person_register_number_print")),
        sa.CheckConstraint(
            "parent_name_kind IN ('father', 'mother')", name=op.f("ck_person_parent_name_kind")
        ),
        sa.CheckConstraint(
            "status IN ('unconfirmed', 'active', 'dormant')", name=op.f("ck_person_person_status")
        ),
        sa.CheckConstraint("sex IN ('female', 'male', 'not-stated')", name=op.f("ck_person_sex")),
    )
    op.create_index(op.f("ix_person_organisation_id"), "person", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_person_sort_ko"), "person", ["sort_ko"], unique=False)
    op.create_index(op.f("ix_person_sort_latin"), "person", ["sort_latin"], unique=False)
    op.create_index(op.f("ix_person_sort_mn"), "person", ["sort_mn"], unique=False)
    op.create_table(
        "university_profile",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("grade_scale", sa.String(length=4), nullable=False),
        sa.Column("credits_master", sa.Integer(), nullable=True),
        sa.Column("credits_doctor", sa.Integer(), nullable=True),
        sa.Column("most_semesters_master", sa.Integer(), nullable=True),
        sa.Column("most_semesters_doctor", sa.Integer(), nullable=True),
        sa.Column("report_language", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_university_profile_organisation_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", name=op.f("pk_university_profile")),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("text_version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.CheckConstraint(
            "purpose IN ('collection', 'sensitive', 'unique-numbers', 'transfer', 'publicity', 'tracer')",
            name=op.f("ck_consent_consent_purpose"),
        ),
    )
    op.create_index(
        op.f("ix_consent_person_id_purpose"), "consent", ["person_id", "purpose"], unique=False
    )
    more_up()


def downgrade() -> None:
    op.drop_table("consent")
    op.drop_table("university_profile")
    op.drop_table("person")
    op.drop_table("contact")
    op.drop_table("person_number")
    op.drop_table("organisation")


# By hand.


def more_up() -> None:
    """The counter of people's codes exists from the start: two first people cannot both make it."""
    op.execute("INSERT INTO person_number (series, last) VALUES ('P', 0)")
