"""Requests of one administrator that a second one must approve; the table itself refuses one person for both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_WAITS = sa.text("decided_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "account_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("requested_at", _TIME, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", _TIME, nullable=True),
        sa.Column("decision", sa.String(9), nullable=True),
        sa.CheckConstraint(
            "kind IN ('rights', 'email', 'link', 'factors', 'reopen')", name=op.f("ck_account_request_kind")
        ),
        sa.CheckConstraint(
            "decision IN ('approved', 'rejected', 'withdrawn')", name=op.f("ck_account_request_decision")
        ),
        sa.CheckConstraint("(decided_at IS NULL) = (decision IS NULL)", name=op.f("ck_account_request_decided_whole")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_account_request_decided_by_somebody")
        ),
        sa.CheckConstraint("requested_by <> staff_id", name=op.f("ck_account_request_not_for_oneself")),
        sa.CheckConstraint(
            "decision <> 'approved' OR (decided_by <> requested_by AND decided_by <> staff_id)",
            name=op.f("ck_account_request_two_people"),
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_account_request_staff_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["staff.id"], name=op.f("fk_account_request_requested_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_account_request_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_request")),
    )
    op.create_index(op.f("ix_account_request_staff_id"), "account_request", ["staff_id"])
    op.create_index(
        "ix_account_request_waiting",
        "account_request",
        ["staff_id", "kind"],
        unique=True,
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )


def downgrade() -> None:
    op.drop_table("account_request")
