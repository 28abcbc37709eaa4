"""Held ratings in clusters, what two officers decide about them, and the public account by reason."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_OPEN = sa.text("decided_at IS NULL")
_REASONS = (
    "'too_fast', 'repeat_device', 'same_comment', 'replay', 'no_proof', 'many', 'straight_lines', 'mean_up',"
    " 'mean_down', 'redemptions'"
)
_CLUSTER_FIXED = "unit_id, number, reason, day"
_PROPOSAL_FIXED = "unit_id, cluster, number, outcome, ground, note, proposed_by, proposed_at"


def upgrade() -> None:
    _clusters()
    _proposals()
    _account()
    for table in ("held_rating",):
        _refuse(table, "update", "UPDATE")
        _refuse(table, "delete", "DELETE")
        _refuse_replacing(table, ("unit_id", "cluster", "response_id"))
    _refuse("held_cluster", "rewrite", f"UPDATE OF {_CLUSTER_FIXED}")
    _refuse("held_cluster", "delete", "DELETE")
    _refuse("held_proposal", "rewrite", f"UPDATE OF {_PROPOSAL_FIXED}")
    _refuse("held_proposal", "return", "UPDATE", "OLD.decided_at IS NOT NULL")
    _refuse("held_proposal", "delete", "DELETE")


def downgrade() -> None:
    for table in ("public_reason", "held_proposal", "held_rating", "held_cluster"):
        op.drop_table(table)


def _clusters() -> None:
    op.create_table(
        "held_cluster",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.CheckConstraint("state IN ('counted', 'held', 'excluded')", name=op.f("ck_held_cluster_state")),
        sa.CheckConstraint(f"reason IN ({_REASONS})", name=op.f("ck_held_cluster_reason")),
        sa.CheckConstraint("n >= 1", name=op.f("ck_held_cluster_n")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_held_cluster_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "number", name=op.f("pk_held_cluster")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_held_cluster_state"), "held_cluster", ["state"])
    op.create_table(
        "held_rating",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.Integer(), nullable=False),
        sa.Column("response_id", sa.LargeBinary(16), nullable=False),
        sa.Column("signals", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id", "cluster"], ["held_cluster.unit_id", "held_cluster.number"], name="fk_held_rating_cluster"
        ),
        sa.ForeignKeyConstraint(
            ["unit_id", "response_id"], ["response.unit_id", "response.id"], name="fk_held_rating_response"
        ),
        sa.PrimaryKeyConstraint("unit_id", "cluster", "response_id", name=op.f("pk_held_rating")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_held_rating_response", "held_rating", ["unit_id", "response_id"])


def _proposals() -> None:
    op.create_table(
        "held_proposal",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("cluster", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(7), nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("proposed_at", _TIME, nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", _TIME, nullable=True),
        sa.Column("ending", sa.String(9), nullable=True),
        sa.CheckConstraint("outcome IN ('count', 'exclude')", name=op.f("ck_held_proposal_outcome")),
        sa.CheckConstraint(
            "ending IN ('approved', 'rejected', 'withdrawn', 'lapsed')", name=op.f("ck_held_proposal_ending")
        ),
        sa.CheckConstraint("(decided_at IS NULL) = (ending IS NULL)", name=op.f("ck_held_proposal_decided_whole")),
        sa.CheckConstraint(
            "ending IS NULL OR (ending = 'lapsed') = (decided_by IS NULL)",
            name=op.f("ck_held_proposal_decided_by_somebody"),
        ),
        sa.CheckConstraint("ending IS NOT NULL OR decided_by IS NULL", name=op.f("ck_held_proposal_open_by_nobody")),
        sa.CheckConstraint(
            "ending NOT IN ('approved', 'rejected') OR decided_by <> proposed_by",
            name=op.f("ck_held_proposal_two_people"),
        ),
        sa.CheckConstraint(
            "ending <> 'withdrawn' OR decided_by = proposed_by", name=op.f("ck_held_proposal_own_withdrawn")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id", "cluster"], ["held_cluster.unit_id", "held_cluster.number"], name="fk_held_proposal_cluster"
        ),
        sa.ForeignKeyConstraint(["proposed_by"], ["staff.id"], name=op.f("fk_held_proposal_proposed_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_held_proposal_decided_by")),
        sa.PrimaryKeyConstraint("unit_id", "cluster", "number", name=op.f("pk_held_proposal")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_held_proposal_open",
        "held_proposal",
        ["unit_id", "cluster"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )


def _account() -> None:
    op.create_table(
        "public_reason",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('counted', 'held', 'excluded')", name=op.f("ck_public_reason_state")),
        sa.CheckConstraint("n >= 0", name=op.f("ck_public_reason_n")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_public_reason_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "month", "state", "reason", name=op.f("pk_public_reason")),
        sqlite_with_rowid=False,
    )


def _refuse(table: str, name: str, change: str, condition: str = "") -> None:
    """A trigger that refuses a change; on PostgreSQL by the function of 0002. It goes with its table."""
    when = f" WHEN ({condition})" if condition else ""
    head = f"CREATE TRIGGER {table}_no_{name} BEFORE {change} ON {table} FOR EACH ROW{when}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"{head} EXECUTE FUNCTION refuse_change()")
    else:
        op.execute(f"{head} BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END")


def _refuse_replacing(table: str, key: tuple[str, ...]) -> None:
    """As in 0009: SQLite's REPLACE and PostgreSQL's TRUNCATE fire none of the triggers above."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    same_key = " AND ".join(f"kept.{column} = NEW.{column}" for column in key)
    exists = f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {same_key})"  # noqa: S608 # from the names above
    _refuse(table, "replace", "INSERT", exists)
