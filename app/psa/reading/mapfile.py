"""A MAP.toml becomes a map; every refusal names the file and the key."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.psa.hours import DAY_MINUTES, Calendar, Shift
from app.psa.reading.fields import BY_NAME
from app.psa.reading.mapping import (
    DAYS,
    MET,
    MISSED,
    NO,
    YES,
    Clock,
    CompletedTime,
    Dates,
    Delimiter,
    DoubledHour,
    Encoding,
    FileFormat,
    Flags,
    Grain,
    Kind,
    KpiSettings,
    Map,
    MissingHour,
    MttrEnd,
    Order,
    Verdicts,
    Words,
)
from app.psa.rules import FAMILIES, QUEUE_KINDS, TYPES, spelling
from app.refusal import Refused
from app.tomlfile import Table, TomlError, parse

SOURCE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
SHIFT = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")


def read_map(path: Path, home: str = "UTC") -> Map:
    """A map from a file. Raises Refused with the file and the key."""
    try:
        return parse_map(path.read_text(encoding="utf-8"), path.name, home)
    except FileNotFoundError:
        raise Refused(f"There is no map {path.name}.") from None
    except (OSError, UnicodeDecodeError):
        raise Refused(f"{path.name}: save the map as a UTF-8 text file.") from None


def parse_map(text: str, file: str, home: str = "UTC") -> Map:
    """A map from its text; `file` is what errors call it. Raises Refused with file and key."""
    try:
        return whole_map(parse(text, file), text, home)
    except TomlError as error:
        raise Refused(str(error)) from None


def whole_map(table: Table, text: str, home: str) -> Map:
    dates = dates_of(part(table, "dates"), home)
    columns, optional = columns_of(table)
    calendar, zone = calendar_of(part(table, "calendar"), dates.zone)
    read = Map(
        name=table.text("name"),
        source=source_of(table),
        file=format_of(part(table, "file")),
        dates=dates,
        columns=columns,
        optional=optional,
        statuses=words_of(part(table, "statuses"), FAMILIES),
        queues=words_of(part(table, "queues"), QUEUE_KINDS, QUEUE_KINDS),
        types=words_of(part(table, "types"), TYPES, TYPES),
        verdicts=Verdicts(*pair_of(part(table, "verdicts"), ("met", MET), ("missed", MISSED))),
        flags=Flags(*pair_of(part(table, "flags"), ("yes", YES), ("no", NO))),
        calendar=calendar,
        period_zone=zone,
        kpis=kpis_of(part(table, "kpis"), calendar),
        home=home,
        text=text,
    )
    table.close()
    refuse_gaps(read, table.where)
    return read


def part(table: Table, key: str) -> Table:
    """A table inside the map; one that is left out is empty."""
    values = table.values.pop(key, {})
    if not isinstance(values, dict):
        raise table.problem(key, f"write a table [{key}].")
    return Table(values, f"{table.where}: [{key}]")


def source_of(table: Table) -> str:
    source = table.text("source")
    if not SOURCE.fullmatch(source):
        raise table.problem("source", "use small letters, digits and hyphens, 40 at most.")
    return source


def format_of(table: Table) -> FileFormat:
    read = FileFormat(
        kind=table.choice("kind", Kind),
        grain=table.choice("grain", Grain),
        header_line=table.whole("header_line", 1),
        delimiter=table.choice("delimiter", Delimiter) if table.has("delimiter") else None,
        encoding=table.choice("encoding", Encoding) if table.has("encoding") else None,
        nulls=table.texts("nulls", ()),
    )
    if read.header_line < 1:
        raise table.problem("header_line", "the first line of a file is 1.")
    table.close()
    return read


def dates_of(table: Table, home: str) -> Dates:
    read = Dates(
        zone=zone_of(table, table.text("zone", home)),
        order=table.choice("order", Order) if table.has("order") else None,
        missing_hour=table.choice("missing_hour", MissingHour, MissingHour.REFUSE),
        doubled_hour=table.choice("doubled_hour", DoubledHour, DoubledHour.FIRST),
        placeholder_years=years_of(table),
    )
    table.close()
    return read


def zone_of(table: Table, name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        known = "write a name such as Europe/Rome, America/New_York or UTC."
        raise table.problem("zone", f"{name!r} is not a known time zone; {known}") from None
    return name


def years_of(table: Table) -> tuple[int, ...]:
    years: Any = table.values.pop("placeholder_years", [])
    if not isinstance(years, list) or not all(type(year) is int for year in years):
        raise table.problem("placeholder_years", "write a list of years, such as [1900, 9999].")
    return tuple(years)


def columns_of(table: Table) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    needed = headers_of(part(table, "columns"))
    optional_table = part(table, "optional_columns")
    optional = headers_of(optional_table)
    for name in needed.keys() & optional.keys():
        raise optional_table.problem(name, "stands in [columns] already; name it once.")
    return needed | optional, frozenset(optional)


def headers_of(table: Table) -> dict[str, tuple[str, ...]]:
    headers = {}
    for name in list(table.values):
        if name not in BY_NAME:
            raise table.problem(name, f"is not a known column; choose from {', '.join(BY_NAME)}.")
        value = table.values[name]
        headers[name] = (table.text(name),) if isinstance(value, str) else table.texts(name)
        if not headers[name]:
            raise table.problem(name, "name at least one header.")
    return headers


def words_of(table: Table, ours: tuple[str, ...], defaults: tuple[str, ...] = ()) -> Words:
    default = None
    if defaults and table.has("default"):
        default = table.text("default")
        if default not in defaults:
            raise table.problem("default", f"choose from {', '.join(defaults)}.")
    meanings: dict[str, str] = {}
    for word in ours:
        for value in table.texts(word, ()):
            if meanings.setdefault(spelling(value), word) != word:
                twice = f"{value!r} stands under {meanings[spelling(value)]} as well."
                raise table.problem(word, twice)
    table.close()
    return Words(meanings, default)


def pair_of(
    table: Table, first: tuple[str, tuple[str, ...]], second: tuple[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two lists of spellings that exclude each other."""
    lists = [tuple(spelling(one) for one in table.texts(*each)) for each in (first, second)]
    for both in set(lists[0]) & set(lists[1]):
        raise table.problem(second[0], f"{both!r} stands under {first[0]} as well.")
    table.close()
    return lists[0], lists[1]


