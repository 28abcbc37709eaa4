"""City reports that are asked for at the desk and made by the worker."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
OUTCOMES = ("made", "cancelled", "failed", "broken_off", "forgotten")


def upgrade() -> None:
    op.create_table(
        "report_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("lang", sa.String(2), nullable=False),
        sa.Column("asked_by", sa.String(254), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("started_at", _TIME, nullable=True),
        sa.Column("seen_at", _TIME, nullable=True),
        sa.Column("finished_at", _TIME, nullable=True),
        sa.Column("outcome", sa.String(12), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.CheckConstraint("lang IN ('id', 'en')", name=op.f("ck_report_run_lang")),
        sa.CheckConstraint(f"outcome IN {OUTCOMES}", name=op.f("ck_report_run_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name=op.f("ck_report_run_finished")),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_report_run_progress")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_run")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("report_run")
