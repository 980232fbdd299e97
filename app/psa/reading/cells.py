"""Texts become instants, numbers and verdicts; what does not is a problem with its line."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

import duckdb

from app.psa.duck import named, quoted
from app.psa.reading import stamps
from app.psa.reading.fields import BY_NAME, FIELDS, Field
from app.psa.reading.mapping import DoubledHour, Grain, Map, MissingHour

YEARS = (2000, 2100)
SHOWN = 60


@dataclass(frozen=True)
class Check:
    """A condition over the table `typed` that makes a row bad; {} in the words is the cell."""

    field: str
    words: str
    bad: str


@dataclass(frozen=True)
class Formats:
    """The strptime formats of one column, or that its order of days and months is open."""

    local: tuple[str, ...] = ()
    zoned: tuple[str, ...] = ()
    example: str | None = None


def formats_of(con: duckdb.DuckDBPyConnection, name: str, mapping: Map) -> Formats:
    """Find how a column writes its dates; the example is set where the order stays open."""
    column = named(name)
    part = f"try_cast(regexp_extract({column}, '^([0-9]+)[^0-9]([0-9]+)', {{}}) AS INTEGER)"
    found = con.execute(
        f"SELECT {stamps.shape_sql(column)} AS shape, max({part.format(1)}),"
        f" max({part.format(2)}), min({column}) FROM cells WHERE {column} IS NOT NULL"
        " GROUP BY shape ORDER BY shape LIMIT 1000"
    ).fetchall()
    open_shapes = [row for row in found if stamps.is_ordered(row[0])]
    order = mapping.dates.order
    if open_shapes and order is None:
        order = stamps.order_of(*(max(row[place] or 0 for row in open_shapes) for place in (1, 2)))
        if order is None:
            return Formats(example=open_shapes[0][3])
    written = {stamps.format_of(row[0], order) for row in found} - {None}
    formats = sorted((str(one) for one in written), key=lambda one: ("%y" not in one, one))
    return Formats(
        tuple(one for one in formats if not stamps.is_zoned(one)),
        tuple(one for one in formats if stamps.is_zoned(one)),
    )


def parsed_sql(column: str, formats: Iterable[str]) -> str:
    """A DuckDB expression: the instant in UTC or as local time, null for what is no date."""
    each = []
    for one in formats:
        parsed = f"try_strptime({column}, {quoted(one)})"
        each.append(f"timezone('UTC', {parsed})" if one.endswith("%z") else parsed)
    return f"coalesce({', '.join(each)})" if each else "CAST(NULL AS TIMESTAMP)"


def type_cells(con: duckdb.DuckDBPyConnection, formats: dict[str, Formats], mapping: Map) -> None:
    """Make the table `typed`: the cells, and beside each its value under a name of its own."""
    values = []
    for name in mapping.columns:
        field, column = BY_NAME[name], named(name)
        if field.kind == "instant":
            found = formats[name]
            values.append(f"{parsed_sql(column, found.local)} AS {local(name)}")
            values.append(f"{parsed_sql(column, found.zoned)} AS {zoned(name)}")
        elif sql := value_sql(field, column, mapping):
            values.append(f"{sql} AS {value(name)}")
    chosen = ", ".join(["*", *values])
    con.execute(f"CREATE TABLE typed AS SELECT {chosen} FROM cells")
    con.execute("DROP TABLE cells")


def local(name: str) -> str:
    return named(f"{name} local")


def zoned(name: str) -> str:
    return named(f"{name} zoned")


def value(name: str) -> str:
    return named(f"{name} value")


def value_sql(field: Field, column: str, mapping: Map) -> str | None:
    """The value of a cell that is neither text nor date; null for what cannot be one."""
    if field.kind == "whole":
        digits = f"regexp_full_match({column}, '[0-9]+')"  # a cast alone would round 1.5
        return f"CASE WHEN {digits} THEN try_cast({column} AS BIGINT) END"
    if field.kind == "hours":
        return hours_sql(column)
    if field.kind == "verdict":
        return either_sql(column, mapping.verdicts.met, mapping.verdicts.missed)
    if field.kind == "flag":
        return either_sql(column, mapping.flags.yes, mapping.flags.no)
    return None


def hours_sql(column: str) -> str:
    """1.25, 1,25 and 1:15 are the same hours; a negative number is none."""
    clock = f"regexp_extract({column}, '^([0-9]+):([0-5][0-9])$', {{}})::DOUBLE"
    return (
        f"CASE WHEN regexp_full_match({column}, '[0-9]+([.,][0-9]+)?')"
        f" THEN try_cast(replace({column}, ',', '.') AS DOUBLE)"
        f" WHEN regexp_full_match({column}, '[0-9]+:[0-5][0-9]')"
        f" THEN {clock.format(1)} + {clock.format(2)} / 60 END"
    )


def either_sql(column: str, yes: tuple[str, ...], no: tuple[str, ...]) -> str:
    lists = [", ".join(quoted(one) for one in each) or "NULL" for each in (yes, no)]
    tests = [f"WHEN lower({column}) IN ({each})" for each in lists]
    return f"CASE {tests[0]} THEN true {tests[1]} THEN false END"


def instants_of(mapping: Map) -> list[str]:
    return [name for name in mapping.columns if BY_NAME[name].kind == "instant"]


@dataclass(frozen=True)
class Zone:
    """The offsets that matter for a file: from its first year to its last."""

    start: int
    turns: tuple[stamps.Turn, ...]

    def spans(self, skipped: bool) -> list[tuple[datetime, datetime]]:
        """The local times that are skipped, or those that come twice."""
        return [turn.wall for turn in self.turns if turn.skips is skipped]


def zone_of(con: duckdb.DuckDBPyConnection, mapping: Map) -> Zone:
    columns = ", ".join(
        f"min(year({local(name)})), max(year({local(name)}))" for name in instants_of(mapping)
    )
    found = [year for year in con.execute(f"SELECT {columns} FROM typed").fetchall()[0] if year]
    years = [min(max(year, YEARS[0]), YEARS[1]) for year in found] or [YEARS[0]]
    return Zone(*stamps.turns(mapping.dates.zone, min(years), max(years)))


def instant_sql(name: str, mapping: Map, zone: Zone) -> str:
    """The UTC instant of a date column; placeholder years are null."""
    moment = stamps.utc_sql(local(name), zone.start, zone.turns, mapping.dates.doubled_hour)
    whole = f"coalesce({moment}, {zoned(name)})"
    return f"CASE WHEN NOT ({placeholder_sql(name, mapping)}) THEN {whole} END"


def placeholder_sql(name: str, mapping: Map) -> str:
    years = ", ".join(str(year) for year in mapping.dates.placeholder_years) or "NULL"
    written = f"coalesce({local(name)}, {zoned(name)})"
    return f"coalesce(year({written}) IN ({years}), false)"


def checks(mapping: Map, zone: Zone, unclear: Collection[str]) -> list[Check]:
    """Everything that can be wrong with one row, in the order of the canonical columns.

    Dates of the columns in `unclear` cannot be read yet, so nothing is said of them.
    """
    found = []
    for field in FIELDS:
        if field.name not in mapping.columns:
            continue
        if field.name in required(mapping):
            empty = f"The cell is empty; every row needs {field.words}."
            found.append(Check(field.name, empty, f"{named(field.name)} IS NULL"))
        if field.name in unclear:
            continue
        if field.kind == "instant":
            found += instant_checks(field.name, mapping, zone)
        elif words := NOT_A.get(field.kind):
            bad = f"{named(field.name)} IS NOT NULL AND {value(field.name)} IS NULL"
            found.append(Check(field.name, words, bad))
    return found


NOT_A = {
    "whole": "'{}' is not a whole number.",
    "hours": "'{}' is not a number of hours.",
    "verdict": "'{}' says neither met nor missed; see [verdicts].",
    "flag": "'{}' says neither yes nor no; see [flags].",
}


def required(mapping: Map) -> tuple[str, ...]:
    moment = "updated_at" if mapping.file.grain is Grain.EVENT else "created_at"
    return ("ticket", moment, "status")


def instant_checks(name: str, mapping: Map, zone: Zone) -> list[Check]:
    written = f"coalesce({local(name)}, {zoned(name)})"
    outside = f"year({written}) NOT BETWEEN {YEARS[0]} AND {YEARS[1]}"
    found = [
        Check(name, "'{}' is not a date.", f"{named(name)} IS NOT NULL AND {written} IS NULL"),
        Check(
            name,
            f"'{{}}' lies outside the years {YEARS[0]} to {YEARS[1]}.",
            f"{outside} AND NOT ({placeholder_sql(name, mapping)})",
        ),
    ]
    clocks = mapping.dates.zone
    if mapping.dates.missing_hour is MissingHour.REFUSE:
        words = f"'{{}}' does not exist in {clocks}, where the clocks skipped it. Check the zone."
        found.append(Check(name, words, stamps.within_sql(local(name), zone.spans(skipped=True))))
    if mapping.dates.doubled_hour is DoubledHour.REFUSE:
        words = f"'{{}}' came twice in {clocks}. Say doubled_hour in [dates]."
        found.append(Check(name, words, stamps.within_sql(local(name), zone.spans(skipped=False))))
    return found


def note(con: duckdb.DuckDBPyConnection, check: Check) -> None:
    """Write what a check finds into the table `faults`."""
    cell = f"left(coalesce({named(check.field)}, ''), {SHOWN})"
    con.execute(
        f"INSERT INTO faults SELECT file, line, {quoted(check.field)},"
        f" replace({quoted(check.words)}, '{{}}', {cell}) FROM typed WHERE {check.bad}"
    )
