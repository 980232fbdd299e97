"""Benchmarks that the MSP in scope or its practices keep of a KPI, and who wrote them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, select, true, union_all

from app.accounts.models import Msp, Practice, User
from app.clock import local
from app.db import db
from app.kpis import queries
from app.kpis.benchmarks import Level
from app.kpis.models import KeptBenchmark, OwnBenchmark, PracticeBenchmark
from app.tenancy import current_msp_id


@dataclass(frozen=True)
class Kept:
    """A benchmark that somebody wrote down. `keeper` is the name of its MSP or practice."""

    id: UUID
    of_practice: bool
    keeper: str
    keeper_id: UUID
    by: str
    level: Level
    low: float | None
    high: float | None
    about: str
    source: str
    month: date
    sample: str
    at: datetime

    @property
    def origin(self) -> str:
        """Who keeps it, from what, of which month, and from how many."""
        told = f"Kept by {self.keeper}: {self.source}, {self.month:%B %Y}"
        return f"{told} ({self.sample})" if self.sample else told


PARTS = ("level", "low", "high", "about", "source", "month", "sample", "at")


def kept(kpi_key: str) -> tuple[Kept, ...]:
    """Those of a KPI that are not put away: its practices' first, then the MSP's, as written."""
    parts = (
        lines_of(PracticeBenchmark, Practice, PracticeBenchmark.practice_id, kpi_key),
        lines_of(OwnBenchmark, Msp, OwnBenchmark.msp_id, kpi_key),
    )
    rows = db.session.execute(union_all(*(select(part.subquery()) for part in parts)))
    zone = queries.msp().zone
    found = [told(row, zone) for row in rows.mappings()]
    return tuple(sorted(found, key=lambda one: (not one.of_practice, one.at, one.id)))


def lines_of(kind: Any, owners: Any, owner_id: Any, kpi_key: str) -> Select[Any]:
    return (
        select(
            kind.id,
            (true() if kind is PracticeBenchmark else false()).label("of_practice"),
            owners.name.label("keeper"),
            owner_id.label("keeper_id"),
            User.name.label("by"),
            *(getattr(kind, part) for part in PARTS),
        )
        .join(owners, owners.id == owner_id)
        .join(User, User.id == kind.by_id)
        .where(kind.kpi_key == kpi_key, kind.put_away_at.is_(None))
    )


def told(row: Any, zone: str) -> Kept:
    """A row, with when it was written down where the MSP is."""
    is_practices, at = bool(row["of_practice"]), local(row["at"], zone)
    return Kept(**{**row, "of_practice": is_practices, "level": Level(row["level"]), "at": at})


def own(benchmark_id: UUID) -> OwnBenchmark | None:
    return db.session.get(OwnBenchmark, (current_msp_id(), benchmark_id))


def of_practice(benchmark_id: UUID) -> PracticeBenchmark | None:
    """One of the practice that the person acts for, or of one that the MSP let in."""
    return db.session.scalar(select(PracticeBenchmark).where(PracticeBenchmark.id == benchmark_id))


def present(kind: type[KeptBenchmark], kpi_key: str) -> list[Any]:
    """The rows of a KPI that are not put away, of whom the kind belongs to."""
    wanted: Any = select(kind).where(kind.kpi_key == kpi_key, kind.put_away_at.is_(None))
    return list(db.session.scalars(wanted))
