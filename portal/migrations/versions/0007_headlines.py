"""The channel in which each scope speaks in a year, and it is never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "headline_channel",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.CheckConstraint("channel IN ('verified', 'open')", name=op.f("ck_headline_channel_channel")),
        sa.PrimaryKeyConstraint("year", "scope", name=op.f("pk_headline_channel")),
    )


def downgrade() -> None:
    op.drop_table("headline_channel")
