"""Reviews of units: evidence, messages, signatures and the signed text are only ever added; the rest goes with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INSERT_ONLY = {
    "review_evidence": ("cycle_id", "unit_id"),
    "review_message": ("id",),
    "review_signature": ("review_id", "party"),
    "signed_review": ("review_id",),
}
"""With their keys."""
CONTENT = (
    "id, cycle_id, unit_id, version, reviewer, overview, sent_on, reply, replied_on, predicate, on_results,"
    " on_behaviour, on_missing, summary, signed_on"
)
"""What of a review never changes once it is signed; its state still goes to an appeal and on."""
APPEAL_FIXED = "review_id, reason, made_on"


def upgrade() -> None:
    _cycles()
    _reviews()
    _parts()
    for table, key in INSERT_ONLY.items():
        _refuse(table, "update", "UPDATE")
        _refuse(table, "delete", "DELETE")
        _refuse_replacing(table, key)
    _refuse("review", "rewrite", f"UPDATE OF {CONTENT}", "OLD.signed_on IS NOT NULL")
    _refuse("review", "delete", "DELETE")
    _refuse("review_appeal", "edit", f"UPDATE OF {APPEAL_FIXED}")
    _refuse("review_appeal", "return", "UPDATE", "OLD.decided_on IS NOT NULL")
    _refuse("review_appeal", "delete", "DELETE")


def downgrade() -> None:
    for table in ("signed_review", "review_signature", "review_message", "review_appeal", "review_answer"):
        op.drop_table(table)
    for table in ("review_evidence", "review", "review_cycle"):
        op.drop_table(table)


def _cycles() -> None:
    op.create_table(
        "review_cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("period", sa.String(7), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("assess_by", sa.Date(), nullable=False),
        sa.Column("dialogue_by", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("sign_by", sa.Date(), nullable=False),
        sa.Column("required", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "assess_by <= dialogue_by AND dialogue_by <= reply_by AND reply_by <= sign_by",
            name=op.f("ck_review_cycle_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_cycle")),
    )
    op.create_table(
        "review_evidence",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_review_evidence_digest_length")),
        sa.ForeignKeyConstraint(["cycle_id"], ["review_cycle.id"], name=op.f("fk_review_evidence_cycle_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_review_evidence_unit_id")),
        sa.PrimaryKeyConstraint("cycle_id", "unit_id", name=op.f("pk_review_evidence")),
    )


def _reviews() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reviewer", sa.String(254), nullable=True),
        *(_text(name) for name in ("overview", "reply", "on_results", "on_behaviour", "on_missing", "summary")),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("predicate", sa.String(20), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "predicate IN ('istimewa', 'baik', 'butuh_perbaikan', 'kurang', 'sangat_kurang')",
            name=op.f("ck_review_predicate"),
        ),
        sa.CheckConstraint(
            "state IN ('self_assessment', 'dialogue', 'reply', 'predicate', 'sign_off', 'signed', 'appealed',"
            " 'upheld', 'corrected')",
            name=op.f("ck_review_state"),
        ),
        sa.CheckConstraint("version IN (1, 2)", name=op.f("ck_review_version")),
        sa.ForeignKeyConstraint(["cycle_id"], ["review_cycle.id"], name=op.f("fk_review_cycle_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_review_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("cycle_id", "unit_id", "version", name=op.f("uq_review_cycle_id_unit_id_version")),
    )
    for column in ("cycle_id", "reviewer", "unit_id"):
        op.create_index(op.f(f"ix_review_{column}"), "review", [column])


def _parts() -> None:
    _part("answer", "review_answer", sa.Column("element", sa.String(40), nullable=False), key="element")
    _part("signature", "review_signature", sa.Column("party", sa.String(10), nullable=False), key="party")
    _part("appeal", "review_appeal")
    _part("signed", "signed_review")
    op.create_table(
        "review_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        _text("text"),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.CheckConstraint("side IN ('unit', 'reviewer')", name=op.f("ck_review_message_side")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_review_message_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_message")),
    )
    op.create_index(op.f("ix_review_message_review_id"), "review_message", ["review_id"])


def _part(part: str, table: str, *more: sa.Column[str], key: str = "") -> None:
    """A table whose rows belong to a review."""
    columns: dict[str, tuple[sa.SchemaItem, ...]] = {
        "answer": (sa.Column("place", sa.Integer(), nullable=False), _text("cause"), _text("done"), _text("planned")),
        "signature": (
            sa.Column("email", sa.String(254), nullable=False),
            _text("remark"),
            sa.Column("signed_on", sa.Date(), nullable=False),
            sa.CheckConstraint("party IN ('head', 'reviewer')", name=op.f("ck_review_signature_party")),
        ),
        "appeal": (
            _text("reason"),
            sa.Column("made_on", sa.Date(), nullable=False),
            _text("answer"),
            sa.Column("decided_on", sa.Date(), nullable=True),
            sa.CheckConstraint("(decided_on IS NULL) = (answer = '')", name=op.f("ck_review_appeal_answered_whole")),
        ),
        "signed": (
            _text("payload"),
            sa.Column("digest", sa.LargeBinary(32), nullable=False),
            sa.CheckConstraint("length(digest) = 32", name=op.f("ck_signed_review_digest_length")),
        ),
    }
    op.create_table(
        table,
        sa.Column("review_id", sa.Integer(), nullable=False),
        *more,
        *columns[part],
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f(f"fk_{table}_review_id")),
        sa.PrimaryKeyConstraint("review_id", *([key] if key else []), name=op.f(f"pk_{table}")),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


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
