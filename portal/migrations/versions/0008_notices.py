"""Notices beside the numbers, and who answered in a year: both are added to, and never rewritten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSERT_ONLY = ("respondent_year", "respondent_count")
NOTICE_FIXED = "id, unit_id, period, kind, text, english, made_on"
"""What a notice says; only `withdrawn_on` may be set afterwards, and only once."""


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("english", sa.String(length=300), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.CheckConstraint("kind IN ('note', 'correction')", name=op.f("ck_notice_kind")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_notice_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_unit_id"), "notice", ["unit_id"])
    op.create_table(
        "respondent_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_respondent_year")),
    )
    op.create_table(
        "respondent_count",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("attribute", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=14), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("n >= 10", name=op.f("ck_respondent_count_n")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_respondent_count_unit_id")),
        sa.ForeignKeyConstraint(["year"], ["respondent_year.year"], name=op.f("fk_respondent_count_year")),
        sa.PrimaryKeyConstraint("unit_id", "year", "attribute", "category", name=op.f("pk_respondent_count")),
        sqlite_with_rowid=False,
    )
    for table in INSERT_ONLY:
        _refuse(table, "update", "UPDATE")
        _refuse(table, "delete", "DELETE")
    _refuse("notice", "delete", "DELETE")
    _refuse("notice", "edit", f"UPDATE OF {NOTICE_FIXED}")
    _refuse("notice", "return", "UPDATE", "OLD.withdrawn_on IS NOT NULL")


def downgrade() -> None:
    op.drop_table("respondent_count")
    op.drop_table("respondent_year")
    op.drop_index(op.f("ix_notice_unit_id"), table_name="notice")
    op.drop_table("notice")


def _refuse(table: str, name: str, change: str, condition: str = "") -> None:
    """A trigger that refuses a change; on PostgreSQL by the function of 0002. It goes with its table."""
    when = f" WHEN ({condition})" if condition else ""
    head = f"CREATE TRIGGER {table}_no_{name} BEFORE {change} ON {table} FOR EACH ROW{when}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"{head} EXECUTE FUNCTION refuse_change()")
    else:
        op.execute(f"{head} BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END")
