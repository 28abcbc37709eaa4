"""Of the voices of one line in a day the first weighs, and lines are forgotten; a report says which units it lacks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("promise_voice", sa.Column("weighs", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "promise_voice_source",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_promise_voice_source_key_length")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_promise_voice_source")),
        sqlite_with_rowid=False,
    )
    op.add_column("report_run", sa.Column("missing", sa.Text(), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column("report_run", "missing")
    op.drop_table("promise_voice_source")
    op.drop_column("promise_voice", "weighs")
