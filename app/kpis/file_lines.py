"""The lines of a file as readings: each one with what is wrong about it, nothing stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.kpis.catalogue import Cadence, Kpi
from app.kpis.columns import Columns, Role, kpi_names, plain
from app.kpis.days import read_day
from app.kpis.notation import read_cell, short
from app.kpis.sheets import Line, Sheet
from app.kpis.typed import TypedReading, problems
from app.refusal import Refused

Period = tuple[date, date]
LONGEST_NOTE = 200
MOST_READINGS = 10_000


@dataclass(frozen=True)
class FileReading:
    """A reading in a file by its line; without `typed` the problem says what is wrong there."""

    line: int
    said: str
    kpi: Kpi | None
    typed: TypedReading | None
    problem: str = ""


@dataclass(frozen=True)
class Reader:
    """What is needed to read a file's lines."""

    columns: Columns
    kpis: Mapping[str, Kpi]
    today: date


def read_lines(sheet: Sheet, reader: Reader) -> list[FileReading]:
    """Every reading of a file in its order; a period that stands there twice has a problem.

    Raises Refused for too many of them.
    """
    names, seen = kpi_names(reader.kpis), dict[tuple[str, Period], int]()
    found = []
    for line in sheet.lines:
        found += [once(one, seen) for one in readings_of(line, reader, names)]
        if len(found) > MOST_READINGS:
            raise Refused(f"This file has more than {MOST_READINGS:,} readings. Bring it in parts.")
    return found


def once(one: FileReading, seen: dict[tuple[str, Period], int]) -> FileReading:
    if one.kpi is None or one.typed is None:
        return one
    place = one.kpi.key, (one.typed.starts_on, one.typed.ends_on)
    if place in seen:
        told = f"Line {seen[place]} has this KPI and period already. Keep one of them."
        return FileReading(one.line, one.said, one.kpi, None, told)
    seen[place] = one.line
    return one


def readings_of(line: Line, reader: Reader, names: Mapping[str, str]) -> Iterator[FileReading]:
    """The readings of a line: one, or one of each column that belongs to a KPI."""
    cells = line[1]
    wide = reader.columns.of_one_kpi
    if not wide:
        key = names.get(plain(text_at(line, reader, Role.KPI)), "")
        yield one_reading(line, reader, reader.kpis.get(key), {})
        return
    for column, key in wide.items():
        if column < len(cells) and cells[column]:
            yield one_reading(line, reader, reader.kpis.get(key), {Role.VALUE: cells[column]})


def one_reading(
    line: Line, reader: Reader, kpi: Kpi | None, given: Mapping[Role, str]
) -> FileReading:
    texts = {role: text_at(line, reader, role) for role in Role if role}
    texts.update(given)
    said = texts[Role.VALUE] or "/".join(
        text for text in (texts[Role.NUMERATOR], texts[Role.DENOMINATOR]) if text
    )
    try:
        typed = typed_of(kpi, texts, reader)
    except ValueError as no:
        return FileReading(line[0], said, kpi, None, str(no))
    return FileReading(line[0], said, kpi, typed)


def text_at(line: Line, reader: Reader, role: Role) -> str:
    column = reader.columns.at(role)
    return line[1][column] if column is not None and column < len(line[1]) else ""


def typed_of(kpi: Kpi | None, texts: Mapping[Role, str], reader: Reader) -> TypedReading:
    """What a line says. Raises ValueError with the sentence for the person."""
    if kpi is None:
        raise ValueError(f"No KPI is called “{short(texts[Role.KPI])}”.")
    if kpi.is_computed:
        raise ValueError(f"{kpi.name} is computed from other KPIs. Bring in their readings.")
    typed = TypedReading(
        *period(texts, reader),
        value=read_cell(kpi, texts[Role.VALUE]),
        numerator=read_cell(kpi, texts[Role.NUMERATOR]),
        denominator=read_cell(kpi, texts[Role.DENOMINATOR]),
        n=read_cell(kpi, texts[Role.SAMPLE]),
        note=texts[Role.NOTE][:LONGEST_NOTE],
    )
    wrong = problems(kpi, typed, reader.today)
    if wrong:
        raise ValueError(next(iter(wrong.values())))
    return typed


def period(texts: Mapping[Role, str], reader: Reader) -> Period:
    """From the first to the last day, or the whole period that the one day lies in."""
    first = day_of(texts[Role.PERIOD], reader)
    if texts[Role.LAST_DAY]:
        return first, day_of(texts[Role.LAST_DAY], reader)
    try:
        return period_of(reader.columns.cadence, first)
    except OverflowError:
        raise ValueError(no_day(texts[Role.PERIOD])) from None


def day_of(text: str, reader: Reader) -> date:
    found = read_day(text, reader.today, reader.columns.order)
    if found is None:
        raise ValueError(no_day(text))
    return found


def no_day(text: str) -> str:
    return f"“{short(text)}” is no day that we can read. Write it like 2026-11-16."


def period_of(cadence: Cadence, day: date) -> Period:
    """The whole week, month or quarter that a day lies in."""
    if cadence is Cadence.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = 1 if cadence is Cadence.MONTHLY else 3
    first = day.replace(day=1, month=day.month - (day.month - 1) % months)
    after = (first + timedelta(days=31 * months)).replace(day=1)
    return first, after - timedelta(days=1)
