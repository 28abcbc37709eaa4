"""Insert-only also where no row is deleted in so many words: SQLite's REPLACE, PostgreSQL's TRUNCATE.

SQLite fires no delete trigger for a row that REPLACE removes (unless `recursive_triggers` is on in that connection), so
a row is refused whose key exists already. PostgreSQL fires no row trigger at TRUNCATE, also of a table that refers here.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEYS = {
    "response": ("unit_id", "id"),
    "block": ("unit_id", "id"),
    "block_member": ("unit_id", "block_id", "response_id"),
    "ledger_entry": ("id",),
    "intake_list": ("entry_id",),
    "audit_entry": ("number",),
    "imported_file": ("unit_id", "service_id", "file_hash", "number"),
    "decision": ("unit_id", "response_id", "number"),
    "headline_channel": ("year", "scope"),
    "respondent_year": ("year",),
    "respondent_count": ("unit_id", "year", "attribute", "category"),
}
"""Every unique key of the insert-only tables: their primary keys, and no other."""

PUBLISHED_AGAIN = (
    "EXISTS (SELECT 1 FROM survey_version AS kept WHERE kept.published_on IS NOT NULL"
    " AND (kept.id = NEW.id OR (kept.code = NEW.code AND kept.version = NEW.version)))"
)
"""A questionnaire that would take the place of a published one, by its number or by its name."""


def upgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for change in ("UPDATE", "DELETE"):
        if is_postgresql:
            op.execute(
                f"CREATE TRIGGER headline_channel_no_{change.lower()} BEFORE {change} ON headline_channel"
                " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        else:
            _refuse("headline_channel", change.lower(), change, "1")
    if is_postgresql:
        for table in (*KEYS, "survey_version"):
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
                " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        return
    for table, columns in KEYS.items():
        same_key = " AND ".join(f"kept.{column} = NEW.{column}" for column in columns)
        exists = f"EXISTS (SELECT 1 FROM {table} AS kept WHERE {same_key})"  # noqa: S608 # from the names above
        _refuse(table, "replace", "INSERT", exists)
    _refuse("survey_version", "replace", "INSERT", PUBLISHED_AGAIN)
    _refuse("survey_version", "take_over", "UPDATE", f"OLD.published_on IS NULL AND {PUBLISHED_AGAIN}")


def downgrade() -> None:
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for change in ("update", "delete"):
        op.execute(f"DROP TRIGGER headline_channel_no_{change}{' ON headline_channel' if is_postgresql else ''}")
    if is_postgresql:
        for table in (*KEYS, "survey_version"):
            op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        return
    for table in (*KEYS, "survey_version"):
        op.execute(f"DROP TRIGGER {table}_no_replace")
    op.execute("DROP TRIGGER survey_version_no_take_over")


def _refuse(table: str, name: str, change: str, condition: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{name} BEFORE {change} ON {table} FOR EACH ROW WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
    )
