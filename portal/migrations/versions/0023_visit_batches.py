"""Visit codes belong to batches; queue machines; what the public may read of codes, and visits beside them."""

from __future__ import annotations

import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ORIGINS = ("desk", "machine", "command")
_UNIT = (["unit_id"], ["unit.id"])
_SERVICE = (["service_id"], ["service.id"])
_HASH = sa.LargeBinary(32)
_ID = sa.LargeBinary(16)


def upgrade() -> None:
    _create_machines()
    _create_batches()
    _create_counts()
    op.execute("CREATE TEMPORARY TABLE visit_code_before AS SELECT * FROM visit_code")
    op.drop_index("ix_visit_code_code_hash", table_name="visit_code")
    op.drop_table("visit_code")
    op.create_table(
        "visit_code",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", _HASH, nullable=False),
        sa.Column("batch_id", _ID, nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(code_hash) = 32", name=op.f("ck_visit_code_code_hash_length")),
        sa.ForeignKeyConstraint(
            ["unit_id", "batch_id"], ["visit_batch.unit_id", "visit_batch.id"], name="fk_visit_code_batch"
        ),
        sa.PrimaryKeyConstraint("unit_id", "code_hash", name=op.f("pk_visit_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_visit_code_code_hash", "visit_code", ["code_hash"])
    op.create_index("ix_visit_code_batch", "visit_code", ["unit_id", "batch_id"])
    _gather_codes()
    op.execute("DROP TABLE visit_code_before")


def downgrade() -> None:
    op.execute(
        "CREATE TEMPORARY TABLE visit_code_after AS SELECT code.unit_id, code.code_hash, batch.service_id,"
        " batch.issued_on, code.used FROM visit_code AS code JOIN visit_batch AS batch"
        " ON batch.unit_id = code.unit_id AND batch.id = code.batch_id WHERE batch.revoked_on IS NULL OR code.used"
    )
    op.drop_table("visit_code")
    op.create_table(
        "visit_code",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", _HASH, nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(code_hash) = 32", name=op.f("ck_visit_code_code_hash_length")),
        sa.ForeignKeyConstraint(*_SERVICE, name=op.f("fk_visit_code_service_id")),
        sa.ForeignKeyConstraint(*_UNIT, name=op.f("fk_visit_code_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "code_hash", name=op.f("pk_visit_code")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_visit_code_code_hash", "visit_code", ["code_hash"])
    op.execute(
        "INSERT INTO visit_code (unit_id, code_hash, service_id, issued_on, used)"
        " SELECT unit_id, code_hash, service_id, issued_on, used FROM visit_code_after"
    )
    op.execute("DROP TABLE visit_code_after")
    for table in ("visit_number", "visit_code_count", "visit_batch", "queue_machine"):
        op.drop_table(table)


def _create_machines() -> None:
    op.create_table(
        "queue_machine",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("key_hash", _HASH, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.CheckConstraint("length(key_hash) = 32", name=op.f("ck_queue_machine_key_hash_length")),
        sa.ForeignKeyConstraint(*_UNIT, name=op.f("fk_queue_machine_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_machine")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_queue_machine_key_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_queue_machine_unit_id"), "queue_machine", ["unit_id"])


def _create_batches() -> None:
    op.create_table(
        "visit_batch",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(8), nullable=False),
        sa.Column("machine_id", sa.Integer(), nullable=True),
        sa.Column("revoked_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_visit_batch_id_length")),
        sa.CheckConstraint("made >= 0 AND made <= n", name=op.f("ck_visit_batch_made")),
        sa.CheckConstraint(f"source IN {ORIGINS}", name=op.f("ck_visit_batch_source")),
        sa.CheckConstraint("(source = 'machine') = (machine_id IS NOT NULL)", name=op.f("ck_visit_batch_machine")),
        sa.ForeignKeyConstraint(*_UNIT, name=op.f("fk_visit_batch_unit_id")),
        sa.ForeignKeyConstraint(*_SERVICE, name=op.f("fk_visit_batch_service_id")),
        sa.ForeignKeyConstraint(["machine_id"], ["queue_machine.id"], name=op.f("fk_visit_batch_machine_id")),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("pk_visit_batch")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_visit_batch_month", "visit_batch", ["unit_id", "month"])


def _create_counts() -> None:
    op.create_table(
        "visit_code_count",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("issued", "redeemed", "expired", "revoked")),
        sa.Column("is_final", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(*_UNIT, name=op.f("fk_visit_code_count_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "month", name=op.f("pk_visit_code_count")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "visit_number",
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("visits >= 0", name=op.f("ck_visit_number_visits")),
        sa.ForeignKeyConstraint(*_UNIT, name=op.f("fk_visit_number_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "month", name=op.f("pk_visit_number")),
        sqlite_with_rowid=False,
    )


def _gather_codes() -> None:
    """Codes of one service and day become one batch, under the id of the log's entry where that is the only one."""
    connection = op.get_bind()
    groups = connection.execute(
        sa.text(
            "SELECT code.unit_id, code.service_id, code.issued_on, count(*) AS n, service.slug"
            " FROM visit_code_before AS code JOIN service ON service.id = code.service_id"
            " GROUP BY code.unit_id, code.service_id, code.issued_on, service.slug"
        )
    ).all()
    logged = _logged(connection) if groups else {}
    for unit_id, service_id, day, n, slug in groups:
        known = logged.get((slug, str(day)), [])
        batch = bytes.fromhex(known[0]) if len(known) == 1 else secrets.token_bytes(16)
        values = {"unit": unit_id, "batch": batch, "service": service_id, "day": day, "month": str(day)[:7], "n": n}
        connection.execute(
            sa.text(
                "INSERT INTO visit_batch (unit_id, id, service_id, issued_on, month, n, made, source, version)"
                " VALUES (:unit, :batch, :service, :day, :month, :n, :n, 'command', 1)"
            ),
            values,
        )
        connection.execute(
            sa.text(
                "INSERT INTO visit_code (unit_id, code_hash, batch_id, used) SELECT unit_id, code_hash, :batch, used"
                " FROM visit_code_before WHERE service_id = :service AND issued_on = :day"
            ),
            values,
        )


def _logged(connection: sa.Connection) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for (payload,) in connection.execute(sa.text("SELECT payload FROM ledger_entry WHERE kind = 'codes'")):
        entry = json.loads(payload)
        found.setdefault((entry["service"], entry["issued"]), []).append(entry["batch"])
    return found
