"""KPIs computed from an MSP's PSA store: formulas run over periods and a scope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from app.kpis.formula import Formula, formulas
from app.kpis.periods import Period, Rhythm, local_day, mondays, periods, starts_at, whole
from app.psa.duck import connect
from app.psa.reading.fields import BY_NAME
from app.psa.reading.mapping import Grain, MttrEnd
from app.psa.relations import Span, lay_out, run
from app.psa.store import Generation, SourceState, current

COMPANY = "company"
ONE_DAY = timedelta(days=1)
PARTS = ("period", "scope", "value", "numerator", "denominator", "n", "excluded")
NOT_FROM_TICKETS = "Tickets alone cannot give this KPI."
NOTHING_COUNTED = "Nothing in this period counts for it."
ENDS = {
    MttrEnd.RESOLVED: {"resolved_at"},
    MttrEnd.RESOLVED_OR_CLOSED: {"resolved_at", "closed_at"},
    MttrEnd.LAST_COMPLETION: {"events", "resolved_at", "closed_at"},
    MttrEnd.LAST_COMPLETE_EVENT: {"events", "resolved_at", "closed_at"},
}
NEED_WORDS = {
    "events": "the history of each ticket's status; this source is a list of tickets",
    "ended_at": "the moment that the map's mttr_end names",
    "triage": "a queue of the kind triage",
    "queue_kind": "the kind of the queue",
}


@dataclass(frozen=True)
class Ask:
    """Which KPIs to compute: for whom, over which days, and as of which instant.

    No `kpis` means all that have a formula. A naive `as_of` is local to the source. Without days
    the range is the source's own, widened to whole periods; without `as_of` a snapshot is taken at
    the end of each period, or where the source ends.
    """

    kpis: tuple[str, ...] = ()
    scope: str = COMPANY
    rhythm: Rhythm = Rhythm.MONTH
    first: date | None = None
    last: date | None = None
    as_of: datetime | None = None


@dataclass(frozen=True)
class Computed:
    """One value of one KPI and what it was made of; value None is no data, and `reason` says why.

    Units are the catalogue's: hours, counts, percent from 0 to 100. `also` holds the companions
    that the formula gives; `as_of` is the instant of a snapshot, else the last that is known.
    """

    kpi: str
    scope_kind: str
    scope_key: str | None
    first: date
    last: date
    value: float | None
    source: str
    as_of: datetime
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    excluded: int | None = None
    also: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None


@dataclass(frozen=True)
class Slot:
    """A period that is asked for; `moment` is where its snapshots are taken, None for none."""

    period: Period
    span: Span
    is_measured: bool = True


def compute(folder: Path, ask: Ask) -> list[Computed]:
    """Every reading asked for, source by source, KPI by KPI; none before the first import."""
    generation = current(folder)
    if generation is None:
        return []
    found: list[Computed] = []
    with TemporaryDirectory(prefix="nibble-") as spill:
        for state in generation.sources.values():
            with connect(Path(spill)) as con:
                found += compute_source(con, generation, state, ask)
    return found


def compute_source(
    con: duckdb.DuckDBPyConnection, generation: Generation, state: SourceState, ask: Ask
) -> list[Computed]:
    asked = slots(state, ask)
    values = lay_out(con, generation, state, ask.scope, [slot.span for slot in asked])
    found: list[Computed] = []
    for key in ask.kpis or tuple(formulas()):
        formula = formulas().get(key)
        lacking = lack(formula, state, ask.scope)
        if formula is None or lacking:
            found += [without(key, state, ask, slot, lacking) for slot in of(formula, asked)]
        else:
            rows = rows_by_slot(run(con, formula.sql, values))
            for slot in of(formula, asked):
                found += readings(formula, state, ask, slot, rows)
    return found


def of(formula: Formula | None, asked: Sequence[Slot]) -> list[Slot]:
    """The slots that a formula is for: moments for a snapshot, periods for any other."""
    if formula and formula.is_snapshot:
        return [slot for slot in asked if slot.span.moment is not None]
    return [slot for slot in asked if slot.is_measured]


def slots(state: SourceState, ask: Ask) -> list[Slot]:
    """The periods of the range and, with an `as_of`, its day for the snapshots alone."""
    zone = state.map.period_zone
    days = whole(ask.rhythm, local_day(state.first_at, zone), local_day(state.last_at, zone))
    found: list[Slot] = []
    for period in periods(ask.rhythm, ask.first or days[0], ask.last or days[1]):
        starts, ends = starts_at(period.first, zone), starts_at(period.last + ONE_DAY, zone)
        moment = None if ask.as_of else min(ends, state.observed_at)
        weeks = tuple(starts_at(day, zone) for day in mondays(period))
        found.append(Slot(period, Span(len(found), starts, ends, moment, weeks)))
    if ask.as_of:
        found.append(moment_slot(ask.as_of, zone, len(found)))
    return found


def moment_slot(as_of: datetime, zone: str, number: int) -> Slot:
    local = as_of if as_of.tzinfo else as_of.replace(tzinfo=ZoneInfo(zone))
    moment = local.astimezone(UTC).replace(tzinfo=None)
    day = local_day(moment, zone)
    return Slot(Period(day, day), Span(number, moment, moment, moment, ()), is_measured=False)


def lack(formula: Formula | None, state: SourceState, scope: str) -> str | None:
    """What a source lacks for a formula, in words; None when it has everything."""
    if formula is None:
        return NOT_FROM_TICKETS
    has = abilities(state)
    for group in formula.needs if scope == COMPANY else (*formula.needs, (scope,)):
        if has.isdisjoint(group):
            words = " or ".join(NEED_WORDS.get(one) or BY_NAME[one].words for one in group)
            return f"The source does not say: {words}."
    return None


def abilities(state: SourceState) -> set[str]:
    """What formulas may need and a source has: its columns, and what follows from its map."""
    mapping = state.map
    has = set(state.columns)
    if mapping.file.grain is Grain.EVENT:
        has |= {"events", "last_activity_at"}
    kinds = set(mapping.queues.meanings.values()) if "queue" in has else set()
    if kinds or mapping.queues.default:
        has.add("queue_kind")
    if "triage" in kinds | {mapping.queues.default}:
        has.add("triage")
    if not ENDS[mapping.kpis.mttr_end].isdisjoint(has):
        has.add("ended_at")
    return has


def rows_by_slot(
    result: duckdb.DuckDBPyConnection,
) -> dict[int, list[dict[str, Any]]]:
    """What a formula gives, by the number of the period."""
    names = [column[0] for column in result.description or ()]
    found: dict[int, list[dict[str, Any]]] = {}
    for row in result.fetchall():
        values = dict(zip(names, row, strict=True))
        found.setdefault(values["period"], []).append(values)
    return found


def readings(
    formula: Formula,
    state: SourceState,
    ask: Ask,
    slot: Slot,
    rows: dict[int, list[dict[str, Any]]],
) -> Iterator[Computed]:
    """The readings of one KPI in one period: of the company, or of everyone who has one."""
    blind = blindness(formula, state, slot)
    own = [] if blind else rows.get(slot.span.period, [])
    if ask.scope != COMPANY:
        own = [row for row in own if row["scope"] is not None]
    elif not own:
        yield without(formula.key, state, ask, slot, blind or NOTHING_COUNTED)
    for row in sorted(own, key=lambda one: one["scope"] or ""):
        yield reading(formula, state, ask, slot, row)


def blindness(formula: Formula, state: SourceState, slot: Slot) -> str | None:
    """Why a source cannot tell how things stood at a moment; None when it can."""
    moment = slot.span.moment
    if not formula.is_snapshot or moment is None:
        return None
    zone = state.map.period_zone
    if moment < state.first_at:
        return f"The source begins on {local_day(state.first_at, zone)}."
    if moment < slot.span.starts_at:
        return f"The source ends on {local_day(state.observed_at, zone)}."
    if state.map.file.grain is Grain.TICKET and moment < state.observed_at:
        return f"The list shows the tickets of {local_day(state.observed_at, zone)}, no day before."
    return None


def reading(
    formula: Formula, state: SourceState, ask: Ask, slot: Slot, row: dict[str, Any]
) -> Computed:
    value = number(row["value"])
    return Computed(
        kpi=formula.key,
        scope_kind=ask.scope,
        scope_key=row["scope"],
        first=slot.period.first,
        last=slot.period.last,
        value=value,
        source=state.name,
        as_of=as_of(formula, state, slot),
        numerator=number(row["numerator"]),
        denominator=number(row["denominator"]),
        n=int(row["n"]),
        excluded=int(row["excluded"]),
        also={name: companion(row[name]) for name in row if name not in PARTS},
        reason=NOTHING_COUNTED if value is None else None,
    )


def without(key: str, state: SourceState, ask: Ask, slot: Slot, reason: str | None) -> Computed:
    """No data, and why."""
    return Computed(
        kpi=key,
        scope_kind=ask.scope,
        scope_key=None,
        first=slot.period.first,
        last=slot.period.last,
        value=None,
        source=state.name,
        as_of=as_of(formulas().get(key), state, slot),
        reason=reason,
    )


def as_of(formula: Formula | None, state: SourceState, slot: Slot) -> datetime:
    taken = slot.span.moment if formula and formula.is_snapshot else None
    return (taken or state.observed_at).replace(tzinfo=UTC)


def number(value: Any) -> float | None:
    return None if value is None else float(value)


def companion(value: Any) -> Any:
    """A companion as a plain number, or a mapping of them."""
    if isinstance(value, dict):
        return {str(name): number(one) for name, one in value.items()}
    return number(value)
