"""A benchmark is written down for an MSP or by a practice, taken away, and brought back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from app.accounts.models import Practice, User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.kpis import care
from app.kpis.agree import wait_for_turn
from app.kpis.benchmarks import Level
from app.kpis.catalogue import Kpi
from app.kpis.kept_benchmarks import present
from app.kpis.models import KeptBenchmark, OwnBenchmark, Owners, PracticeBenchmark
from app.refusal import Refused

MOST_KEPT = 12
TOO_MANY = f"At most {MOST_KEPT} are kept of a KPI. Take one away, then write down this one."
NOT_SHARED = "Only you have this KPI, so its benchmarks are kept here."


@dataclass(frozen=True)
class Figure:
    """What somebody writes down; the same words and numbers twice are one benchmark."""

    level: Level
    low: float | None
    high: float | None
    about: str
    source: str
    month: date
    sample: str


def keep(kpi: Kpi, figure: Figure, by: User) -> OwnBenchmark:
    """Keep a benchmark for the MSP in scope."""
    wait_for_turn()
    row: Any = same(OwnBenchmark, kpi, figure)
    if row is None:
        row = OwnBenchmark(kpi_key=kpi.key, **asdict(figure), at=now(), by_id=by.id)
        db.session.add(row)
        db.session.flush()
        record("benchmark kept", row, by=by, name=kpi.name, kpi=kpi.key, source=figure.source)
    assert isinstance(row, OwnBenchmark)
    return row


def keep_for_practice(kpi: Kpi, figure: Figure, by: User, practice: Practice) -> PracticeBenchmark:
    """The same for every client of a practice that the person acts for."""
    if kpi.own:
        raise Refused(NOT_SHARED)
    wait_for_turn()
    row: Any = same(PracticeBenchmark, kpi, figure)
    if row is None:
        told = {**asdict(figure), "at": now(), "by_id": by.id}
        row = PracticeBenchmark(practice_id=practice.id, kpi_key=kpi.key, **told)
        db.session.add(row)
        db.session.flush()
    assert isinstance(row, PracticeBenchmark)
    return row


def same(kind: type[KeptBenchmark], kpi: Kpi, figure: Figure) -> Any:
    """The row that says this already; None when there is none, and room for it."""
    rows = present(kind, kpi.key)
    told = asdict(figure)
    for row in rows:
        if all(getattr(row, part) == value for part, value in told.items()):
            return row
    if len(rows) >= MOST_KEPT:
        raise Refused(TOO_MANY)
    return None


def put_away(row: KeptBenchmark, kpi: Kpi, by: User) -> None:
    """It is shown no more. Twice is once."""
    if row.put_away_at is None:
        row.put_away_at = now()
        told(row, "benchmark put away", kpi, by)


def bring_back(row: KeptBenchmark, kpi: Kpi, by: User) -> None:
    """It is shown again; refused where others took its place."""
    if row.put_away_at is None:
        return
    wait_for_turn()
    if len(present(type(row), kpi.key)) >= MOST_KEPT:
        raise Refused(TOO_MANY)
    row.put_away_at = None
    told(row, "benchmark brought back", kpi, by)


def told(row: KeptBenchmark, deed: str, kpi: Kpi, by: User) -> None:
    """An MSP has its deeds on record; what a practice keeps is no MSP's."""
    if isinstance(row, OwnBenchmark):
        record(deed, row, by=by, name=kpi.name, kpi=kpi.key)


def draw(kpi: Kpi, tokens: Sequence[str], by: User) -> None:
    """Let everybody's chart of a KPI draw these benchmarks, by what the address calls them."""
    wait_for_turn()
    found = care.owners(kpi.key)
    if found is None:
        found = Owners(kpi_key=kpi.key)
        db.session.add(found)
    if found.drawn != [*tokens]:
        found.drawn = [*tokens]
        db.session.flush()
        record("benchmarks chosen", found, by=by, name=kpi.name, kpi=kpi.key)
