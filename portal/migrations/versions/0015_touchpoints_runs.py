"""Places where people rate; releases that were asked for; why a notice was withdrawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
OUTCOMES = "('published', 'already_closed', 'cancelled', 'failed', 'broken_off')"


def upgrade() -> None:
    op.create_table(
        "touchpoint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(80), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(code) = 6", name=op.f("ck_touchpoint_code_length")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_touchpoint_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touchpoint")),
        sa.UniqueConstraint("code", name=op.f("uq_touchpoint_code")),
    )
    op.create_index(op.f("ix_touchpoint_service_id"), "touchpoint", ["service_id"])
    in_use = sa.text("retired_on IS NULL")
    op.create_index(
        "uq_touchpoint_place_in_use",
        "touchpoint",
        ["service_id", "place"],
        unique=True,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )
    op.create_table(
        "publication_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("month", sa.String(7), nullable=True),
        sa.Column("asked_by", sa.String(200), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("started_at", _TIME, nullable=True),
        sa.Column("seen_at", _TIME, nullable=True),
        sa.Column("finished_at", _TIME, nullable=True),
        sa.Column("outcome", sa.String(14), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('publish', 'close')", name=op.f("ck_publication_run_kind")),
        sa.CheckConstraint("(kind = 'close') = (month IS NOT NULL)", name=op.f("ck_publication_run_month")),
        sa.CheckConstraint(f"outcome IN {OUTCOMES}", name=op.f("ck_publication_run_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (finished_at IS NULL)", name=op.f("ck_publication_run_finished")),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_publication_run_progress")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_run")),
    )
    op.add_column("notice", sa.Column("withdrawn_reason", sa.String(300), nullable=True))


def downgrade() -> None:
    op.drop_column("notice", "withdrawn_reason")
    op.drop_table("publication_run")
    op.drop_index("uq_touchpoint_place_in_use", table_name="touchpoint")
    op.drop_index(op.f("ix_touchpoint_service_id"), table_name="touchpoint")
    op.drop_table("touchpoint")
