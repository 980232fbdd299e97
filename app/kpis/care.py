"""Who looks after a KPI at the MSP in scope, and how it is counted there."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from app.db import db
from app.kpis.models import Definition, Owners


def owners(kpi_key: str) -> Owners | None:
    return db.session.scalar(select(Owners).where(Owners.kpi_key == kpi_key))


def typists() -> dict[UUID, frozenset[str]]:
    """The keys of the KPIs that each person types."""
    wanted = select(Owners.enters_id, Owners.kpi_key).where(Owners.enters_id.is_not(None))
    found: dict[UUID, frozenset[str]] = {}
    for person_id, key in db.session.execute(wanted):
        if person_id:
            found[person_id] = found.get(person_id, frozenset()) | {key}
    return found


def definitions(kpi_key: str) -> Sequence[Definition]:
    """How a KPI was counted, the latest definition first."""
    wanted = select(Definition).where(Definition.kpi_key == kpi_key)
    return db.session.scalars(wanted.order_by(Definition.number.desc())).all()


def formulas() -> dict[str, list[str]]:
    """The formulas that each computed KPI ever had, by key."""
    wanted = select(Definition.kpi_key, Definition.formula).where(Definition.formula != "")
    found: dict[str, list[str]] = {}
    for key, formula in db.session.execute(wanted.order_by(Definition.kpi_key, Definition.number)):
        found.setdefault(key, []).append(formula)
    return found


def counted_from(keys: Collection[str]) -> dict[str, date]:
    """From which day each of these KPIs is counted as it is now; not those that never changed."""
    wanted = select(Definition.kpi_key, func.max(Definition.starts_on)).where(
        Definition.kpi_key.in_(keys), Definition.starts_on.is_not(None)
    )
    rows = db.session.execute(wanted.group_by(Definition.kpi_key))
    return {key: day for key, day in rows if day}


class Counted(NamedTuple):
    """A definition as lists and charts need it; the first has no day."""

    kpi_key: str
    number: int
    starts_on: date | None
    agreed: bool


def counted(kpi_key: str | None = None) -> dict[str, list[Counted]]:
    """The definitions of every KPI, or of one, by key, oldest first."""
    columns = (Definition.kpi_key, Definition.number, Definition.starts_on)
    wanted = select(*columns, Definition.agreed_at.is_not(None))
    if kpi_key is not None:
        wanted = wanted.where(Definition.kpi_key == kpi_key)
    found: dict[str, list[Counted]] = {}
    for row in db.session.execute(wanted.order_by(Definition.kpi_key, Definition.number)):
        found.setdefault(row.kpi_key, []).append(Counted(*row))
    return found
