"""What held of units and services in each calendar year, so that a later change leaves past pages as they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = (
    "('sekretariat', 'inspektorat', 'badan', 'dinas', 'distrik', 'kelurahan', 'rumah_sakit', 'puskesmas', 'lainnya')"
)
FIRST = 1900
"""The year of the first row of what was there before: it holds for all years so far."""


def upgrade() -> None:
    op.create_table(
        "unit_year",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("distrik", sa.String(80), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"kind IN {KINDS}", name=op.f("ck_unit_year_kind")),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_year_parent_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_year_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "from_year", name=op.f("pk_unit_year")),
    )
    op.create_table(
        "service_year",
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("users", sa.Integer(), nullable=True),
        sa.CheckConstraint("users IS NULL OR users >= 0", name=op.f("ck_service_year_users")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_service_year_service_id")),
        sa.PrimaryKeyConstraint("service_id", "from_year", name=op.f("pk_service_year")),
    )
    for table in ("unit", "service"):
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("version", existing_type=sa.Integer(), server_default=None)
    op.execute(
        f"INSERT INTO unit_year SELECT id, COALESCE(valid_from, {FIRST}), name, kind, distrik, parent_id FROM unit"  # noqa: S608
    )
    op.execute(
        f"INSERT INTO service_year SELECT id, COALESCE(valid_from, {FIRST}), name, users FROM service"  # noqa: S608
    )


def downgrade() -> None:
    for table in ("unit", "service"):
        op.drop_column(table, "version")
    op.drop_table("service_year")
    op.drop_table("unit_year")
