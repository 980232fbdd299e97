"""Dates as files write them: their formats found from their shapes, their zones made explicit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.psa.reading.mapping import DoubledHour, Order

MONTHS = "january|february|march|april|june|july|august|september|october|november|december"
SHORT_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
SHAPING = (
    (rf"(?i)\b({MONTHS})\b", "B"),
    (rf"(?i)\b({SHORT_MONTHS})\b", "b"),
    (r"(?i)[ap]m\b", "P"),
    (r"[0-9]{5,}|\b[0-9]{3}\b", "N"),
    (r"\b[0-9]{4}\b", "Y"),
    (r"[0-9]+", "9"),
)
YEAR_FIRST = re.compile(r"Y([-/.])9(?:\1)9")
NUMBERS = re.compile(r"9([-/.])9\1([Y9])")
NAMED_DAY_FIRST = re.compile(r"9([-/. ])([bB])\1([Y9])")
NAMED_MONTH_FIRST = re.compile(r"([bB]) 9(,?) Y")
TIME = re.compile(r"(T| |, )9:9(:9)?(\.[9NY])?( ?P)?")
ZONE = re.compile(r" ?(Z|UTC|[+-](9:9|Y|9))")
MORNING = timedelta(days=1)


def shape_sql(column: str) -> str:
    """A DuckDB expression for a cell's shape: 29/2/2016 01:16 has the shape 9/9/Y 9:9."""
    shape = column
    for pattern, letter in SHAPING:
        shape = f"regexp_replace({shape}, '{pattern}', '{letter}', 'g')"
    return shape


def is_ordered(shape: str) -> bool:
    """Whether the shape leaves open which number is the day and which the month."""
    return NUMBERS.match(shape) is not None


def order_of(largest_first: int, largest_second: int) -> Order | None:
    """The order of days and months in a column, None when its values fit both."""
    if largest_first > 12:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if largest_second > 12 else None


def format_of(shape: str, order: Order | None) -> str | None:
    """The strptime format of a shape, None for what is no date; %z stands in zoned ones."""
    found = date_format(shape, order)
    if found is None:
        return None
    written, rest = found
    if not rest:
        return written
    time = TIME.match(rest)
    if time is None:
        return None
    written += time_format(time)
    rest = rest[time.end() :]
    if not rest:
        return written
    zone = ZONE.fullmatch(rest)
    return written + zone_format(rest, zone.group(1)) if zone else None


def date_format(shape: str, order: Order | None) -> tuple[str, str] | None:
    """The format of the date at the start of a shape, and what follows it."""
    if found := YEAR_FIRST.match(shape):
        written = found.expand(r"%Y\1%m\1%d")
    elif found := NUMBERS.match(shape):
        if order is None:
            return None
        numbers = "%d{0}%m{0}" if order is Order.DAY_FIRST else "%m{0}%d{0}"
        written = numbers.format(found[1]) + year_format(found[2])
    elif found := NAMED_DAY_FIRST.match(shape):
        written = f"%d{found[1]}%{found[2]}{found[1]}{year_format(found[3])}"
    elif found := NAMED_MONTH_FIRST.match(shape):
        written = f"%{found[1]} %d{found[2]} %Y"
    else:
        return None
    return written, shape[found.end() :]


def year_format(letter: str) -> str:
    return "%Y" if letter == "Y" else "%y"


def time_format(time: re.Match[str]) -> str:
    lead, seconds, fraction, half = time.groups()
    hours = "%I" if half else "%H"
    written = f"{lead}{hours}:%M{':%S' if seconds else ''}{'.%n' if fraction else ''}"
    return written + (half.replace("P", "%p") if half else "")


def zone_format(rest: str, zone: str) -> str:
    """Z and UTC are read as they stand, an offset as %z."""
    return rest if zone in {"Z", "UTC"} else rest[: rest.index(zone)] + "%z"


def is_zoned(written: str) -> bool:
    """Whether a format says its own zone, so that the map's zone is not asked."""
    return written.endswith(("Z", "UTC", "%z"))


@dataclass(frozen=True)
class Turn:
    """A change of clock: the UTC instant, and the seconds east of UTC before and after it."""

    at: datetime
    before: int
    after: int

    @property
    def wall(self) -> tuple[datetime, datetime]:
        """The local times that are skipped (forward) or run through twice (back)."""
        edges = sorted((self.before, self.after))
        return self.at + timedelta(seconds=edges[0]), self.at + timedelta(seconds=edges[1])

    @property
    def skips(self) -> bool:
        """Whether clocks go forward, so that the local times do not exist."""
        return self.after > self.before


def turns(zone: str, first_year: int, last_year: int) -> tuple[int, tuple[Turn, ...]]:
    """The offset at the start of the first year, and every change of clock to the last year's end.

    Instants are naive UTC. Source of the rules: the IANA time zone data that zoneinfo reads.
    """
    place = ZoneInfo(zone)
    day = datetime(first_year, 1, 1) - 2 * MORNING  # noqa: DTZ001 (naive UTC throughout)
    end = datetime(last_year, 12, 31) + 2 * MORNING  # noqa: DTZ001
    start = offset(place, day)
    found = []
    while day < end:
        before, after = offset(place, day), offset(place, day + MORNING)
        if before != after:
            found.append(Turn(moment_of_turn(place, day, day + MORNING), before, after))
        day += MORNING
    return start, tuple(found)


def offset(place: ZoneInfo, at: datetime) -> int:
    shift = at.replace(tzinfo=UTC).astimezone(place).utcoffset()
    return int(shift.total_seconds()) if shift else 0


def moment_of_turn(place: ZoneInfo, early: datetime, late: datetime) -> datetime:
    """The first second with the later offset, between two instants."""
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if offset(place, middle) == offset(place, early):
            early = middle
        else:
            late = middle
    return late


def utc_sql(local: str, start: int, found: Sequence[Turn], doubled: DoubledHour) -> str:
    """A DuckDB expression for the UTC instant of a local time; a skipped one moves forward."""
    if not found:
        return f"({local} - to_seconds({start}))" if start else local
    branches = ""
    for turn in found:
        late = turn.skips or doubled is not DoubledHour.SECOND
        branches += f" WHEN {local} < TIMESTAMP '{turn.wall[int(late)]}' THEN {turn.before}"
    return f"({local} - to_seconds(CASE{branches} ELSE {found[-1].after} END))"


def within_sql(local: str, spans: Sequence[tuple[datetime, datetime]]) -> str:
    """A DuckDB condition: the local time lies in one of the half-open spans."""
    tests = [f"({local} >= TIMESTAMP '{a}' AND {local} < TIMESTAMP '{b}')" for a, b in spans]
    return " OR ".join(tests) or "false"
