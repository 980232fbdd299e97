"""The lines of a file as readings: each one with what is wrong about it, nothing stored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.kpis.catalogue import Cadence, Kpi, Scope
from app.kpis.columns import KIND_OF, Columns, Role, kpi_names, plain
from app.kpis.days import read_day
from app.kpis.notation import read_cell, short
from app.kpis.scopes import FIRM, NOBODY, About, Known, folded
from app.kpis.sheets import Line, Sheet
from app.kpis.typed import TypedReading, problems
from app.refusal import Refused

Period = tuple[date, date]
Place = tuple[str, Scope, str, date, date]
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
    """What is needed to read a file's lines; `met` are the names that stand in it, so that two
    spellings of one are one."""

    columns: Columns
    kpis: Mapping[str, Kpi]
    today: date
    known: Known = NOBODY
    met: dict[tuple[Scope, str], About | None] = field(default_factory=dict)

    def about(self, kind: Scope, said: str) -> About | None:
        place = kind, folded(said)
        if place not in self.met:
            self.met[place] = self.known.find(kind, said)
        return self.met[place]


def read_lines(sheet: Sheet, reader: Reader) -> list[FileReading]:
    """Every reading of a file in its order; a period that stands there twice has a problem.

    Raises Refused for too many of them.
    """
    names, seen = kpi_names(reader.kpis), dict[Place, int]()
    found = []
    for line in sheet.lines:
        found += [once(one, seen) for one in readings_of(line, reader, names)]
        if len(found) > MOST_READINGS:
            raise Refused(f"This file has more than {MOST_READINGS:,} readings. Bring it in parts.")
    return found


def once(one: FileReading, seen: dict[Place, int]) -> FileReading:
    if one.kpi is None or one.typed is None:
        return one
    place = place_of(one.kpi, one.typed)
    if place in seen:
        told = f"Line {seen[place]} has this KPI and period already. Keep one of them."
        return FileReading(one.line, one.said, one.kpi, None, told)
    seen[place] = one.line
    return one


def place_of(kpi: Kpi, typed: TypedReading) -> Place:
    """Where a reading stands: there is one of a KPI, of somebody, in a period."""
    return kpi.key, typed.about.kind, typed.about.key, typed.starts_on, typed.ends_on


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
        about=about_of(kpi, texts, reader),
    )
    wrong = problems(kpi, typed, reader.today)
    if wrong:
        raise ValueError(next(iter(wrong.values())))
    return typed


def about_of(kpi: Kpi, texts: Mapping[Role, str], reader: Reader) -> About:
    """Whose reading it is. Raises ValueError with the sentence for the person."""
    told = [(kind, texts[role]) for role, kind in KIND_OF.items() if texts[role]]
    if len(told) > 1:
        raise ValueError("A team, a technician or a client: this line has two. Keep one of them.")
    kind, said = told[0] if told else (Scope.COMPANY, "")
    if kind not in kpi.scopes:
        who = "the whole company" if kind is Scope.COMPANY else f"a {kind.value}"
        raise ValueError(f"{kpi.name} is not measured of {who}.")
    about = reader.about(kind, said) if told else FIRM
    if about is None and kind is Scope.TECHNICIAN:
        raise ValueError(f"Nobody here is called “{short(said)}”.")
    if about is None:
        raise ValueError(f"“{short(said)}” is too long for a name. Shorten it.")
    return about


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
