"""Accounts of staff: who signs in, with which roles, for which unit, and the one-time links that set a password."""

from __future__ import annotations

import datetime

from flask_security import RoleMixin, UserMixin, verify_password
from sqlalchemy import CheckConstraint, DateTime, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Base
from portal.domain.permissions import Role

_ROLES = tuple(role.value for role in Role)


class StaffRole(RoleMixin, Base):
    """One role that an account holds."""

    __tablename__ = "staff_role"
    __table_args__ = (CheckConstraint(f"name IN {_ROLES}", name="name"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)

    def get_permissions(self) -> set[str]:
        """Flask-Security asks; what a role may do stands in `domain.permissions` alone."""
        return set()


class Staff(UserMixin, Base):
    """One person's account. `unit` is a slug, which never changes; `fs_uniquifier` is what a session names."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    unit: Mapped[str | None] = mapped_column(ForeignKey("unit.slug"), index=True)
    created_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))

    roles: Mapped[list[StaffRole]] = relationship(lazy="selectin", order_by=StaffRole.name)  # type: ignore[assignment]

    @property
    def role_names(self) -> frozenset[str]:
        """What `domain.permissions` asks for."""
        return frozenset(role.name for role in self.roles)

    def verify_and_update_password(self, password: str) -> bool:
        """Flask-Security would write a fresh hash where costs have changed; at sign-in nothing is written."""
        return verify_password(password, str(self.password))


class SetUpLink(Base):
    """A link with which a person sets the password, once. Only a hash of its secret is kept."""

    __tablename__ = "staff_set_up_link"
    __table_args__ = (CheckConstraint("length(token_hash) = 32", name="token_hash_length"),)

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    expires_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime.datetime | None] = mapped_column(DateTime(timezone=True))

    staff: Mapped[Staff] = relationship()
