"""What a MAP.toml says, as frozen values: everything that an import needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from hashlib import sha256

from app.psa.hours import Calendar
from app.psa.reading.fields import BY_NAME
from app.psa.rules import FAMILIES, QUEUE_KINDS, TYPES, spelling

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MET = ("true", "t", "yes", "y", "1", "met", "in", "i", "ontime", "on time")
MISSED = ("false", "f", "no", "n", "0", "missed", "out", "o", "overdue")
YES = ("true", "t", "yes", "y", "1", "x")
NO = ("false", "f", "no", "n", "0")


class Kind(StrEnum):
    """What the rows are about."""

    TICKETS = "tickets"


class Grain(StrEnum):
    """What one row is: one update of a ticket, or one ticket as it stands."""

    EVENT = "event"
    TICKET = "ticket"


class Order(StrEnum):
    """How a date such as 1/2/2026 is to be read."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class MissingHour(StrEnum):
    """What becomes of a local time that the change of clock skipped."""

    REFUSE = "refuse"
    SHIFT = "shift"


class DoubledHour(StrEnum):
    """Which of the two a local time is that the change of clock repeated."""

    FIRST = "first"
    SECOND = "second"
    REFUSE = "refuse"


class Encoding(StrEnum):
    """Encodings that a file may be said to have."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    WINDOWS_1252 = "windows-1252"


class Delimiter(StrEnum):
    """What stands between two cells."""

    COMMA = ","
    SEMICOLON = ";"
    TAB = "\t"
    PIPE = "|"


class Clock(StrEnum):
    """Which seconds count: all of them, or those of the business calendar."""

    CALENDAR = "calendar"
    BUSINESS = "business"


class MttrEnd(StrEnum):
    """Where the time to resolve ends."""

    RESOLVED = "resolved"
    RESOLVED_OR_CLOSED = "resolved_or_closed"
    LAST_COMPLETION = "last_completion"
    LAST_COMPLETE_EVENT = "last_complete_event"


class CompletedTime(StrEnum):
    """Whether the time a ticket spent complete before a reopen counts in the time to resolve."""

    LEFT_OUT = "left_out"
    COUNTS = "counts"


@dataclass(frozen=True)
class FileFormat:
    """The table [file]; None means: found from the file itself."""

    kind: Kind
    grain: Grain
    header_line: int = 1
    delimiter: Delimiter | None = None
    encoding: Encoding | None = None
    nulls: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dates:
    """The table [dates]; without an order it is found for each column, or refused."""

    zone: str = "UTC"
    order: Order | None = None
    missing_hour: MissingHour = MissingHour.REFUSE
    doubled_hour: DoubledHour = DoubledHour.FIRST
    placeholder_years: tuple[int, ...] = ()


@dataclass(frozen=True)
class Verdicts:
    """The table [verdicts]: how a column says that an SLA was met or missed."""

    met: tuple[str, ...] = MET
    missed: tuple[str, ...] = MISSED


@dataclass(frozen=True)
class Flags:
    """The table [flags]: how a column says yes or no."""

    yes: tuple[str, ...] = YES
    no: tuple[str, ...] = NO


@dataclass(frozen=True)
class KpiSettings:
    """The table [kpis]: what the formulas leave to the firm; hours and days are clock time."""

    clock: Clock = Clock.CALENDAR
    mttr_end: MttrEnd = MttrEnd.RESOLVED_OR_CLOSED
    mttr_types: tuple[str, ...] = ("incident",)
    time_completed: CompletedTime = CompletedTime.LEFT_OUT
    reopen_days: int | None = 14
    waiting_stale_hours: int = 48
    due_soon_hours: int = 24
    overdue_hours: int = 24
    open_per_tech_limit: int = 20
    backlog_days: int = 14
    backlog_per_tech_limit: int = 5
    estimate_factor: float = 2.0


@dataclass(frozen=True)
class Words:
    """Which word of ours each of the source's words means; `default` is for all the others."""

    meanings: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None

    def meaning(self, value: str) -> str | None:
        """Our word, or None when nobody has said."""
        return self.meanings.get(spelling(value), self.default)


@dataclass(frozen=True)
class Map:
    """One MAP.toml. `columns` names the headers that may carry each canonical field.

    `home` is the zone of a file that does not say its own, and of the periods likewise.
    """

    name: str
    source: str
    file: FileFormat
    dates: Dates
    columns: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]
    statuses: Words
    queues: Words
    types: Words
    verdicts: Verdicts
    flags: Flags
    calendar: Calendar | None
    period_zone: str
    kpis: KpiSettings
    home: str
    text: str = field(repr=False, compare=False)

    @property
    def fingerprint(self) -> str:
        """The sha256 of the map's text."""
        return sha256(self.text.encode()).hexdigest()


KEYS: dict[str, tuple[str, ...]] = {
    "": ("name", "source"),
    "file": tuple(one.name for one in fields(FileFormat)),
    "dates": tuple(one.name for one in fields(Dates)),
    "columns": tuple(BY_NAME),
    "optional_columns": tuple(BY_NAME),
    "statuses": FAMILIES,
    "queues": (*QUEUE_KINDS, "default"),
    "types": (*TYPES, "default"),
    "verdicts": tuple(one.name for one in fields(Verdicts)),
    "flags": tuple(one.name for one in fields(Flags)),
    "calendar": ("zone", *DAYS, "holidays"),
    "kpis": tuple(one.name for one in fields(KpiSettings)),
}
