"""All tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_audit_entry_hash_length")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
    )
    op.create_table(
        "closed_month",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_closed_month")),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("leaf_hash", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("length(leaf_hash) = 32", name=op.f("ck_ledger_entry_leaf_hash_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_entry")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "public_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_public_revision_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_revision")),
    )
    op.create_table(
        "publication",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("released_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_publication")),
    )
    op.create_table(
        "sample_city",
        sa.Column("seed", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("seed", name=op.f("pk_sample_city")),
    )
    op.create_table(
        "survey_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.CheckConstraint("version >= 1", name=op.f("ck_survey_version_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_version")),
        sa.UniqueConstraint("code", "version", name=op.f("uq_survey_version_code_version")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("distrik", sa.String(length=80), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=True),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('sekretariat', 'inspektorat', 'badan', 'dinas', 'distrik', 'kelurahan', 'rumah_sakit', 'puskesmas', 'lainnya')",
            name=op.f("ck_unit_kind"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["unit.id"], name=op.f("fk_unit_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("slug", name=op.f("uq_unit_slug")),
    )
    op.create_table(
        "block",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("sign", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('counted', 'excluded')", name=op.f("ck_block_kind")),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_block_id_length")),
        sa.CheckConstraint("n >= 10", name=op.f("ck_block_n")),
        sa.CheckConstraint("sign IN (-1, 1)", name=op.f("ck_block_sign")),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_block_entry_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey_version.id"], name=op.f("fk_block_survey_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_block_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "intake_list",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("commitments", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["ledger_entry.id"], name=op.f("fk_intake_list_entry_id")),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_intake_list")),
    )
    op.create_table(
        "public_count",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("excluded", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "published >= 0 AND waiting >= 0 AND held >= 0 AND excluded >= 0", name=op.f("ck_public_count_counts")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_public_count_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "month", name=op.f("pk_public_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rollup",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("element", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Integer(), nullable=False),
        sa.Column("n1", sa.Integer(), nullable=False),
        sa.Column("n2", sa.Integer(), nullable=False),
        sa.Column("n3", sa.Integer(), nullable=False),
        sa.Column("n4", sa.Integer(), nullable=False),
        sa.CheckConstraint("blank >= 0 AND n1 >= 0 AND n2 >= 0 AND n3 >= 0 AND n4 >= 0", name=op.f("ck_rollup_counts")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey_version.id"], name=op.f("fk_rollup_survey_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_rollup_unit_id")),
        sa.PrimaryKeyConstraint(
            "unit_id", "period", "service_id", "channel", "survey_id", "kind", "element", name=op.f("pk_rollup")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("users", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Integer(), nullable=True),
        sa.Column("valid_to", sa.Integer(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("users IS NULL OR users >= 0", name=op.f("ck_service_users")),
        sa.ForeignKeyConstraint(["successor_id"], ["service.id"], name=op.f("fk_service_successor_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_service_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("slug", name=op.f("uq_service_slug")),
    )
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_service_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "unit_staff",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Integer(), nullable=False),
        sa.CheckConstraint("staff >= 0", name=op.f("ck_unit_staff_staff")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_staff_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "from_year", name=op.f("pk_unit_staff")),
    )
    op.create_table(
        "imported_file",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("file_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_imported_file_service_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_imported_file_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "service_id", "file_hash", "number", name=op.f("pk_imported_file")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "response",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("survey_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("ratings", sa.String(length=64), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("nonce_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("comment_commitment", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("channel IN ('verified', 'open')", name=op.f("ck_response_channel")),
        sa.CheckConstraint(
            "source IN ('web', 'qr', 'kiosk', 'paper', 'api', 'import')", name=op.f("ck_response_source")
        ),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_response_id_length")),
        sa.CheckConstraint("length(month) = 7", name=op.f("ck_response_month_length")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_response_service_id")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey_version.id"], name=op.f("fk_response_survey_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_response_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("pk_response")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visit_code",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(code_hash) = 32", name=op.f("ck_visit_code_code_hash_length")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_visit_code_service_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_visit_code_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "code_hash", name=op.f("pk_visit_code")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("visit_code", schema=None) as batch_op:
        batch_op.create_index("ix_visit_code_code_hash", ["code_hash"], unique=False)

    op.create_table(
        "block_member",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("response_id", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["unit_id", "block_id"], ["block.unit_id", "block.id"], name="fk_block_member_block"),
        sa.ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_block_member_response"
        ),
        sa.PrimaryKeyConstraint("unit_id", "block_id", "response_id", name=op.f("pk_block_member")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("block_member", schema=None) as batch_op:
        batch_op.create_index("ix_block_member_response", ["unit_id", "response_id"], unique=False)

    op.create_table(
        "intake_key",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=32), nullable=False),
        sa.Column("response_id", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_intake_key_service_id")),
        sa.ForeignKeyConstraint(
            ["unit_id", "response_id"],
            ["response.unit_id", "response.id"],
            name="fk_intake_key_response",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("unit_id", "service_id", "key", name=op.f("pk_intake_key")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("intake_key", schema=None) as batch_op:
        batch_op.create_index("ix_intake_key_response", ["unit_id", "response_id"], unique=False)

    op.create_table(
        "mark",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_mark_response"
        ),
        sa.PrimaryKeyConstraint("unit_id", "response_id", name=op.f("pk_mark")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.create_index("ix_mark_unlisted", ["unit_id", "listed"], unique=False)

    op.create_table(
        "respondent",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=True),
        sa.Column("age_band", sa.String(length=5), nullable=True),
        sa.Column("education", sa.String(length=5), nullable=True),
        sa.Column("occupation", sa.String(length=14), nullable=True),
        sa.ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_respondent_response"
        ),
        sa.PrimaryKeyConstraint("unit_id", "response_id", name=op.f("pk_respondent")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "response_comment",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_response_comment_response"
        ),
        sa.PrimaryKeyConstraint("unit_id", "response_id", name=op.f("pk_response_comment")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("response_comment")
    op.drop_table("respondent")
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.drop_index("ix_mark_unlisted")

    op.drop_table("mark")
    with op.batch_alter_table("intake_key", schema=None) as batch_op:
        batch_op.drop_index("ix_intake_key_response")

    op.drop_table("intake_key")
    with op.batch_alter_table("block_member", schema=None) as batch_op:
        batch_op.drop_index("ix_block_member_response")

    op.drop_table("block_member")
    with op.batch_alter_table("visit_code", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_code_code_hash")

    op.drop_table("visit_code")
    op.drop_table("response")
    op.drop_table("imported_file")
    op.drop_table("unit_staff")
    with op.batch_alter_table("service", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_service_unit_id"))

    op.drop_table("service")
    op.drop_table("rollup")
    op.drop_table("public_count")
    op.drop_table("intake_list")
    op.drop_table("block")
    op.drop_table("unit")
    op.drop_table("survey_version")
    op.drop_table("sample_city")
    op.drop_table("publication")
    op.drop_table("public_revision")
    op.drop_table("ledger_entry")
    op.drop_table("closed_month")
    op.drop_table("audit_entry")
