"""The KPIs that the MSPs in scope defined themselves, as the catalogue has its own."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from app.db import db
from app.kpis.catalogue import OWN_GROUP, Band, Cadence, Direction, Kind, Kpi, Own, Scope, Unit
from app.kpis.models import OwnKpi
from app.tenancy import current_msp_id, present_scope

PREFIX = "own_"
"""No key of the catalogue begins so."""
LONGEST_SLUG, MARK = 40, 6
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
KEPT, MET = "own_kpis", "own_kpis_met"


def own_kpis() -> Mapping[str, Kpi]:
    """The own KPIs of the scope by key in the order of their names, those put away as well.

    Asked once in a transaction, as long as it changes none of them.
    """
    scope = present_scope()
    if not scope:
        return {}
    kept: dict[Any, dict[str, Kpi]] = db.session().info.setdefault(KEPT, {})
    if scope not in kept:
        rows = db.session.scalars(select(OwnKpi).order_by(OwnKpi.name))
        found = {row.kpi_key: as_kpi(row) for row in rows}
        db.session().info.setdefault(KEPT, {})[scope] = found
        return found
    return kept[scope]


@event.listens_for(Session, "after_flush")
def forget_changed(session: Session, _context: Any) -> None:
    if any(isinstance(row, OwnKpi) for row in [*session.new, *session.dirty, *session.deleted]):
        forget(session)


@event.listens_for(Session, "after_transaction_end")
def forget(session: Session, _transaction: Any = None) -> None:
    session.info.pop(KEPT, None)
    session.info.pop(MET, None)


def look_again() -> None:
    """Ask for the own KPIs once more: somebody else may have changed them in the meantime."""
    session = db.session()
    forget(session)
    for row in [one for one in session if isinstance(one, OwnKpi)]:
        session.expire(row)


def meet(rows: Iterable[OwnKpi]) -> None:
    """Keep own KPIs that came with another statement of this transaction."""
    met = {row.kpi_key: as_kpi(row) for row in rows}
    if met:
        db.session().info.setdefault(MET, {}).setdefault(present_scope(), {}).update(met)


def own_kpi(key: str) -> Kpi | None:
    """An own KPI by its key; asks nothing for a key of the catalogue, or one that was met."""
    if not key.startswith(PREFIX):
        return None
    met: dict[str, Kpi] = db.session().info.get(MET, {}).get(present_scope(), {})
    return met.get(key) or own_kpis().get(key)


def row_of(kpi: Kpi) -> OwnKpi:
    """The row that an own KPI of the one MSP in scope was read from."""
    assert kpi.own is not None
    return db.session.get_one(OwnKpi, (current_msp_id(), kpi.own.id))


def as_kpi(row: OwnKpi) -> Kpi:
    return Kpi(
        key=row.kpi_key,
        name=row.name,
        wording="",
        plain=row.plain,
        area=OWN_GROUP,
        group=OWN_GROUP,
        kind=Kind(row.kind),
        unit=Unit(row.unit),
        decimals=row.decimals,
        direction=Direction(row.direction),
        band=band_of(row),
        target=None,
        cadences=(Cadence(row.cadence),),
        scopes=(Scope.COMPANY,),
        formula=row.says,
        edge_cases=(),
        minimum_n=0,
        companion_of="",
        remark="",
        references=(),
        benchmarks=(),
        own=Own(
            row.id, row.version, row.lowest, row.highest, row.put_away_at is not None, row.formula
        ),
    )


def band_of(row: OwnKpi) -> Band | None:
    low, high = row.band_low, row.band_high
    return Band(low, high) if low is not None and high is not None else None


def key_of(name: str, row_id: UUID) -> str:
    """A key that people can read, and that no other KPI of any MSP has: own_closed_tickets_k7m2qx.

    The end is made of the random part of the row's id.
    """
    slug = re.sub(r"[^a-z0-9]+", "_", name.casefold())[:LONGEST_SLUG].strip("_")
    rest, mark = row_id.int, ""
    for _letter in range(MARK):
        rest, place = divmod(rest, len(LETTERS))
        mark += LETTERS[place]
    return f"{PREFIX}{slug}_{mark}" if slug else f"{PREFIX}{mark}"
