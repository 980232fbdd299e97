"""Readings: one dated value of one KPI."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.tenancy import MspOwned
from app.versions import Versioned


class Reading(MspOwned, Versioned, Base):
    """A value with what it was made of; both days of its period are included; None is no data."""

    __tablename__ = "readings"
    __table_args__ = (
        UniqueConstraint("msp_id", "kpi_key", "scope_kind", "scope_key", "starts_on", "ends_on"),
        Index(None, "msp_id", "kpi_key", "ends_on"),
    )

    kpi_key: Mapped[str] = mapped_column(String(60))
    scope_kind: Mapped[str] = mapped_column(String(20), default="company")
    scope_key: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    n: Mapped[int | None]
    excluded: Mapped[int | None]
    also: Mapped[dict[str, Any]] = mapped_column(default=dict)
    source: Mapped[str] = mapped_column(String(120))
    note: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User | None] = relationship()
