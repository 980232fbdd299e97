"""The readings of several MSPs at once: plain columns, a fixed number of statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select

from app.db import db
from app.kpis.catalogue import Scope
from app.kpis.models import Definition, Reading
from app.kpis.queries import AS_POINT, Point

Series = Mapping[tuple[str, UUID], Sequence[Point]]
"""By key of the KPI and MSP."""


class Way(NamedTuple):
    """How an MSP counts a KPI: otherwise than at first, and whether somebody agreed to it."""

    changed: bool
    agreed: bool


def points_across(keys: Collection[str], since: date, until: date) -> Series:
    """The firms' own readings of some KPIs, of periods that ended between two days."""
    wanted = (
        select(Reading.msp_id, *AS_POINT)
        .where(Reading.kpi_key.in_(keys), Reading.ends_on >= since, Reading.ends_on <= until)
        .where(Reading.scope_kind == Scope.COMPANY.value, Reading.scope_key == "")
        .order_by(Reading.ends_on, Reading.starts_on)
    )
    found: dict[tuple[str, UUID], list[Point]] = {}
    for msp_id, *row in db.session.execute(wanted):
        found.setdefault((row[0], msp_id), []).append(Point(*row))
    return found


def ways_across(keys: Collection[str]) -> Mapping[tuple[str, UUID], Way]:
    """How each MSP counts some KPIs, by its latest definition; without one, as the catalogue."""
    columns = (Definition.kpi_key, Definition.msp_id, Definition.starts_on, Definition.agreed_at)
    wanted = select(*columns).where(Definition.kpi_key.in_(keys)).order_by(Definition.number)
    return {
        (key, msp_id): Way(starts_on is not None, agreed_at is not None)
        for key, msp_id, starts_on, agreed_at in db.session.execute(wanted)
    }
