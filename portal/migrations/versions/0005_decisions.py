"""Decisions about ratings, insert-only, and how many ratings of a month stand in blocks of excluded ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHANGES = ("update", "delete")


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.CheckConstraint("state IN ('counted', 'held', 'excluded')", name=op.f("ck_decision_state")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_decision_number")),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_decision_reason")),
        sa.ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_decision_response"
        ),
        sa.PrimaryKeyConstraint("unit_id", "response_id", "number", name=op.f("pk_decision")),
        sqlite_with_rowid=False,
    )
    op.add_column("public_count", sa.Column("set_aside", sa.Integer(), server_default="0", nullable=False))
    for change in CHANGES:
        op.execute(_trigger(change))


def downgrade() -> None:
    on_table = " ON decision" if _postgresql() else ""
    for change in CHANGES:
        op.execute(f"DROP TRIGGER decision_no_{change}{on_table}")
    op.drop_column("public_count", "set_aside")
    op.drop_table("decision")


def _trigger(change: str) -> str:
    head = f"CREATE TRIGGER decision_no_{change} BEFORE {change.upper()} ON decision FOR EACH ROW"
    if _postgresql():
        return f"{head} EXECUTE FUNCTION refuse_change()"
    return f"{head} BEGIN SELECT RAISE(ABORT, 'decision is insert-only'); END"


def _postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
