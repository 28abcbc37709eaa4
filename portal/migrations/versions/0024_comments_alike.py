"""A keyed hash of a long comment stands in the mark of its rating while that waits, so that copies are noticed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mark", sa.Column("comment_hash", sa.LargeBinary(32), nullable=True))
    op.create_index("ix_mark_comment", "mark", ["unit_id", "comment_hash"])


def downgrade() -> None:
    op.drop_index("ix_mark_comment", "mark")
    op.drop_column("mark", "comment_hash")
