"""Promises of units, their history, evidence and voices: what happened and what was said is only ever added."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSERT_ONLY = {"promise_event": ("promise_id", "number"), "promise_voice": ("key",)}
"""With their keys."""
FIXED = "id, origin, origin_ref, trigger_period, made_on"
"""What of a promise never changes."""
PICTURE_FIXED = "id, promise_id, round, caption, media_type, made_on"


def upgrade() -> None:
    _promises()
    _events_and_voices()
    _files()
    for table, key in INSERT_ONLY.items():
        _refuse(table, "update", "UPDATE")
        _refuse(table, "delete", "DELETE")
        _refuse_replacing(table, key)
    _refuse("promise", "delete", "DELETE")
    _refuse("promise", "edit", f"UPDATE OF {FIXED}")
    _refuse("promise_file", "delete", "DELETE")
    _refuse("promise_file", "edit", f"UPDATE OF {PICTURE_FIXED}")
    _refuse("promise_file", "return", "UPDATE", "OLD.removed_on IS NOT NULL")


def downgrade() -> None:
    op.drop_index(op.f("ix_promise_file_promise_id"), table_name="promise_file")
    op.drop_table("promise_file")
    op.drop_index("ix_promise_voice_promise_id_round", table_name="promise_voice")
    op.drop_table("promise_voice")
    op.drop_table("promise_event")
    op.drop_index("ix_promise_state_due_on", table_name="promise")
    op.drop_index(op.f("ix_promise_offered_to_id"), table_name="promise")
    op.drop_index(op.f("ix_promise_unit_id"), table_name="promise")
    op.drop_table("promise")


def _promises() -> None:
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(40), nullable=False),
        sa.Column("cause", sa.String(500), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("action", sa.String(300), nullable=False),
        sa.Column("owner", sa.String(120), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("budget_source", sa.String(12), nullable=True),
        sa.Column("origin", sa.String(12), nullable=False),
        sa.Column("origin_ref", sa.String(120), nullable=False),
        sa.Column("trigger_period", sa.String(7), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("offered_to_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('procedure', 'staffing', 'facility', 'training', 'information', 'budget')",
            name=op.f("ck_promise_kind"),
        ),
        sa.CheckConstraint("state IN ('planned', 'going', 'done', 'withdrawn')", name=op.f("ck_promise_state")),
        sa.CheckConstraint(
            "origin IN ('own', 'review', 'consultation', 'observer', 'report', 'training')",
            name=op.f("ck_promise_origin"),
        ),
        sa.CheckConstraint("budget_source IN ('apbd', 'alternative')", name=op.f("ck_promise_budget_source")),
        sa.CheckConstraint(
            "budget IS NULL OR budget = 0 OR (budget > 0 AND budget_source IS NOT NULL)",
            name=op.f("ck_promise_budget"),
        ),
        sa.CheckConstraint("due_on >= starts_on", name=op.f("ck_promise_dates")),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_promise_done_on")),
        sa.CheckConstraint("round >= 0 AND (state <> 'done' OR round > 0)", name=op.f("ck_promise_round")),
        sa.CheckConstraint("offered_to_id IS NULL OR (offered_to_id <> unit_id)", name=op.f("ck_promise_offered_to")),
        sa.ForeignKeyConstraint(["offered_to_id"], ["unit.id"], name=op.f("fk_promise_offered_to_id")),
        sa.CheckConstraint(
            "owner <> '' AND action <> '' AND cause <> '' AND element <> ''", name=op.f("ck_promise_words")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_promise_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_promise_unit_id"), "promise", ["unit_id"])
    op.create_index(op.f("ix_promise_offered_to_id"), "promise", ["offered_to_id"])
    op.create_index("ix_promise_state_due_on", "promise", ["state", "due_on"])


def _events_and_voices() -> None:
    op.create_table(
        "promise_event",
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('made', 'changed', 'started', 'done', 'reopened', 'withdrawn', 'moved')",
            name=op.f("ck_promise_event_kind"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_promise_event_number")),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"], name=op.f("fk_promise_event_promise_id")),
        sa.PrimaryKeyConstraint("promise_id", "number", name=op.f("pk_promise_event")),
    )
    op.create_table(
        "promise_voice",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stand", sa.String(8), nullable=False),
        sa.CheckConstraint("stand IN ('confirm', 'dispute')", name=op.f("ck_promise_voice_stand")),
        sa.CheckConstraint("round > 0", name=op.f("ck_promise_voice_round")),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_promise_voice_key_length")),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"], name=op.f("fk_promise_voice_promise_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_promise_voice")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_promise_voice_promise_id_round", "promise_voice", ["promise_id", "round"])


def _files() -> None:
    op.create_table(
        "promise_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("promise_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("caption", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removed_reason", sa.String(500), nullable=True),
        sa.CheckConstraint("round > 0", name=op.f("ck_promise_file_round")),
        sa.CheckConstraint("caption <> ''", name=op.f("ck_promise_file_caption")),
        sa.CheckConstraint("(data IS NULL) = (removed_on IS NOT NULL)", name=op.f("ck_promise_file_removed")),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"], name=op.f("fk_promise_file_promise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_file")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_promise_file_promise_id"), "promise_file", ["promise_id"])


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
