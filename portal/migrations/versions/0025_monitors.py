"""Counters of a unit's days, alarms of its monitors, and whether a waiting rating was counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_CHANNELS = "channel IN ('verified', 'open')"
_MONITORS = (
    "monitor IN ('count', 'straight_lines', 'mean_up', 'mean_down', 'above_verified', 'below_verified', 'redemption')"
)


def upgrade() -> None:
    op.add_column("mark", sa.Column("counted", sa.Boolean(), server_default=sa.false(), nullable=False))
    _days()
    _alarms()


def downgrade() -> None:
    op.drop_table("unit_alarm")
    op.drop_table("unit_day")
    op.drop_column("mark", "counted")


def _days() -> None:
    counters = ("n", "measured", "straight", "points", "answers")
    op.create_table(
        "unit_day",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counters),
        sa.CheckConstraint(_CHANNELS, name=op.f("ck_unit_day_channel")),
        sa.CheckConstraint(
            "n >= 0 AND straight >= 0 AND straight <= measured AND points >= 0", name=op.f("ck_unit_day_counters")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_day_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "channel", "day", name=op.f("pk_unit_day")),
        sqlite_with_rowid=False,
    )


def _alarms() -> None:
    op.create_table(
        "unit_alarm",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("monitor", sa.String(16), nullable=False),
        sa.Column("raised", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Integer(), nullable=False),
        sa.CheckConstraint(_CHANNELS, name=op.f("ck_unit_alarm_channel")),
        sa.CheckConstraint(_MONITORS, name=op.f("ck_unit_alarm_monitor")),
        sa.CheckConstraint("since <= raised AND raised <= last", name=op.f("ck_unit_alarm_days")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_alarm_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "channel", "monitor", "raised", name=op.f("pk_unit_alarm")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_unit_alarm_last"), "unit_alarm", ["last"])
