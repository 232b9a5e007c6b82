"""The tables of placements."""

import sqlalchemy as sa
from alembic import op

revision = "0006_placements"
down_revision = "0005_selection"


def upgrade() -> None:
    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("intake", sa.String(length=7), nullable=False),
        sa.Column("university_id", sa.Integer(), nullable=True),
        sa.Column("department_ko", sa.String(length=300), nullable=True),
        sa.Column("department_mn", sa.String(length=300), nullable=True),
        sa.Column("department_en", sa.String(length=300), nullable=True),
        sa.Column("adviser", sa.String(length=120), nullable=False),
        sa.Column("preference_rank", sa.Integer(), nullable=False),
        sa.Column("research_topic", sa.String(length=300), nullable=False),
        sa.Column("student_number", sa.String(length=40), nullable=False),
        sa.Column("funding_from", sa.Date(), nullable=True),
        sa.Column("funding_until", sa.Date(), nullable=True),
        sa.Column("standard_end", sa.Date(), nullable=False),
        sa.Column("nominated_on", sa.Date(), nullable=True),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column("condition", sa.String(length=500), nullable=False),
        sa.Column("condition_due_on", sa.Date(), nullable=True),
        sa.Column("contract_signed_on", sa.Date(), nullable=True),
        sa.Column("contracted_on", sa.Date(), nullable=True),
        sa.Column("planned_arrival", sa.Date(), nullable=True),
        sa.Column("visa_type", sa.String(length=40), nullable=True),
        sa.Column("visa_filed_on", sa.Date(), nullable=True),
        sa.Column("visa_refusals", sa.Integer(), nullable=False),
        sa.Column("visa_issued_on", sa.Date(), nullable=True),
        sa.Column("visa_expires_on", sa.Date(), nullable=True),
        sa.Column("arrived_on", sa.Date(), nullable=True),
        sa.Column("card_registered_on", sa.Date(), nullable=True),
        sa.Column("card_expires_on", sa.Date(), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("coursework_completed_on", sa.Date(), nullable=True),
        sa.Column("conferred_on", sa.Date(), nullable=True),
        sa.Column("departed_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(length=1000), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("admission_letter_id", sa.Integer(), nullable=True),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("policy", sa.JSON(), nullable=False),
        sa.Column("study_status", sa.String(length=40), nullable=False),
        sa.Column("presence_status", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(presence_status = 'returned') = (returned_on IS NOT NULL)",
            name=op.f("ck_placement_returned"),
        ),
        sa.CheckConstraint(
            "(study_status = 'degree-conferred') = (conferred_on IS NOT NULL)",
            name=op.f("ck_placement_conferred"),
        ),
        sa.CheckConstraint(
            "(study_status = 'withdrawn') = (withdrawn_on IS NOT NULL)",
            name=op.f("ck_placement_withdrawn"),
        ),
        sa.CheckConstraint(
            "presence_status IN ('at-home', 'visa-filed', 'visa-refused') OR (visa_issued_on IS NOT NULL AND visa_expires_on IS NOT NULL)",
            name=op.f("ck_placement_visa"),
        ),
        sa.CheckConstraint(
            "presence_status NOT IN ('arrived', 'departed', 'returned') OR arrived_on IS NOT NULL",
            name=op.f("ck_placement_arrived"),
        ),
        sa.CheckConstraint(
            "presence_status NOT IN ('departed', 'returned') OR departed_on IS NOT NULL",
            name=op.f("ck_placement_departed"),
        ),
        sa.CheckConstraint(
            "study_status <> 'coursework-completed' OR coursework_completed_on IS NOT NULL",
            name=op.f("ck_placement_coursework"),
        ),
        sa.CheckConstraint(
            "study_status IN ('nominating', 'withdrawn', 'unplaced') OR university_id IS NOT NULL",
            name=op.f("ck_placement_has_university"),
        ),
        sa.CheckConstraint(
            "study_status NOT IN ('admitted', 'contracted', 'enrolled', 'coursework-completed', 'degree-conferred') OR admitted_on IS NOT NULL",
            name=op.f("ck_placement_admitted"),
        ),
        sa.CheckConstraint(
            "study_status NOT IN ('contracted', 'enrolled', 'coursework-completed', 'degree-conferred') OR (contract_signed_on IS NOT NULL AND contracted_on IS NOT NULL)",
            name=op.f("ck_placement_contracted"),
        ),
        sa.CheckConstraint(
            "study_status NOT IN ('enrolled', 'coursework-completed', 'degree-conferred') OR enrolled_on IS NOT NULL",
            name=op.f("ck_placement_enrolled"),
        ),
        sa.CheckConstraint(
            "card_expires_on IS NULL OR card_registered_on IS NOT NULL",
            name=op.f("ck_placement_residence_card"),
        ),
        sa.ForeignKeyConstraint(
            ["admission_letter_id"], ["file.id"], name=op.f("fk_placement_admission_letter_id_file")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_placement_application_id_application"),
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["file.id"], name=op.f("fk_placement_contract_id_file")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_placement_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["university_id"],
            ["organisation.id"],
            name=op.f("fk_placement_university_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sa.UniqueConstraint("application_id", name=op.f("uq_placement_application_id")),
        sa.UniqueConstraint("pid", name=op.f("uq_placement_pid")),
        sa.CheckConstraint("level IN ('master', 'doctor')", name=op.f("ck_placement_level")),
        sa.CheckConstraint(
            "presence_status IN ('at-home', 'visa-filed', 'visa-refused', 'visa-issued', 'arrived', 'departed', 'returned')",
            name=op.f("ck_placement_presence_status"),
        ),
        sa.CheckConstraint(
            "study_status IN ('nominating', 'university-screening', 'conditionally-admitted', 'admitted', 'refused', 'unplaced', 'contracted', 'enrolled', 'coursework-completed', 'degree-conferred', 'withdrawn')",
            name=op.f("ck_placement_study_status"),
        ),
        sa.CheckConstraint("visa_type IN ('D-2-3', 'D-2-4')", name=op.f("ck_placement_visa_type")),
    )
    op.create_index(
        op.f("ix_placement_person_id"),
        "placement",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text("study_status NOT IN ('degree-conferred', 'withdrawn', 'unplaced')"),
        postgresql_where=sa.text(
            "study_status NOT IN ('degree-conferred', 'withdrawn', 'unplaced')"
        ),
    )
    op.create_index(
        op.f("ix_placement_university_id"), "placement", ["university_id"], unique=False
    )
    op.create_table(
        "degree_facts",
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("conferred_on", sa.Date(), nullable=False),
        sa.Column("diploma_number", sa.String(length=60), nullable=False),
        sa.Column("diploma_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["diploma_id"], ["file.id"], name=op.f("fk_degree_facts_diploma_id_file")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_degree_facts_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("placement_id", name=op.f("pk_degree_facts")),
    )
    op.create_table(
        "placement_preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("university_id", sa.Integer(), nullable=False),
        sa.Column("department_ko", sa.String(length=300), nullable=True),
        sa.Column("department_mn", sa.String(length=300), nullable=True),
        sa.Column("department_en", sa.String(length=300), nullable=True),
        sa.Column("adviser", sa.String(length=120), nullable=False),
        sa.Column("refused_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("rank > 0", name=op.f("ck_placement_preference_rank")),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_placement_preference_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["university_id"],
            ["organisation.id"],
            name=op.f("fk_placement_preference_university_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_preference")),
        sa.UniqueConstraint("pid", name=op.f("uq_placement_preference_pid")),
        sa.UniqueConstraint(
            "placement_id", "rank", name=op.f("uq_placement_preference_placement_id_rank")
        ),
        sa.UniqueConstraint(
            "placement_id",
            "university_id",
            name=op.f("uq_placement_preference_placement_id_university_id"),
        ),
    )
    op.create_index(
        op.f("ix_placement_preference_university_id"),
        "placement_preference",
        ["university_id"],
        unique=False,
    )
    op.create_table(
        "semester_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pid", sa.String(length=26), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("university_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("credits_attempted", sa.Integer(), nullable=False),
        sa.Column("credits_earned", sa.Integer(), nullable=False),
        sa.Column("gpa_raw", sa.String(length=8), nullable=True),
        sa.Column("gpa_scale", sa.String(length=8), nullable=True),
        sa.Column("gpa_percent", sa.String(length=24), nullable=True),
        sa.Column("gpa_table", sa.String(length=40), nullable=True),
        sa.Column("gpa_reason", sa.String(length=500), nullable=False),
        sa.Column("gpa_by", sa.Integer(), nullable=True),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("adviser_statement", sa.Text(), nullable=False),
        sa.Column("adviser_given_on", sa.Date(), nullable=True),
        sa.Column("returned_because", sa.String(length=1000), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(gpa_percent IS NULL) = (gpa_table IS NULL AND gpa_reason = '')",
            name=op.f("ck_semester_record_conversion"),
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'open', 'sent-back') OR submitted_at IS NOT NULL",
            name=op.f("ck_semester_record_submitted"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('adviser-submitted', 'accepted', 'locked') OR adviser_given_on IS NOT NULL",
            name=op.f("ck_semester_record_adviser"),
        ),
        sa.CheckConstraint(
            "credits_earned <= credits_attempted", name=op.f("ck_semester_record_credits")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_semester_record_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["file.id"], name=op.f("fk_semester_record_transcript_id_file")
        ),
        sa.ForeignKeyConstraint(
            ["university_id"],
            ["organisation.id"],
            name=op.f("fk_semester_record_university_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_semester_record")),
        sa.UniqueConstraint("pid", name=op.f("uq_semester_record_pid")),
        sa.UniqueConstraint(
            "placement_id", "term", name=op.f("uq_semester_record_placement_id_term")
        ),
        sa.CheckConstraint(
            "kind IN ('regular', 'research')", name=op.f("ck_semester_record_semester_kind")
        ),
        sa.CheckConstraint(
            "status IN ('planned', 'open', 'trainee-submitted', 'adviser-submitted', 'accepted', 'sent-back', 'locked')",
            name=op.f("ck_semester_record_semester_status"),
        ),
    )
    op.create_index(
        op.f("ix_semester_record_status_due_on"),
        "semester_record",
        ["status", "due_on"],
        unique=False,
    )
    op.create_index(
        op.f("ix_semester_record_university_id"), "semester_record", ["university_id"], unique=False
    )
    op.create_table(
        "university_stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("university_id", sa.Integer(), nullable=False),
        sa.Column("department_ko", sa.String(length=300), nullable=True),
        sa.Column("department_mn", sa.String(length=300), nullable=True),
        sa.Column("department_en", sa.String(length=300), nullable=True),
        sa.Column("adviser", sa.String(length=120), nullable=False),
        sa.Column("student_number", sa.String(length=40), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_university_stay_order")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_university_stay_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["university_id"],
            ["organisation.id"],
            name=op.f("fk_university_stay_university_id_organisation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_university_stay")),
    )
    op.create_index(
        op.f("ix_university_stay_placement_id"),
        "university_stay",
        ["placement_id"],
        unique=True,
        sqlite_where=sa.text("ended_on IS NULL"),
        postgresql_where=sa.text("ended_on IS NULL"),
    )
    op.create_index(
        op.f("ix_university_stay_university_id_started_on"),
        "university_stay",
        ["university_id", "started_on"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("university_stay")
    op.drop_table("semester_record")
    op.drop_table("placement_preference")
    op.drop_table("degree_facts")
    op.drop_table("placement")
