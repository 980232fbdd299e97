"""Tasks that wait for one another: what they are, in which order they can be done, and no circles.

Vocabulary: a *link* says that one task waits for another (finish to start). Days are working days
of the MSP; a task's own days are those of the MSP on which its owner is not away.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from typing import Any, Generic, TypeVar

from app.planning.workdays import Away, Workdays
from app.refusal import Refused

K = TypeVar("K", bound=Hashable)


class Hold(StrEnum):
    """What keeps a task where it stands; only a free one is ever moved."""

    FREE = "free"
    PINNED = "pinned"
    STARTED = "started"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task(Generic[K]):
    """A task as the plan knows it.

    `start` and `due` are the days it takes now, both included. `days` is how many working days of
    its owner it takes; left out, it is as many as lie between `start` and `due`, or one. A day off
    among the dates counts as the next working day. `earliest` is a day before which a free task
    never begins. A held task keeps its dates whatever they are; one of which only the due day is
    known takes that day alone.

    Raises ValueError for fewer days than one, a due day before the start, or a task that is held
    without a day to hold it at.
    """

    key: K
    name: str
    start: date | None = None
    due: date | None = None
    days: int | None = None
    earliest: date | None = None
    owner: Hashable | None = None
    hold: Hold = Hold.FREE

    def __post_init__(self) -> None:
        if self.days is not None and self.days < 1:
            raise ValueError(f"{self.name} takes one working day or more.")
        if self.start and self.due and self.due < self.start:
            raise ValueError(f"{self.name} is due before it starts.")
        if self.hold is not Hold.FREE and not (self.start or self.due):
            raise ValueError(f"{self.name} is {self.hold} and needs a day.")


@dataclass(frozen=True, slots=True)
class Link(Generic[K]):
    """`after` begins when `before` is done and `lag` working days of the MSP have passed.

    Raises ValueError for a negative lag: a task that may begin before another is done does not
    wait for it.
    """

    before: K
    after: K
    lag: int = 0

    def __post_init__(self) -> None:
        if self.lag < 0:
            raise ValueError("The days to wait are 0 or more.")


@dataclass(frozen=True)
class Plan(Generic[K]):
    """Tasks, what waits for what, and the days there are.

    `start` is the first day of the whole: no free task begins before it. `leave` says by owner when
    somebody is away. Nothing that moves is moved to before `today`, if that is given.
    """

    tasks: Sequence[Task[K]]
    links: Sequence[Link[K]]
    calendar: Workdays
    start: date
    leave: Mapping[Hashable, Iterable[Away]] = field(default_factory=dict)
    today: date | None = None


class Cycle(Refused, Generic[K]):
    """Tasks that wait for one another in a circle; `keys` names each once, in the order of work."""

    def __init__(self, keys: Sequence[K], names: Mapping[K, str]) -> None:
        self.keys = tuple(keys)
        super().__init__(circle_in_words([names[key] for key in keys]))


def circle_in_words(names: Sequence[str]) -> str:
    """The sentence for tasks in a circle, given in the order in which they would be done."""
    if len(names) == 1:
        return f"“{names[0]}” cannot wait for itself. Choose another task."
    waits = [f"“{name}”" for name in reversed([*names, names[0]])]
    chain = f"{waits[0]} waits for {waits[1]}"
    chain += "".join(f", which waits for {name}" for name in waits[2:])
    return f"{chain}. None of them could begin. Leave one of these links out."


def refuse_circle(names: Mapping[K, str], links: Iterable[Link[K]], new: Link[K]) -> None:
    """Nothing when `new` can join the links; raises Cycle, whose sentence is for the form.

    `names` has the name of every task by its key.
    """
    waits_for: dict[K, list[K]] = {}
    for link in (*links, new):
        waits_for.setdefault(link.after, []).append(link.before)
    try:
        in_order(waits_for)
    except CycleError as found:
        raise Cycle(circle_of(found), names) from None


def in_order(waits_for: Mapping[K, Iterable[K]]) -> tuple[K, ...]:
    """Every key after those it waits for, the same for the same mapping; raises CycleError."""
    return tuple(TopologicalSorter(waits_for).static_order())


def circle_of(found: CycleError) -> list[Any]:
    """The keys of a circle, each once, in the order in which they would be done."""
    return list(found.args[1][1:])
