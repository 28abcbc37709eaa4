"""The questionnaire of PermenPAN-RB 14/2017 as its first published version."""

from __future__ import annotations

import datetime

import sqlalchemy as sa
from alembic import op

from portal.domain.skm import SKM

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

survey_version = sa.table(
    "survey_version",
    sa.column("code", sa.String),
    sa.column("version", sa.Integer),
    sa.column("definition", sa.JSON),
    sa.column("content_hash", sa.String),
    sa.column("published_on", sa.Date),
)


def upgrade() -> None:
    op.execute(
        survey_version.insert().values(
            code=SKM.code,
            version=1,
            definition=SKM.to_dict(),
            content_hash=SKM.content_hash(),
            published_on=datetime.date(2017, 5, 9),
        )
    )


def downgrade() -> None:
    """The row goes with its table: a published version is never deleted by itself."""
