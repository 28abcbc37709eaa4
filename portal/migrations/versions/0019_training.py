"""Training: the city's catalogue of courses, and how many staff of a unit go; who goes stands nowhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "training_course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("provider", sa.String(100), nullable=False),
        sa.Column("university", sa.String(100), nullable=False),
        sa.Column("certificate", sa.String(120), nullable=False),
        sa.Column("competences", sa.String(500), nullable=False),
        sa.Column("elements", sa.JSON(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("funding", sa.String(12), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("funding IN ('apbd', 'alternative')", name=op.f("ck_training_course_funding")),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_training_course_cost")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_training_course_seats")),
        sa.CheckConstraint(
            "name <> '' AND provider <> '' AND competences <> ''", name=op.f("ck_training_course_words")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_course")),
        sa.UniqueConstraint("slug", name=op.f("uq_training_course_slug")),
    )
    op.create_table(
        "training_plan",
        sa.Column("promise_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("enrolled", sa.Integer(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.Column("certified", sa.Integer(), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "certified >= 0 AND certified <= finished AND finished <= enrolled", name=op.f("ck_training_plan_people")
        ),
        sa.CheckConstraint("spent >= 0", name=op.f("ck_training_plan_spent")),
        sa.ForeignKeyConstraint(["course_id"], ["training_course.id"], name=op.f("fk_training_plan_course_id")),
        sa.ForeignKeyConstraint(["promise_id"], ["promise.id"], name=op.f("fk_training_plan_promise_id")),
        sa.PrimaryKeyConstraint("promise_id", name=op.f("pk_training_plan")),
    )
    op.create_index(op.f("ix_training_plan_course_id"), "training_plan", ["course_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_training_plan_course_id"), table_name="training_plan")
    op.drop_table("training_plan")
    op.drop_table("training_course")
