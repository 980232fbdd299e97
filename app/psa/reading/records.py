"""Files and a map become canonical records in one Parquet file, and problems."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from app.psa.duck import connect, named, quoted
from app.psa.reading.cells import (
    Formats,
    checks,
    formats_of,
    instant_sql,
    instants_of,
    note,
    type_cells,
    value,
    zone_of,
)
from app.psa.reading.fields import BY_NAME, FIELDS, SQL_TYPES, Field
from app.psa.reading.files import Limits
from app.psa.reading.loading import Loaded, load
from app.psa.reading.mapping import Grain, Map, Words
from app.psa.reading.problems import SHOWN, Problem, Problems

MOST_WORDS = 1000
ANSWERS = {"status": "family", "queue": "queue_kind"}


@dataclass(frozen=True)
class FileRead:
    """One file of an import."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Reading:
    """What was read. `records` holds the good rows, `bad_rows` a CSV of every problem.

    Both lie in the working folder and go with it. `columns` are the canonical fields that the
    files have, `good` the number of rows in `records`.
    """

    records: Path
    bad_rows: Path
    good: int
    columns: frozenset[str]
    files: tuple[FileRead, ...]
    problems: Problems
    notices: tuple[str, ...]

    @property
    def rows(self) -> int:
        """All rows of all files, good and bad."""
        return sum(file.rows for file in self.files)


def read(paths: Sequence[Path], mapping: Map, work: Path, limits: Limits | None = None) -> Reading:
    """Read files of one layout into the empty folder `work`. Raises Unreadable.

    The records carry the file's place and `nth`, which tells apart the updates of one ticket
    that share moment and order; instants are UTC.
    """
    with connect(work / "spill") as con:
        loaded = load(con, paths, mapping, work, limits or Limits())
        formats = {name: formats_of(con, name, mapping) for name in instants_of(mapping)}
        type_cells(con, formats, mapping)
        unclear = {name for name, found in formats.items() if found.example is not None}
        moments = note_faults(con, mapping, unclear)
        open_questions = [*unclear_orders(formats, loaded), *unknown_words(con, mapping, loaded)]
        write_records(con, mapping, moments, work / "records.parquet")
        return summed_up(con, loaded, open_questions, work)


def note_faults(
    con: duckdb.DuckDBPyConnection, mapping: Map, unclear: Collection[str]
) -> dict[str, str]:
    """Note every fault of every row; the expressions of the instants, for those that have none."""
    zone = zone_of(con, mapping)
    for check in checks(mapping, zone, unclear):
        note(con, check)
    if mapping.file.grain is Grain.TICKET:
        note_repeated_tickets(con)
    return {name: instant_sql(name, mapping, zone) for name in instants_of(mapping)}


def note_repeated_tickets(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "INSERT INTO faults SELECT file, line, 'ticket', format('{} stands on line {} already;"
        " the map says one row for each ticket.', left(ticket, 60), first) FROM"
        " (SELECT file, line, ticket, min(line) OVER (PARTITION BY file, ticket) AS first"
        " FROM typed WHERE ticket IS NOT NULL) WHERE line > first"
    )


def unclear_orders(formats: dict[str, Formats], loaded: list[Loaded]) -> list[Problem]:
    """The date columns in which day and month could be either."""
    return [
        Problem(
            loaded[0].look.name,
            None,
            header(loaded, name),
            f"Every date, such as {found.example!r}, could have the day or the month first."
            ' Say order = "day-first" or "month-first" in [dates].',
        )
        for name, found in formats.items()
        if found.example is not None
    ]


def header(loaded: list[Loaded], name: str, file: int = 0) -> str:
    return loaded[file].headers.get(name, name)


def unknown_words(
    con: duckdb.DuckDBPyConnection, mapping: Map, loaded: list[Loaded]
) -> list[Problem]:
    """Make the table `words`; a status, queue or type without a meaning is one problem each."""
    con.execute("CREATE TABLE words (field VARCHAR, cell VARCHAR, meaning VARCHAR)")
    problems = []
    for name, words in vocabulary(mapping).items():
        found = con.execute(
            f"SELECT {named(name)}, arg_min(file, (file, line)), min_by(line, (file, line)),"
            f" count(*) FROM typed WHERE {named(name)} IS NOT NULL GROUP BY 1 ORDER BY 2, 3"
            f" LIMIT {MOST_WORDS}"
        ).fetchall()
        for cell, file, line, rows in found:
            if (meaning := words.meaning(cell)) is None:
                problems.append(unknown_word(loaded, name, (cell, file, line, rows)))
            con.execute("INSERT INTO words VALUES (?, ?, ?)", [name, cell, meaning])
    return problems


def vocabulary(mapping: Map) -> dict[str, Words]:
    words = {"status": mapping.statuses, "queue": mapping.queues, "type": mapping.types}
    return {name: words[name] for name in words if name in mapping.columns}


