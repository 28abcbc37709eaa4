"""Ratings, blocks, log entries and deeds are only ever added: the database itself refuses to change or delete them."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSERT_ONLY = ("response", "block", "block_member", "ledger_entry", "intake_list", "audit_entry", "imported_file")
CHANGES = ("update", "delete")


def upgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is insert-only', TG_TABLE_NAME; END $$"
        )
    for table in INSERT_ONLY:
        for change in CHANGES:
            op.execute(_trigger(table, change, "", postgresql=postgresql))
    for change in CHANGES:
        op.execute(_trigger("survey_version", change, "OLD.published_on IS NOT NULL", postgresql=postgresql))


def downgrade() -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in (*INSERT_ONLY, "survey_version"):
        for change in CHANGES:
            on_table = f" ON {table}" if postgresql else ""
            op.execute(f"DROP TRIGGER {table}_no_{change}{on_table}")
    if postgresql:
        op.execute("DROP FUNCTION refuse_change()")


def _trigger(table: str, change: str, condition: str, *, postgresql: bool) -> str:
    when = f" WHEN ({condition})" if condition else ""
    head = f"CREATE TRIGGER {table}_no_{change} BEFORE {change.upper()} ON {table} FOR EACH ROW{when}"
    if postgresql:
        return f"{head} EXECUTE FUNCTION refuse_change()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
