"""Program templates: phases, items and tasks to start from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

DAYS_A_WEEK = 5


class Strand(StrEnum):
    SOP = "sop"
    TOOL = "tool"
    DATA = "data"


class Duty(StrEnum):
    """Who owns an item: a duty of a membership, the owner, or the champion."""

    SERVICE_COORDINATOR = "service coordinator"
    SERVICE_MANAGER = "service manager"
    FINANCE = "finance"
    ACCOUNT_MANAGER = "account manager"
    TRAINER = "trainer"
    OWNER = "owner"
    CHAMPION = "champion"


@dataclass(frozen=True)
class Wait:
    """A task that comes first, by its place "phase.item.task", and the working days after it."""

    task: str
    lag: int = 0


@dataclass(frozen=True)
class TemplateTask:
    """One task; `due_after` counts working days from the start of its item.

    `key` tells it from the other tasks of its item, in every edition of the template. `repeats` is
    the rule by which it comes again, from its due day on.
    """

    strand: Strand
    title: str
    why: str
    owner: Duty
    minutes: int
    due_after: int
    key: str = ""
    waits_for: tuple[Wait, ...] = ()
    repeats: str = ""


@dataclass(frozen=True)
class TemplateItem:
    """One item; `starts_after` and `ends_after` count working days from its phase's start."""

    key: str
    name: str
    purpose: str
    owner: Duty
    moves: tuple[str, ...]
    starts_after: int
    ends_after: int
    tasks: tuple[TemplateTask, ...]


@dataclass(frozen=True)
class TemplatePhase:
    """One phase; `starts_after` counts working days from the start of the program."""

    key: str
    name: str
    purpose: str
    result_kpis: tuple[str, ...]
    starts_after: int
    items: tuple[TemplateItem, ...]

    @property
    def tasks(self) -> int:
        """How many tasks its items have."""
        return sum(len(item.tasks) for item in self.items)

    @property
    def days(self) -> int:
        """Working days from the first item's start to the last item's end."""
        return max(item.ends_after for item in self.items) + 1


@dataclass(frozen=True)
class Template:
    """A program to start from: phases in order, and the KPIs that tell whether it worked.

    An MSP's own template has an id, and the number of its edition; a shipped one has neither.
    """

    key: str
    name: str
    purpose: str
    result_kpis: tuple[str, ...]
    phases: tuple[TemplatePhase, ...]
    id: UUID | None = None
    edition: int = 0

    @property
    def days(self) -> int:
        """The planned length in working days."""
        return max(phase.starts_after + phase.days for phase in self.phases)

    @property
    def weeks(self) -> int:
        return -(-self.days // DAYS_A_WEEK)

    @property
    def tasks(self) -> int:
        """How many tasks its items have."""
        return sum(len(item.tasks) for item in self.items)

    @property
    def items(self) -> tuple[TemplateItem, ...]:
        return tuple(item for phase in self.phases for item in phase.items)


def place_of(phase: TemplatePhase, item: TemplateItem) -> str:
    """The item by its phase and its own key, which two phases may share."""
    return f"{phase.key}.{item.key}"


def place_of_task(phase: TemplatePhase, item: TemplateItem, task: TemplateTask) -> str:
    """The task as others name it that wait for it."""
    return f"{place_of(phase, item)}.{task.key}"


def without(template: Template, left_out: Collection[str]) -> Template:
    """The template less some of its items, each named by its place.

    Working days on which only they were planned are taken out, so that the rest moves together;
    every item keeps its own length, and what overlapped still overlaps. Raises ValueError when
    nothing stays.
    """
    kept = {
        phase: [item for item in phase.items if place_of(phase, item) not in left_out]
        for phase in template.phases
    }
    busy = {day for phase, items in kept.items() for item in items for day in days_of(phase, item)}
    if not busy:
        raise ValueError("A template keeps at least one item.")
    planned = {
        day for phase in template.phases for item in phase.items for day in days_of(phase, item)
    }
    staying = [day for day in range(min(busy), max(busy) + 1) if day in busy or day not in planned]
    place = {day: number for number, day in enumerate(staying)}
    phases = tuple(moved(phase, items, place) for phase, items in kept.items() if items)
    return replace(template, phases=phases)


def days_of(phase: TemplatePhase, item: TemplateItem) -> range:
    """The working days of an item, counted from the start of the program."""
    return range(phase.starts_after + item.starts_after, phase.starts_after + item.ends_after + 1)


def moved(
    phase: TemplatePhase, items: Sequence[TemplateItem], place: Mapping[int, int]
) -> TemplatePhase:
    """The phase with these items on the days that they move to."""
    windows = [days_of(phase, item) for item in items]
    start = min(place[window[0]] for window in windows)
    return replace(
        phase,
        starts_after=start,
        items=tuple(
            replace(
                item,
                starts_after=place[window[0]] - start,
                ends_after=place[window[-1]] - start,
            )
            for item, window in zip(items, windows, strict=True)
        ),
    )
