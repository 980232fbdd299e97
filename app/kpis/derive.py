"""Readings that are computed from those of other KPIs, brought up to date with what changes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import update

from app.activity.actions import record
from app.clock import now
from app.db import db
from app.kpis import care, library, queries
from app.kpis.actions import kept
from app.kpis.agree import wait_for_turn
from app.kpis.catalogue import Kpi
from app.kpis.closed import closed
from app.kpis.models import Definition, Reading
from app.kpis.own import own_kpis
from app.kpis.ratio import Circle, Ratio, in_order
from app.kpis.ratio import kept as ratio_of

T = TypeVar("T")
Period = tuple[date, date]
WHY = "Computed again, since a reading that it is computed from changed."
LONGEST_SOURCE = 120
COMPUTED = ("value", "numerator", "denominator")
ALSO_ZERO = {"reason": "The lower number is 0, a number is missing, or it comes to too much."}


def derive(touched: Collection[str]) -> set[str]:
    """Compute anew what is computed from these KPIs, and from those in turn; what changed."""
    changed, computed = set(touched), computed_in_order()
    if computed:
        wait_for_turn()
    for key, inputs in computed:
        if changed & set(inputs) and bring_up(own_kpis()[key]):
            changed.add(key)
    return changed - set(touched)


def derive_all() -> set[str]:
    """Compute anew whatever is computed, as when closed periods are open again; what changed."""
    wait_for_turn()
    return {key for key, _inputs in computed_in_order() if bring_up(own_kpis()[key])}


def computed_in_order() -> list[tuple[str, tuple[str, ...]]]:
    """The computed KPIs of the MSP with what they are computed from now, or were by an earlier
    definition, each after its inputs."""
    inputs = inputs_ever() if inputs_of(own_kpis()) else {}
    return [(key, inputs[key]) for key in orderly(inputs)]


def orderly(inputs: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The computed KPIs, each after its inputs; those of a circle are left as they are."""
    try:
        return in_order(inputs)
    except Circle as no:
        return orderly({key: found for key, found in inputs.items() if key not in no.keys})


def inputs_ever() -> dict[str, tuple[str, ...]]:
    """What each computed KPI is computed from by any of its definitions, by its key."""
    return {
        key: tuple(dict.fromkeys(word for text in texts for word in ratio_of(text).keys))
        for key, texts in care.formulas().items()
    }


def inputs_of(kpis: Mapping[str, Kpi]) -> dict[str, tuple[str, ...]]:
    """What each computed KPI is computed from now, by its key."""
    return {
        key: ratio_of(one.own.formula).keys
        for key, one in kpis.items()
        if one.own and one.own.formula
    }


def to_enter(key: str, above: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The KPIs whose readings somebody enters so that this one has one: itself, or its inputs.

    `above` are those on the way to it, which are not asked for again.
    """
    kpi = library.kpi(key)
    if kpi is None or kpi.own is None or not kpi.own.formula:
        return (key,)
    way = (*above, key)
    inputs = [one for one in ratio_of(kpi.own.formula).keys if one not in way]
    return tuple(dict.fromkeys(one for other in inputs for one in to_enter(other, way)))


def inputs_in(points: Mapping[str, Sequence[T]], kpi: Kpi) -> list[T]:
    """Those of the readings by KPI that a computed KPI is made of in the end; else none."""
    keys = to_enter(kpi.key) if kpi.is_computed else ()
    return [one for key in keys for one in points.get(key, ())]


def bring_up(kpi: Kpi) -> bool:
    """Bring a computed KPI's readings up to date, those of closed periods left as they are.

    Says whether anything changed. There is a reading for each period that every input has one of.
    """
    ratios = ratios_of(care.definitions(kpi.key))
    inputs = {key for _since, ratio in ratios for key in ratio.keys}
    found = queries.company_readings({*inputs, kpi.key})
    here = {period(one): one for one in found.pop(kpi.key)}
    by_period = periods_of(found)
    wanted = {at: row_of(at, by_period[at], in_force(ratios, at[0])) for at in by_period}
    shut = closed()
    changed = False
    for at in sorted({*here, *wanted}):
        if not (shut and shut.has(at[1])):
            changed |= settle(kpi, at, here.get(at), wanted.get(at))
    db.session.flush()
    return changed


def ratios_of(definitions: Sequence[Definition]) -> list[tuple[date | None, Ratio]]:
    """The formulas with the day that each begins on, the latest first."""
    return [(one.starts_on, ratio_of(one.formula)) for one in definitions]


def in_force(ratios: Sequence[tuple[date | None, Ratio]], first: date) -> Ratio:
    """The formula of a period, by its first day."""
    return next(ratio for since, ratio in ratios if since is None or since <= first)


def period(reading: Reading) -> Period:
    return reading.starts_on, reading.ends_on


def periods_of(found: Mapping[str, Sequence[Reading]]) -> dict[Period, dict[str, float | None]]:
    """The values of every period by KPI."""
    by_period: dict[Period, dict[str, float | None]] = {}
    for key, readings in found.items():
        for one in readings:
            by_period.setdefault(period(one), {})[key] = one.value
    return by_period


Row = dict[str, Any] | None


def row_of(at: Period, values: Mapping[str, float | None], ratio: Ratio) -> Row:
    """What a period's reading has to be; None where an input has no reading."""
    if not set(ratio.keys) <= values.keys():
        return None
    value, line = ratio.value(values), ratio.line()
    parts = [side.value(values) for side in line] if line else [None, None]
    return {
        "value": value,
        "numerator": parts[0],
        "denominator": parts[1],
        "also": {} if value is not None else ALSO_ZERO,
        "source": source_of(ratio),
    }


def source_of(ratio: Ratio) -> str:
    """Where the readings come from: "Computed from Tickets closed and Technicians"."""
    names = [one.name if (one := library.kpi(key)) else key for key in ratio.keys]
    told = f"Computed from {', '.join(names[:-1])} and {names[-1]}" if names[1:] else ""
    told = told or f"Computed from {names[0]}"
    return told if len(told) <= LONGEST_SOURCE else f"{told[: LONGEST_SOURCE - 1]}…"


def settle(kpi: Kpi, at: Period, found: Reading | None, wanted: Row) -> bool:
    """Let a period's reading be as it has to be; whether it was another one, or none."""
    if wanted is None:
        if found is not None:
            db.session.delete(found)
        return found is not None
    if found is None:
        days = {"starts_on": at[0], "ends_on": at[1]}
        db.session.add(Reading(kpi_key=kpi.key, at=now(), **days, **wanted))
        return True
    if all(getattr(found, name) == wanted[name] for name in COMPUTED):
        name_inputs(found, wanted["source"])
        return False
    before = kept(found)
    for name, value in wanted.items():
        setattr(found, name, value)
    found.at, found.by_id = now(), None
    if kept(found) != before:
        told: dict[str, Any] = {"kpi": kpi.key, "name": kpi.name, "why": WHY}
        record("reading corrected", found, by=None, before=before, after=kept(found), **told)
    return True


def name_inputs(found: Reading, source: str) -> None:
    """Call what a reading is computed from by the names of today; it stays the same version."""
    if found.source != source:
        same = update(Reading).where(Reading.id == found.id, Reading.kpi_key == found.kpi_key)
        db.session.execute(same.values(source=source))
