"""Drafts of questionnaires: who writes one, and how often it was saved.

The columns are added without making the table anew: its triggers would go with it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("survey_version", sa.Column("author", sa.String(length=254), nullable=True))
    op.add_column("survey_version", sa.Column("version_of_edit", sa.Integer(), server_default="1", nullable=False))


def downgrade() -> None:
    op.drop_column("survey_version", "version_of_edit")
    op.drop_column("survey_version", "author")
