"""The mapped cells of files, as text, in one DuckDB table with file and line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path

import duckdb

from app.psa.duck import named, quoted
from app.psa.reading.fields import BY_NAME
from app.psa.reading.files import Limits, Row, Survey, at, find_delimiter, rows, survey
from app.psa.reading.mapping import Map
from app.psa.reading.problems import Problem, Unreadable
from app.psa.rules import spelling

SPLIT = "\x1f"
LONGEST = 20_000
LINE_BREAK = re.compile(r"\r\n?|\n")
BLANKS = "chr(32) || chr(9) || chr(160)"


@dataclass(frozen=True)
class Loaded:
    """One file's part of the tables `cells` and `faults`; headers by canonical name."""

    look: Survey
    headers: dict[str, str]
    rows: int


def load(
    con: duckdb.DuckDBPyConnection, paths: Sequence[Path], mapping: Map, work: Path, limits: Limits
) -> list[Loaded]:
    """Fill the tables cells (file, line, one text per mapped field) and faults (file, line, words).

    Raises Unreadable where a file cannot be read as the map says.
    """
    columns = ", ".join(f"{named(name)} VARCHAR" for name in mapping.columns)
    con.execute(f"CREATE TABLE cells (file INTEGER, line BIGINT, {columns})")
    con.execute("CREATE TABLE faults (file INTEGER, line BIGINT, field VARCHAR, words VARCHAR)")
    loaded = []
    for number, path in enumerate(paths):
        look = survey(path, mapping.file, limits)
        loaded.append(load_one(con, number, look, mapping, work, limits))
    return loaded


def load_one(
    con: duckdb.DuckDBPyConnection,
    number: int,
    look: Survey,
    mapping: Map,
    work: Path,
    limits: Limits,
) -> Loaded:
    delimiter = find_delimiter(look, mapping.file, limits)
    stream = rows(look, delimiter, limits)
    header = header_of(stream, look, mapping, limits)
    places = find_columns(header, mapping, look)
    cells, faults = work / "cells.txt", work / "faults.txt"
    count = write_cells(stream, list(places.values()), len(header.cells), (cells, faults))
    if not count:
        raise at(look, header.line, "The file ends after its header; there is no row.")
    insert_cells(con, number, cells, mapping, list(places))
    insert_faults(con, number, faults)
    headers = {name: header.cells[place].strip() for name, place in places.items()}
    return Loaded(look, headers, count)


def header_of(stream: Iterator[Row], look: Survey, mapping: Map, limits: Limits) -> Row:
    for row in stream:
        if row.line >= mapping.file.header_line:
            if len(row.cells) > limits.columns:
                raise at(look, row.line, f"The file has more than {limits.columns} columns.")
            return row
    raise at(look, mapping.file.header_line, "There is no header here.")


def find_columns(header: Row, mapping: Map, look: Survey) -> dict[str, int]:
    """The place of each mapped field in the header. Raises Unreadable, naming every missing one."""
    places: dict[str, int] = {}
    problems: list[Problem] = []
    for name, alternatives in mapping.columns.items():
        found = next(filter(None, (places_of(header.cells, one) for one in alternatives)), [])
        if len(found) == 1:
            places[name] = found[0]
        elif found or name not in mapping.optional:
            words = unclear(alternatives, found, name)
            if not problems:
                words += f" The file has: {', '.join(cell.strip() for cell in header.cells[:60])}."
            problems.append(Problem(look.name, header.line, alternatives[0], words))
    if problems:
        raise Unreadable(*problems)
    return places


def places_of(header: list[str], wanted: str) -> list[int]:
    """Where a header stands: spelled alike first, then by letters and digits alone.

    category#2 is the second column called category, unless one is really called that.
    """
    for alike in (spelling, letters):
        found = [i for i, cell in enumerate(header) if alike(cell) == alike(wanted) != ""]
        if found:
            return found
        base, mark, nth = wanted.rpartition("#")
        if mark and nth.isdecimal():
            found = [i for i, cell in enumerate(header) if alike(cell) == alike(base) != ""]
            if found:
                return found[int(nth) - 1 : int(nth)] if int(nth) else []
    return []


def letters(header: str) -> str:
    return "".join(filter(str.isalnum, header.casefold()))


def unclear(alternatives: tuple[str, ...], found: list[int], name: str) -> str:
    called = " or ".join(repr(one) for one in alternatives)
    if found:
        first = f"{alternatives[0]}#1"
        return f"{len(found)} columns are called {called}. Write {first!r} for the first of them."
    return f"There is no column {called} for {BY_NAME[name].words}."


def write_cells(
    stream: Iterator[Row], places: list[int], width: int, outputs: tuple[Path, Path]
) -> int:
    """Write the mapped cells of every whole row, and the faults of the others; count all rows."""
    pick = itemgetter(*places)
    count = 0
    with (
        outputs[0].open("w", encoding="utf-8", newline="\n") as good,
        outputs[1].open("w", encoding="utf-8", newline="\n") as bad,
    ):
        for row in stream:
            count += 1
            fault = fault_of(row, width)
            text = "" if fault else SPLIT.join(pick(row.cells))
            if not fault and len(text) > LONGEST:
                fault = f"The mapped cells hold more than {LONGEST:,} characters."
            if fault:
                bad.write(f"{row.line}{SPLIT}{fault}\n")
            else:
                good.write(f"{row.line}{SPLIT}{one_line(text)}\n")
    return count


def fault_of(row: Row, width: int) -> str:
    """What is wrong with the number of cells; empty cells too many at the end are nothing."""
    extra = row.cells[width:]
    if len(row.cells) < width or any(cell.strip() for cell in extra):
        return f"The row has {len(row.cells)} cells, the header {width}."
    return ""


def one_line(text: str) -> str:
    return LINE_BREAK.sub(" ", text) if "\n" in text or "\r" in text else text


def insert_cells(
    con: duckdb.DuckDBPyConnection, number: int, path: Path, mapping: Map, names: list[str]
) -> None:
    """Read the picked cells; null markers and empty cells become null."""
    markers = ", ".join(quoted(one.strip()) for one in ("", *mapping.file.nulls))
    values = {
        name: f"CASE WHEN trim({named(name)}, {BLANKS}) NOT IN ({markers})"
        f" THEN trim({named(name)}, {BLANKS}) END"
        for name in names
    }
    chosen = ", ".join(values.get(name, "NULL") for name in mapping.columns)
    con.execute(f"INSERT INTO cells SELECT {number}, line, {chosen} FROM {text_table(path, names)}")


def insert_faults(con: duckdb.DuckDBPyConnection, number: int, path: Path) -> None:
    con.execute(
        f"INSERT INTO faults SELECT {number}, line, NULL, words FROM {text_table(path, ['words'])}"
    )


def text_table(path: Path, names: list[str]) -> str:
    """The file that write_cells wrote, as a table of texts after the line."""
    types = chain([("line", "BIGINT")], ((name, "VARCHAR") for name in names))
    columns = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in types)
    return (
        f"read_csv({quoted(str(path))}, header=false, delim=chr(31), quote='', escape='',"
        f" auto_detect=false, nullstr=chr(30), columns={{{columns}}})"
    )