def unknown_word(loaded: list[Loaded], name: str, found: tuple[str, int, int, int]) -> Problem:
    cell, file, line, rows = found
    table = {"status": "[statuses]", "queue": "[queues]", "type": "[types]"}[name]
    share = f"It stands on {rows:,} rows." if rows > 1 else ""
    words = f"{cell[:60]!r} is not in {table}. Say there what it means. {share}".strip()
    return Problem(loaded[file].look.name, line, header(loaded, name, file), words)


def write_records(
    con: duckdb.DuckDBPyConnection, mapping: Map, moments: dict[str, str], path: Path
) -> None:
    """The rows without faults, one column for each canonical field and its meaning."""
    con.execute("CREATE TABLE bad AS SELECT DISTINCT file, line FROM faults")
    columns = []
    for field in FIELDS:
        columns.append(f"{field_sql(field, mapping, moments)} AS {named(field.name)}")
        if answer := ANSWERS.get(field.name):
            columns.append(f"{word_sql(field, mapping)} AS {answer}")
    con.execute(
        f"COPY (SELECT file, row_number() OVER (PARTITION BY file, ticket, updated_at, seq"
        f" ORDER BY line) AS nth, * EXCLUDE (file, line) FROM (SELECT file, line,"
        f" {', '.join(columns)} FROM typed ANTI JOIN bad USING (file, line)))"
        f" TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"
    )


def field_sql(field: Field, mapping: Map, moments: dict[str, str]) -> str:
    kind = SQL_TYPES[field.kind]
    if field.kind == "type":
        return word_sql(field, mapping)
    if field.name not in mapping.columns:
        return f"CAST(NULL AS {kind})"
    if field.kind == "instant":
        return moments[field.name]
    return value(field.name) if kind != "VARCHAR" else named(field.name)


def word_sql(field: Field, mapping: Map) -> str:
    """Our word for a cell, or the default where the file has no such column."""
    words = {"status": mapping.statuses, "queue": mapping.queues, "type": mapping.types}[field.name]
    default = quoted(words.default) if words.default else "NULL"
    if field.name not in mapping.columns:
        return f"CAST({default} AS VARCHAR)"
    cell = named(field.name)
    known = f"SELECT map(list(cell), list(meaning)) FROM words WHERE field = {quoted(field.name)}"
    return f"CASE WHEN {cell} IS NULL THEN {default} ELSE ({known})[{cell}] END"


def summed_up(
    con: duckdb.DuckDBPyConnection, loaded: list[Loaded], questions: list[Problem], work: Path
) -> Reading:
    problems, found = problems_of(con, loaded, questions)
    bad_rows = work / "bad-rows.csv"
    write_bad_rows(con, loaded, bad_rows)
    good = sum(one.rows for one in loaded) - scalar(con, "SELECT count(*) FROM bad")
    return Reading(
        records=work / "records.parquet",
        bad_rows=bad_rows,
        good=good,
        columns=frozenset(name for one in loaded for name in one.headers),
        files=tuple(FileRead(one.look.name, one.look.sha256, one.rows) for one in loaded),
        problems=Problems(tuple(problems[:SHOWN]), found + len(questions), len(questions)),
        notices=tuple(one.look.notice for one in loaded if one.look.notice),
    )


def write_bad_rows(con: duckdb.DuckDBPyConnection, loaded: list[Loaded], path: Path) -> None:
    """Every fault by file, line and column, called as the files call them."""
    names = ", ".join(
        f"({number}, {quoted(field)}, {quoted(one.look.name)}, {quoted(called)})"
        for number, one in enumerate(loaded)
        for field, called in {**one.headers, "": ""}.items()
    )
    con.execute(
        f'COPY (SELECT name AS file, line, called AS "column", words AS problem FROM faults'
        f" JOIN (VALUES {names}) files(number, known, name, called)"
        f" ON number = file AND known = coalesce(field, '')"
        f" ORDER BY number, line, called) TO {quoted(str(path))} (HEADER, DELIMITER ',')"
    )


def problems_of(
    con: duckdb.DuckDBPyConnection, loaded: list[Loaded], questions: list[Problem]
) -> tuple[list[Problem], int]:
    """Open questions first, then the first faults in the order of the files; and all faults."""
    order = ", ".join(f"({i}, {quoted(one)})" for i, one in enumerate(BY_NAME))
    first = con.execute(
        f"SELECT file, line, field, words FROM faults LEFT JOIN (VALUES {order}) f(place, field)"
        f" USING (field) ORDER BY file, line, place LIMIT {SHOWN}"
    ).fetchall()
    faults = [
        Problem(loaded[file].look.name, line, header(loaded, field, file) if field else None, words)
        for file, line, field, words in first
    ]
    return [*questions, *faults], scalar(con, "SELECT count(*) FROM faults")


def scalar(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])
