"""The tables that KPI formulas read, laid out for one source, a scope and some moments."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from app.psa.hours import open_spans
from app.psa.reading.mapping import Clock, Grain
from app.psa.store import Generation, SourceState

SCOPES = ("company", "team", "technician", "client")
RELATIONS = Path(__file__).with_name("relations.sql")
NAME = re.compile(r"\$([a-z_]+)")
ALWAYS_OPEN = ([0.0], [1e10], [0.0])
MARGIN = timedelta(days=2)


@dataclass(frozen=True)
class Span:
    """A period's number, its half-open span and the moment of its snapshots, if any; naive UTC."""

    period: int
    starts_at: datetime
    ends_at: datetime
    moment: datetime | None
    mondays: tuple[datetime, ...]


def lay_out(
    con: duckdb.DuckDBPyConnection,
    generation: Generation,
    state: SourceState,
    scope: str,
    spans: Sequence[Span],
) -> dict[str, Any]:
    """Make the tables of relations.sql and the table periods; the values that formulas may name."""
    values = parameters(generation, state, scope, spans)
    lay_out_periods(con, spans)
    for statement in RELATIONS.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            run(con, in_place(statement, values), values)
    return values


def parameters(
    generation: Generation, state: SourceState, scope: str, spans: Sequence[Span]
) -> dict[str, Any]:
    mapping = state.map
    starts, ends, before = shifts_of(state, spans)
    return {
        **vars(mapping.kpis),
        "scope": scope,
        "source": state.name,
        "is_log": mapping.file.grain is Grain.EVENT,
        "first_at": state.first_at,
        "observed_at": state.observed_at,
        "tickets": str(generation.tickets),
        "events": str(generation.events),
        "mttr_types": list(mapping.kpis.mttr_types),
        "starts": starts,
        "ends": ends,
        "before": before,
    }


def shifts_of(state: SourceState, spans: Sequence[Span]) -> tuple[list[float], ...]:
    """The columns of open_hours; one endless shift where all hours count."""
    mapping = state.map
    if mapping.kpis.clock is Clock.CALENDAR or mapping.calendar is None:
        return ALWAYS_OPEN
    first = min([state.first_at, *(span.starts_at for span in spans)]) - MARGIN
    last = max([state.last_at, *(span.ends_at for span in spans)]) + MARGIN
    shifts = open_spans(mapping.calendar, first.date(), last.date())
    return (
        [float(shift.starts) for shift in shifts],
        [float(shift.ends) for shift in shifts],
        [float(shift.before) for shift in shifts],
    )


def lay_out_periods(con: duckdb.DuckDBPyConnection, spans: Sequence[Span]) -> None:
    con.execute(
        "CREATE TEMP TABLE periods (period INTEGER, starts_at TIMESTAMP, ends_at TIMESTAMP)"
    )
    con.execute("CREATE TEMP TABLE moments (period INTEGER, moment TIMESTAMP, is_weekly BOOLEAN)")
    for span in spans:
        insert(con, "periods", span.period, span.starts_at, span.ends_at)
        if span.moment is not None:
            insert(con, "moments", span.period, span.moment, False)
        for monday in span.mondays:
            insert(con, "moments", span.period, monday, True)


def insert(con: duckdb.DuckDBPyConnection, table: str, *values: object) -> None:
    con.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", values)  # noqa: S608 (our own names)


def in_place(statement: str, values: Mapping[str, Any]) -> str:
    """A view keeps its text, so the two values that views name are written into it."""
    if "TEMP VIEW" not in statement:
        return statement
    moment = f"TIMESTAMP '{values['observed_at']}'"
    written = statement.replace("$is_log", str(values["is_log"]).lower())
    return written.replace("$observed_at", moment)


def run(
    con: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any]
) -> duckdb.DuckDBPyConnection:
    """Execute one statement with those of the values that it names."""
    code = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    return con.execute(sql, {name: values[name] for name in set(NAME.findall(code))})
