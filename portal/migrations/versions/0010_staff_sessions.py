"""Sessions on the server, second factors, delegations, counted tries; the session and the seal of the audit record."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

from portal.core.secrets import keyed_hash

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("audit_entry", sa.Column("session", sa.Integer(), nullable=True))
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seal", sa.LargeBinary(32), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_head_one_row")),
        sa.CheckConstraint("length(seal) = 32", name=op.f("ck_audit_head_seal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    _seal_what_is_there()
    _upgrade_staff()
    _create_sessions()
    _create_factors()
    op.create_table(
        "staff_delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lender_id", sa.Integer(), nullable=False),
        sa.Column("borrower_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_staff_delegation_order")),
        sa.CheckConstraint("lender_id <> borrower_id", name=op.f("ck_staff_delegation_two_people")),
        sa.ForeignKeyConstraint(["borrower_id"], ["staff.id"], name=op.f("fk_staff_delegation_borrower_id")),
        sa.ForeignKeyConstraint(["lender_id"], ["staff.id"], name=op.f("fk_staff_delegation_lender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_delegation")),
    )
    op.create_index(op.f("ix_staff_delegation_borrower_id"), "staff_delegation", ["borrower_id"])
    op.create_index(op.f("ix_staff_delegation_lender_id"), "staff_delegation", ["lender_id"])


def _seal_what_is_there() -> None:
    """The newest entry of a record from before is sealed now, as `audit.services` seals each new one."""
    connection = op.get_bind()
    newest = connection.execute(sa.text("SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1")).first()
    if newest is not None:
        seal = keyed_hash("audit-head", f"{newest.number}|".encode() + bytes(newest.hash))
        head = {"number": newest.number, "seal": seal}
        connection.execute(sa.text("INSERT INTO audit_head (id, number, seal) VALUES (1, :number, :seal)"), head)


def _upgrade_staff() -> None:
    with op.batch_alter_table("staff") as batch:
        batch.add_column(sa.Column("handle", sa.LargeBinary(32), nullable=True))
        batch.add_column(sa.Column("lang", sa.String(2), nullable=False, server_default="id"))
        batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("closed_at", _TIME, nullable=True))
        batch.drop_constraint(op.f("uq_staff_fs_uniquifier"), type_="unique")
        batch.drop_column("fs_uniquifier")
    connection = op.get_bind()
    for (staff_id,) in connection.execute(sa.text("SELECT id FROM staff")).all():
        given = {"handle": secrets.token_bytes(32), "id": staff_id}
        connection.execute(sa.text("UPDATE staff SET handle = :handle WHERE id = :id"), given)
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("handle", existing_type=sa.LargeBinary(32), nullable=False)
        batch.create_unique_constraint(op.f("uq_staff_handle"), ["handle"])
        batch.alter_column("lang", existing_type=sa.String(2), server_default=None)
        batch.alter_column("version", existing_type=sa.Integer(), server_default=None)


def _create_sessions() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(12), nullable=False),
        sa.Column("device", sa.String(80), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("challenge", sa.LargeBinary(64), nullable=True),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.CheckConstraint("length(token_hash) = 32", name=op.f("ck_staff_session_token_hash_length")),
        sa.CheckConstraint("stage IN ('second_step', 'enrol', 'full')", name=op.f("ck_staff_session_stage")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"])
    op.create_table(
        "sign_in_try",
        sa.Column("account_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("account_hash", "device_hash", name=op.f("pk_sign_in_try")),
    )
    op.create_table(
        "staff_device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("device_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_device_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_device")),
        sa.UniqueConstraint("staff_id", "device_hash", name=op.f("uq_staff_device_staff_id_device_hash")),
    )


def _create_factors() -> None:
    op.create_table(
        "staff_totp",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("confirmed_at", _TIME, nullable=True),
        sa.Column("last_counter", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_totp_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_staff_totp")),
    )
    op.create_table(
        "staff_passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("credential", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("added_at", _TIME, nullable=False),
        sa.Column("used_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_passkey_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_staff_passkey_credential")),
    )
    op.create_index(op.f("ix_staff_passkey_staff_id"), "staff_passkey", ["staff_id"])
    op.create_table(
        "staff_recovery_code",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("used_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_recovery_code_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "code_hash", name=op.f("pk_staff_recovery_code")),
    )


def downgrade() -> None:
    for table in (
        "staff_recovery_code",
        "staff_passkey",
        "staff_totp",
        "staff_delegation",
        "staff_device",
        "sign_in_try",
        "staff_session",
        "audit_head",
    ):
        op.drop_table(table)
    op.drop_column("audit_entry", "session")
    with op.batch_alter_table("staff") as batch:
        batch.add_column(sa.Column("fs_uniquifier", sa.String(64), nullable=True))
        batch.drop_constraint(op.f("uq_staff_handle"), type_="unique")
        for column in ("handle", "lang", "version", "closed_at"):
            batch.drop_column(column)
    op.execute("UPDATE staff SET fs_uniquifier = 'staff-' || id")
    with op.batch_alter_table("staff") as batch:
        batch.alter_column("fs_uniquifier", existing_type=sa.String(64), nullable=False)
        batch.create_unique_constraint(op.f("uq_staff_fs_uniquifier"), ["fs_uniquifier"])
