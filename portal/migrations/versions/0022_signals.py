"""What the intake noticed about a rating stands in its mark, and goes with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mark", sa.Column("signals", sa.String(80), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    op.drop_column("mark", "signals")