def calendar_of(table: Table, zone: str) -> tuple[Calendar | None, str]:
    """The business calendar, if any shift is given, and the zone that periods are drawn in."""
    zone = zone_of(table, table.text("zone", zone))
    week = tuple(shifts_of(table, day) for day in DAYS)
    holidays = frozenset(holidays_of(table))
    table.close()
    return (Calendar(zone, week, holidays) if any(week) else None), zone


def shifts_of(table: Table, day: str) -> tuple[Shift, ...]:
    shifts: list[Shift] = []
    for text in table.texts(day, ()):
        found = SHIFT.fullmatch(text)
        if not found:
            raise table.problem(day, f"{text!r} is not a shift; write it as 08:00-17:00.")
        hours = [int(group) for group in found.groups()]
        shift = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
        if not (shifts[-1][1] if shifts else 0) <= shift[0] < shift[1] <= DAY_MINUTES:
            raise table.problem(day, f"{text!r} ends before it starts or overlaps the one before.")
        shifts.append(shift)
    return tuple(shifts)


def holidays_of(table: Table) -> list[date]:
    days: Any = table.values.pop("holidays", [])
    if not isinstance(days, list) or not all(type(day) is date for day in days):
        raise table.problem("holidays", "write a list of dates, such as [2026-12-25].")
    return days


def kpis_of(table: Table, calendar: Calendar | None) -> KpiSettings:
    own = KpiSettings()
    read = KpiSettings(
        clock=table.choice("clock", Clock, Clock.BUSINESS if calendar else Clock.CALENDAR),
        mttr_end=table.choice("mttr_end", MttrEnd, own.mttr_end),
        mttr_types=types_of(table, own.mttr_types),
        time_completed=table.choice("time_completed", CompletedTime, own.time_completed),
        reopen_days=reopen_days_of(table),
        waiting_stale_hours=table.whole("waiting_stale_hours", own.waiting_stale_hours),
        due_soon_hours=table.whole("due_soon_hours", own.due_soon_hours),
        overdue_hours=table.whole("overdue_hours", own.overdue_hours),
        open_per_tech_limit=table.whole("open_per_tech_limit", own.open_per_tech_limit),
        backlog_days=table.whole("backlog_days", own.backlog_days),
        backlog_per_tech_limit=table.whole("backlog_per_tech_limit", own.backlog_per_tech_limit),
        estimate_factor=factor_of(table, own.estimate_factor),
    )
    if read.clock is Clock.BUSINESS and calendar is None:
        raise table.problem("clock", "business hours need the shifts of [calendar].")
    table.close()
    return read


def factor_of(table: Table, default: float) -> float:
    factor = table.number("estimate_factor")
    if factor is not None and factor <= 0:
        raise table.problem("estimate_factor", "write a number above 0.")
    return default if factor is None else factor


def types_of(table: Table, default: tuple[str, ...]) -> tuple[str, ...]:
    types = table.texts("mttr_types", default)
    for unknown in set(types) - set(TYPES):
        raise table.problem("mttr_types", f"{unknown!r} is not known; use {', '.join(TYPES)}.")
    return types


def reopen_days_of(table: Table) -> int | None:
    """The reopen window in days; the word none means that any later reopen counts."""
    if table.values.get("reopen_days") == "none":
        table.values.pop("reopen_days")
        return None
    return table.whole("reopen_days", KpiSettings.reopen_days)


def refuse_gaps(read: Map, where: str) -> None:
    """Refuse a map whose tables leave open what its columns need."""
    needed = ("updated_at",) if read.file.grain is Grain.EVENT else ("created_at",)
    for name in ("ticket", *needed, "status"):
        if name not in read.columns or name in read.optional:
            raise TomlError(f"{where}: [columns] {name}: is missing.")
    if read.file.grain is Grain.TICKET:
        for name in read.columns.keys() & {"updated_at", "seq"}:
            raise TomlError(f"{where}: [columns] {name}: belongs to a file of events.")
    for table, words, name in (
        ("statuses", read.statuses, "status"),
        ("queues", read.queues, "queue"),
        ("types", read.types, "type"),
    ):
        if name in read.columns and not words.meanings and words.default is None:
            raise TomlError(f"{where}: [{table}]: say what each {name} means.")
