"""Defining a KPI of the MSP's own, changing it, and putting it away."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.kpis import agree, library
from app.kpis.catalogue import Band, Cadence, Direction, Kind, Kpi, Unit
from app.kpis.derive import derive
from app.kpis.models import Definition, OwnKpi
from app.kpis.own import as_kpi, key_of, look_again, own_kpis, row_of
from app.kpis.ratio import names_of, plain
from app.kpis.rules import show
from app.refusal import Refused
from app.tenancy import new_id
from app.versions import refuse_stale

MOST_OWN = 100
FULL = f"An MSP has {MOST_OWN} KPIs of its own at most. Change one of them instead."


@dataclass(frozen=True)
class Looks:
    """What may change about an own KPI later; limits that are None do not exist."""

    name: str
    plain: str
    decimals: int
    direction: Direction
    band: Band | None
    lowest: float | None
    highest: float | None
    cadence: Cadence
    kind: Kind


@dataclass(frozen=True)
class NewKpi:
    """An own KPI as it is defined: its unit stays, how it is counted changes by a definition."""

    looks: Looks
    unit: Unit
    says: str
    formula: str = ""


def define(new: NewKpi, by: User) -> Kpi:
    """Add a KPI of the MSP's own. Raises Refused when there are too many, or one of this name."""
    agree.wait_for_turn()
    look_again()
    if len(own_kpis()) >= MOST_OWN:
        raise Refused(FULL)
    refuse_name(new.looks.name)
    row_id = new_id()
    row = OwnKpi(id=row_id, kpi_key=key_of(new.looks.name, row_id), unit=new.unit.value)
    row.says, row.formula, row.at, row.by_id = new.says, new.formula, now(), by.id
    take_over(row, new.looks)
    db.session.add(row)
    told = {"says": new.says, "formula": new.formula, "at": row.at, "by_id": by.id}
    first = Definition(kpi_key=row.kpi_key, number=1, **told)
    db.session.add(first)
    db.session.flush()
    record("KPI defined", row, by=by, kpi=row.kpi_key, name=row.name)
    return as_kpi(row)


def refuse_name(name: str, own: str = "") -> None:
    """Raises Refused where another KPI than `own`, by its key, is called so."""
    known = library.known().values()
    taken = name_taken(name, {one.key: one.name for one in known if one.key != own})
    if taken:
        raise Refused(taken)


def name_taken(name: str, names: Mapping[str, str]) -> str:
    """That one of these KPIs, given as names by key, is called so; empty when none is."""
    key = names_of(names).get(plain(name))
    return f"There is a KPI called {names[key]} already. Choose another name." if key else ""


def take_over(row: OwnKpi, looks: Looks) -> None:
    row.name, row.plain, row.decimals = looks.name, looks.plain, looks.decimals
    row.direction, row.kind = looks.direction.value, looks.kind.value
    row.band_low = looks.band.low if looks.band else None
    row.band_high = looks.band.high if looks.band else None
    row.lowest, row.highest = looks.lowest, looks.highest
    row.cadence = looks.cadence.value


def change(kpi: Kpi, looks: Looks, by: User, version: int | None) -> None:
    """Give an own KPI other looks.

    Raises Stale when the page is older than the row, and Refused where another has this name.
    """
    agree.wait_for_turn()
    look_again()
    row = row_of(kpi)
    refuse_stale(row, version, in_words(kpi))
    before = asdict(looks_of(kpi))
    if looks == looks_of(kpi):
        return
    refuse_name(looks.name, kpi.key)
    take_over(row, looks)
    db.session.flush()
    after = asdict(looks)
    changed = {name: [before[name], after[name]] for name in after if after[name] != before[name]}
    record("KPI changed", row, by=by, kpi=kpi.key, name=row.name, changed=changed)
    if "name" in changed:
        derive([kpi.key])


def looks_of(kpi: Kpi) -> Looks:
    """The looks of an own KPI as they are."""
    assert kpi.own is not None
    return Looks(
        name=kpi.name,
        plain=kpi.plain,
        decimals=kpi.decimals,
        direction=kpi.direction,
        band=kpi.band,
        lowest=kpi.own.lowest,
        highest=kpi.own.highest,
        cadence=kpi.cadence,
        kind=kpi.kind,
    )


def in_words(kpi: Kpi) -> dict[str, str]:
    """An own KPI as the page of a conflict shows it."""
    assert kpi.own is not None
    edges: dict[str, Any] = {
        "low": kpi.band.low if kpi.band else None,
        "high": kpi.band.high if kpi.band else None,
        "lowest": kpi.own.lowest,
        "highest": kpi.own.highest,
    }
    told = {
        name: show(edge, kpi.unit, kpi.decimals) for name, edge in edges.items() if edge is not None
    }
    words = {"name": kpi.name, "plain": kpi.plain, "direction": kpi.direction.value}
    return {**words, **told, "cadence": kpi.cadence.value, "kind": kpi.kind.value}


def put_away(kpi: Kpi, by: User) -> None:
    """Offer it no more; its readings, its page and criteria that are on it stay."""
    keep_away(kpi, now(), "KPI put away", by)


def bring_back(kpi: Kpi, by: User) -> None:
    keep_away(kpi, None, "KPI brought back", by)


def keep_away(kpi: Kpi, since: datetime | None, deed: str, by: User) -> None:
    row = row_of(kpi)
    if (row.put_away_at is None) == (since is None):
        return
    row.put_away_at = since
    db.session.flush()
    record(deed, row, by=by, kpi=kpi.key, name=row.name)
