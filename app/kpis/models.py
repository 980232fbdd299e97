"""Readings: one dated value of one KPI."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.accounts.models import User
from app.activity.models import Event
from app.db import Base
from app.tenancy import MspOwned, PracticeOwned
from app.versions import Versioned


class Reading(MspOwned, Versioned, Base):
    """A value with what it was made of; both days of its period are included; None is no data.

    `judged_by` are the thresholds when it came in: empty for one from before they were kept, None
    only until the action that stores it ends. `sure_of` is the unlikely value that somebody said is
    right; it counts as long as it is the value.
    """

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
    judged_by: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    sure_of: Mapped[float | None]

    by: Mapped[User | None] = relationship()
    corrections: Mapped[list[Event]] = relationship(
        primaryjoin=lambda: and_(
            Reading.msp_id == foreign(Event.msp_id),
            Reading.id == foreign(Event.thing_id),
            Event.deed == "reading corrected",
        ),
        order_by=lambda: (Event.at, Event.id),
        viewonly=True,
        lazy="raise",
    )

    @property
    def is_sure(self) -> bool:
        return self.value is not None and self.value == self.sure_of


class ReadingFile(MspOwned, Versioned, Base):
    """A file of readings on its way in, and once it is in, what it takes to undo it.

    `shape` is the same for files with the same headings; `columns` says what they mean, None
    until somebody told. `lines` is emptied, and `before` filled, when the readings are stored.
    """

    __tablename__ = "reading_files"
    __table_args__ = (Index(None, "msp_id", "stored_at"), Index(None, "msp_id", "shape"))

    name: Mapped[str] = mapped_column(String(120))
    shape: Mapped[str] = mapped_column(String(64))
    headings: Mapped[list[str]]
    columns: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    lines: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    stored_at: Mapped[datetime | None]
    added: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship(foreign_keys=by_id)
    undone_by: Mapped[User | None] = relationship(foreign_keys=undone_by_id)


class PeriodClosing(MspOwned, Base):
    """From then on readings up to a day were closed; None opened everything. Only ever added."""

    __tablename__ = "reading_closings"
    __table_args__ = (Index(None, "msp_id", "at"),)

    until: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    why: Mapped[str] = mapped_column(String(200), default="")

    by: Mapped[User] = relationship()


class Owners(MspOwned, Versioned, Base):
    """Who answers for a KPI at an MSP, and who types its readings: two questions; and which
    benchmarks its chart draws there, None for the usual one."""

    __tablename__ = "kpi_owners"
    __table_args__ = (UniqueConstraint("msp_id", "kpi_key"),)

    kpi_key: Mapped[str] = mapped_column(String(60))
    accountable_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    enters_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    drawn: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))

    accountable: Mapped[User | None] = relationship(foreign_keys=accountable_id, lazy="joined")
    enters: Mapped[User | None] = relationship(foreign_keys=enters_id, lazy="joined")


class OwnKpi(MspOwned, Versioned, Base):
    """A KPI that an MSP defined; put away it is offered no more, and its readings stay."""

    __tablename__ = "own_kpis"
    __table_args__ = (UniqueConstraint("msp_id", "kpi_key"),)

    kpi_key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(80))
    plain: Mapped[str] = mapped_column(String(200))
    says: Mapped[str] = mapped_column(String(2000))
    unit: Mapped[str] = mapped_column(String(30))
    decimals: Mapped[int]
    direction: Mapped[str] = mapped_column(String(10))
    band_low: Mapped[float | None]
    band_high: Mapped[float | None]
    lowest: Mapped[float | None]
    highest: Mapped[float | None]
    cadence: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    put_away_at: Mapped[datetime | None]
    formula: Mapped[str] = mapped_column(String(2000), default="")


class Definition(MspOwned, Versioned, Base):
    """How an MSP counts a KPI from a day on, the first one from the beginning; agreed, or not yet.

    `number` counts the definitions of a KPI from 1; what they said is never changed. `formula` is
    that of a KPI which is computed from others, with their keys.
    """

    __tablename__ = "definitions"
    __table_args__ = (UniqueConstraint("msp_id", "kpi_key", "number"),)

    kpi_key: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    says: Mapped[str] = mapped_column(String(2000))
    formula: Mapped[str] = mapped_column(String(2000), default="")
    starts_on: Mapped[date | None]
    why: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    agreed_by: Mapped[User | None] = relationship(foreign_keys=agreed_by_id, lazy="joined")


class KeptBenchmark:
    """A figure to compare a KPI with, from `low` to `high`, open where one is None.

    `about` says in words whose figure it is, `month` is the first day of the one it is of. Put away
    it is shown no more.
    """

    if TYPE_CHECKING:
        id: Mapped[UUID]

    kpi_key: Mapped[str] = mapped_column(String(60))
    level: Mapped[str] = mapped_column(String(10))
    low: Mapped[float | None]
    high: Mapped[float | None]
    about: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(String(200))
    month: Mapped[date]
    sample: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    put_away_at: Mapped[datetime | None]


class OwnBenchmark(KeptBenchmark, MspOwned, Base):
    """One that an MSP keeps for itself."""

    __tablename__ = "benchmarks"
    __table_args__ = (Index(None, "msp_id", "kpi_key"),)


class PracticeBenchmark(KeptBenchmark, PracticeOwned, Base):
    """One that a practice keeps for every MSP that lets it in."""

    __tablename__ = "practice_benchmarks"
    __table_args__ = (Index(None, "practice_id", "kpi_key"),)
