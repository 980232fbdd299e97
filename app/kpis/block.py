"""A block of cells out of a spreadsheet, and where its cells belong in a grid of numbers."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from app.kpis.days import read_day
from app.kpis.notation import short
from app.planning.words import counted

MOST_CELLS = 5_000
LONGEST_CELL = 10_000
NO_BLOCK = "This is not a block of cells. Copy it out of the sheet again."
Rows = list[list[str]]
Period = tuple[date, date]


@dataclass(frozen=True)
class Target:
    """A grid: the keys of its rows and the names they go by, its columns by period, and where a
    block without headings begins."""

    keys: Sequence[str]
    names: Mapping[str, str]
    periods: Sequence[Period]
    today: date
    first_row: int = 0
    first_column: int = 0

    def key_of(self, name: str) -> str | None:
        return self.names.get(" ".join(name.casefold().split()))

    def days(self, texts: Iterable[str]) -> bool:
        """Whether days stand among these texts."""
        return any(read_day(text, self.today) for text in texts)


@dataclass
class Placed:
    """Texts by their row's key and their column's number, and what has no place."""

    texts: dict[tuple[str, int], str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    outside: int = 0


def read_block(text: str) -> Rows:
    """The lines and cells of a pasted text. Raises ValueError, in words, for too many or for text
    that is no block."""
    count = text.count("\t") + text.count("\n") + 1
    if count > MOST_CELLS:
        raise ValueError(
            f"These are about {count:,} cells, and {MOST_CELLS:,} are the most at once. Copy fewer."
        )
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        raise ValueError(NO_BLOCK) from None
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        raise ValueError(NO_BLOCK)
    return without_end([[cell.strip() for cell in row] or [""] for row in rows])


def without_end(rows: Rows) -> Rows:
    """The rows up to the last one with a text; an empty one between others keeps its place."""
    last = max((number for number, row in enumerate(rows) if any(row)), default=-1)
    return rows[: last + 1]


def place(rows: Rows, target: Target) -> Placed:
    """Give each cell its place: by headings where the block has them, else from the first cell.

    Periods may stand at the top or at the left. Empty cells say nothing, and neither do empty rows
    where rows have names; else they keep the place of a row.
    """
    placed = Placed()
    heads, body = split(upright(rows, target), target)
    named = any(target.key_of(row[0]) for row in body)
    named = named or (bool(heads) and not target.days(heads[:1]))
    if named:
        body = [row for row in body if any(row)]
    cells = [row[1:] for row in body] if named else body
    columns = by_day(heads[1:] if named else heads, target, placed) if heads else None
    keys = by_name([row[0] for row in body], target, placed) if named else None
    fill(placed, cells, keys, columns, target)
    if placed.outside and not placed.problems:
        lie = "lies" if placed.outside == 1 else "lie"
        placed.problems.append(f"{counted(placed.outside, 'cell')} {lie} outside of the grid.")
    return placed


def upright(rows: Rows, target: Target) -> Rows:
    """The rows with their periods at the top, if they have any."""
    full = [row for row in rows if any(row)]
    if full and not target.days(full[0]) and target.days(row[0] for row in full):
        return [list(row) for row in zip_longest(*full, fillvalue="")]
    return rows


def split(rows: Rows, target: Target) -> tuple[list[str], Rows]:
    """The days at the top, none where there are none, and the rows below them."""
    first = next((number for number, row in enumerate(rows) if any(row)), None)
    if first is None or not target.days(rows[first]):
        return [], rows
    return rows[first], rows[first + 1 :]


def by_day(heads: Sequence[str], target: Target, placed: Placed) -> list[int | None]:
    """The column of each heading; None where there is none, which is a problem once it is told."""
    found: list[int | None] = []
    for head in heads:
        column = column_of(head, target, placed) if head else None
        if column is not None and column in found:
            placed.problems.append(f"“{short(head)}” stands there twice. Keep one of them.")
            column = None
        found.append(column)
    return found


def column_of(head: str, target: Target, placed: Placed) -> int | None:
    day = read_day(head, target.today)
    for number, (first, last) in enumerate(target.periods):
        if day and first <= day <= last:
            return number
    if day is None:
        told = f"“{short(head)}” is no day that we can read. Write it like 2026-11-16."
    elif day > max(last for _first, last in target.periods):
        told = f"“{short(head)}” is not over yet."
    else:
        told = f"“{short(head)}” is none of the columns below."
    placed.problems.append(told)
    return None


def by_name(names: Sequence[str], target: Target, placed: Placed) -> list[str | None]:
    """The key of each row's name; None where there is none, which is a problem."""
    found: list[str | None] = []
    for name in names:
        key = target.key_of(name)
        if key is None:
            placed.problems.append(f"No KPI below is called “{short(name)}”.")
        elif key in found:
            placed.problems.append(f"“{short(name)}” stands there twice. Keep one of them.")
            key = None
        found.append(key)
    return found


def fill(
    placed: Placed,
    cells: Rows,
    keys: Sequence[str | None] | None,
    columns: Sequence[int | None] | None,
    target: Target,
) -> None:
    """Put every text where it belongs, and count those that belong nowhere."""
    width = max(map(len, cells), default=0)
    keys = target.keys[target.first_row :] if keys is None else keys
    columns = (
        range(target.first_column, min(target.first_column + width, len(target.periods)))
        if columns is None
        else columns
    )
    for key, row in zip_longest(keys, cells):
        for column, text in zip_longest(columns, row or ()):
            if text and key is not None and column is not None:
                placed.texts[key, column] = text
            elif text:
                placed.outside += 1
