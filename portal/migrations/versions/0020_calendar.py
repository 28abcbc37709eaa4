"""Secret addresses under which calendar applications find the deadlines of a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_calendar",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_staff_calendar_token_hash_length")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_calendar_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_calendar")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_calendar_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("staff_calendar")
