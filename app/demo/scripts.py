"""What seeds/demo says about firms and people, as values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.places import seeds


@dataclass(frozen=True)
class PersonScript:
    key: str
    name: str
    role: str
    title: str
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class ItemScript:
    """An item's owner."""

    key: str
    owner: str


@dataclass(frozen=True)
class TaskScript:
    """Some tasks of an item, by their numbers from 1, and the people on them."""

    item: str
    numbers: tuple[int, ...]
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class RepeatScript:
    """A task of an item that repeats from its due day on, by its first person, but in some weeks of
    the program not."""

    item: str
    number: int
    rule: str
    reason: str
    missed: tuple[int, ...] = ()


@dataclass(frozen=True)
class MoveScript:
    """An item moves `later` days, told on a day counted from the program's first Monday.

    A `weekend` one belongs to the story only when the demo is built on a weekend: what is late on
    Monday would be too late by then.
    """

    item: str
    day: int
    later: int
    reason: str
    weekend: bool = False
    agreed: bool = True


@dataclass(frozen=True)
class WordScript:
    """What somebody says about the sign-off of a phase, on a day counted like that of a move."""

    phase: str
    day: int
    by: str
    deed: str
    said: str


@dataclass(frozen=True)
class LeaveScript:
    """Somebody is away from one day to another, told on a third; counted like that of a move."""

    person: str
    day: int
    first: int
    last: int
    note: str = ""


@dataclass(frozen=True)
class CriterionScript:
    """A target, and how many weeks before the start its baseline is made of.

    `steps` are values after so many weeks; `hold` says in how many of how many readings it is met.
    """

    kpi: str
    target: float
    weeks: int = 13
    steps: tuple[tuple[int, float], ...] = ()
    hold: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class CheckInScript:
    week: int
    sentence: str
    confidence: int


@dataclass(frozen=True)
class Shape:
    """How a KPI went: about `before` until the program began, then along the points of `since`."""

    kpi: str
    rhythm: str
    before: float
    wobble: float
    since: tuple[float, ...]


@dataclass(frozen=True)
class OwnScript:
    """A share in percent that the firm computes from two KPIs; less is better."""

    name: str
    plain: str
    formula: str


@dataclass(frozen=True)
class FirmScript:
    """A firm whose program is played day by day."""

    name: str
    slug: str
    phone: str
    champion: str
    sponsor: str
    week: int
    people: tuple[PersonScript, ...]
    items: tuple[ItemScript, ...]
    tasks: tuple[TaskScript, ...]
    open: tuple[TaskScript, ...]
    repeats: tuple[RepeatScript, ...]
    moves: tuple[MoveScript, ...]
    gated: tuple[str, ...]
    budget: int
    hours: float
    leave: tuple[LeaveScript, ...]
    words: tuple[WordScript, ...]
    criteria: tuple[CriterionScript, ...]
    check_ins: tuple[CheckInScript, ...]
    readings: tuple[Shape, ...]
    own: tuple[OwnScript, ...]


@dataclass(frozen=True)
class ClientScript:
    """A minor client; clients.toml says what the numbers mean."""

    name: str
    champion: str
    owner: str
    week: int
    behind: int
    pace: tuple[float, ...]
    silent: int
    follows: bool = False
    signed: int = 0
    paused: str = ""
    lessons: str = ""


@dataclass(frozen=True)
class Measure:
    """What every minor client measures: about where it began, and the usual target."""

    kpi: str
    rhythm: str
    before: float
    target: float
    wobble: float


@dataclass(frozen=True)
class PracticeScript:
    """The coach, and her minor clients."""

    practice: str
    coach: str
    email: str
    sentences: tuple[str, ...]
    clients: tuple[ClientScript, ...]
    measures: tuple[Measure, ...]


Parts = Mapping[str, type[Any]]
PARTS: Parts = {
    "people": PersonScript,
    "items": ItemScript,
    "tasks": TaskScript,
    "open": TaskScript,
    "repeats": RepeatScript,
    "moves": MoveScript,
    "words": WordScript,
    "leave": LeaveScript,
    "criteria": CriterionScript,
    "check_ins": CheckInScript,
    "readings": Shape,
    "own": OwnScript,
    "clients": ClientScript,
    "measures": Measure,
}


def firm(name: str) -> FirmScript:
    """The script of a firm; what it does not tell of is empty."""
    parts = dict.fromkeys(PARTS.keys() & FirmScript.__annotations__.keys(), ())
    return FirmScript(**{**parts, "gated": (), "budget": 0, "hours": 0, **values(name)})


def practice() -> PracticeScript:
    return PracticeScript(**values("clients"))


def values(name: str, parts: Parts = PARTS) -> dict[str, Any]:
    """A file's keys, lists of tables turned into their parts."""
    told = tomllib.loads((seeds() / "demo" / f"{name}.toml").read_text("utf-8"))
    return {key: part(parts.get(key), value) for key, value in told.items()}


def part(kind: type[Any] | None, value: Any) -> Any:
    if kind is None:
        return frozen(value)
    return tuple(kind(**{key: frozen(told) for key, told in one.items()}) for one in value)


def frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
