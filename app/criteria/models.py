"""Success criteria: a KPI, its frozen baseline, a target and a day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.kpis.catalogue import Cadence
from app.tenancy import MspOwned
from app.versions import Versioned


class Criterion(MspOwned, Versioned, Base):
    """The baseline is frozen with its period, n, usual range and source; beside it stands the
    latest reading.

    While readings get worse, each than the one before, `worse_since` and `worse_from` keep the
    day and the value of the last one that was still good. `steps` are the values on the way to the
    target by their days. `recent` has a mark for each of the latest periods up to `read_on`.
    """

    __tablename__ = "criteria"
    __table_args__ = (
        ForeignKeyConstraint(
            ["msp_id", "program_id"], ["programs.msp_id", "programs.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("msp_id", "program_id", "kpi_key"),
        Index(None, "msp_id", "kpi_key"),
    )

    program_id: Mapped[UUID]
    kpi_key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    direction: Mapped[str] = mapped_column(String(10))
    starts_on: Mapped[date]
    due: Mapped[date]
    target: Mapped[float | None]
    band_low: Mapped[float | None]
    band_high: Mapped[float | None]
    steps: Mapped[dict[str, Any]] = mapped_column(default=dict)
    hold_needed: Mapped[int] = mapped_column(default=1)
    hold_of: Mapped[int] = mapped_column(default=1)
    baseline: Mapped[float | None]
    baseline_numerator: Mapped[float | None]
    baseline_denominator: Mapped[float | None]
    baseline_n: Mapped[int | None]
    baseline_lower: Mapped[float | None]
    baseline_upper: Mapped[float | None]
    baseline_from: Mapped[date | None]
    baseline_to: Mapped[date | None]
    baseline_source: Mapped[str] = mapped_column(String(120), default="")
    frozen_at: Mapped[datetime | None]
    frozen_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    latest: Mapped[float | None]
    latest_on: Mapped[date | None]
    worse_since: Mapped[date | None]
    worse_from: Mapped[float | None]
    recent: Mapped[str] = mapped_column(String(12), default="")
    read_on: Mapped[date | None]
    rhythm: Mapped[str] = mapped_column(String(10), default=Cadence.WEEKLY.value)
