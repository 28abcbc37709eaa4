"""Units of the city, the services they give, and what is frozen about them per year."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.database import Base

KINDS = (
    "sekretariat",
    "inspektorat",
    "badan",
    "dinas",
    "distrik",
    "kelurahan",
    "rumah_sakit",
    "puskesmas",
    "lainnya",
)


class Unit(Base):
    """A work unit that citizens rate. Its slug is permanent; `valid_from` and `valid_to` are years, both included.

    Name, kind, distrik and parent are those of the running year; what held in another one stands in `UnitYear`.
    """

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint(f"kind IN {KINDS}", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    distrik: Mapped[str] = mapped_column(String(80), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    valid_from: Mapped[int | None]
    valid_to: Mapped[int | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    version: Mapped[int] = mapped_column(default=1)

    services: Mapped[list[Service]] = relationship(back_populates="unit", order_by="Service.name")


class Service(Base):
    """One kind of service (jenis layanan) of a unit; `users` is how many used it in the last period.

    Name and users are those of the running year; what held in another one stands in `ServiceYear`.
    """

    __tablename__ = "service"
    __table_args__ = (CheckConstraint("users IS NULL OR users >= 0", name="users"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    users: Mapped[int | None]
    valid_from: Mapped[int | None]
    valid_to: Mapped[int | None]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("service.id"))
    version: Mapped[int] = mapped_column(default=1)

    unit: Mapped[Unit] = relationship(back_populates="services")


class UnitYear(Base):
    """What holds of a unit from a year on, until a later row says otherwise; the first one holds for earlier years."""

    __tablename__ = "unit_year"
    __table_args__ = (CheckConstraint(f"kind IN {KINDS}", name="kind"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    from_year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    distrik: Mapped[str] = mapped_column(String(80), default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class ServiceYear(Base):
    """What holds of a service from a year on, as `UnitYear`."""

    __tablename__ = "service_year"
    __table_args__ = (CheckConstraint("users IS NULL OR users >= 0", name="users"),)

    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), primary_key=True)
    from_year: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    users: Mapped[int | None]


class UnitStaff(Base):
    """How many people work in a unit, from a year on: frozen per year, so that a year's questions stay the same."""

    __tablename__ = "unit_staff"
    __table_args__ = (CheckConstraint("staff >= 0", name="staff"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    from_year: Mapped[int] = mapped_column(primary_key=True)
    staff: Mapped[int]


class SampleCity(Base):
    """One row where the portal holds the invented sample city, never real ratings."""

    __tablename__ = "sample_city"

    seed: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
