"""Program templates: TOML files become phases, items and tasks to start from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from app.tomlfile import Table, TomlError, read_folder

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
class TemplateTask:
    """One task; `due_after` counts working days from the start of its item."""

    strand: Strand
    title: str
    why: str
    owner: Duty
    minutes: int
    due_after: int


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
    """A program to start from: phases in order, and the KPIs that tell whether it worked."""

    key: str
    name: str
    purpose: str
    result_kpis: tuple[str, ...]
    phases: tuple[TemplatePhase, ...]

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


def read_templates(folder: Path) -> dict[str, Template]:
    """Every template of a folder by key: programs first, then each phase, in the programs' order.

    A file with `phases` puts phase files together; every other file is a phase. Raises
    TomlError, which names the file and the key.
    """
    tables = read_folder(folder)
    wholes = [table for table in tables if table.has("phases")]
    alone = [read_phase(table) for table in tables if not table.has("phases")]
    phases = {phase.key: phase for phase in alone}
    programs = [read_program(table, phases) for table in wholes]
    placed = [phase.key for program in programs for phase in program.phases]
    alone.sort(key=lambda phase: placed.index(phase.key) if phase.key in placed else len(placed))
    templates = [*programs, *map(alone_as_program, alone)]
    return unique({template.key: template for template in templates}, len(templates), folder.name)


def unique(found: dict[str, Template], count: int, folder: str) -> dict[str, Template]:
    if len(found) < count:
        raise TomlError(f"{folder}: two templates have the same key.")
    return found


def alone_as_program(phase: TemplatePhase) -> Template:
    return Template(phase.key, phase.name, phase.purpose, phase.result_kpis, (phase,))


def read_program(table: Table, phases: dict[str, TemplatePhase]) -> Template:
    template = Template(
        key=table.text("key"),
        name=table.text("name"),
        purpose=table.text("purpose"),
        result_kpis=table.texts("result_kpis"),
        phases=tuple(place_phase(one, phases) for one in table.tables("phases")),
    )
    table.close()
    return template


def place_phase(table: Table, phases: dict[str, TemplatePhase]) -> TemplatePhase:
    key = table.text("key")
    if key not in phases:
        raise table.problem("key", f"no phase file has the key {key}.")
    placed = replace(phases[key], starts_after=table.whole("starts_after"))
    table.close()
    return placed


def read_phase(table: Table) -> TemplatePhase:
    phase = TemplatePhase(
        key=table.text("key"),
        name=table.text("name"),
        purpose=table.text("purpose"),
        result_kpis=table.texts("result_kpis"),
        starts_after=0,
        items=tuple(read_item(one) for one in table.tables("items")),
    )
    table.close()
    if len({item.key for item in phase.items}) < len(phase.items):
        raise table.problem("items", "two items have the same key.")
    return phase


def read_item(table: Table) -> TemplateItem:
    owner = table.choice("owner", Duty)
    item = TemplateItem(
        key=table.text("key"),
        name=table.text("name"),
        purpose=table.text("purpose"),
        owner=owner,
        moves=table.texts("moves"),
        starts_after=table.whole("starts_after"),
        ends_after=table.whole("ends_after"),
        tasks=tuple(read_task(one, owner) for one in table.tables("tasks", name="title")),
    )
    table.close()
    check_window(item, table)
    return item


def check_window(item: TemplateItem, table: Table) -> None:
    dues = [task.due_after for task in item.tasks]
    if item.ends_after < item.starts_after:
        raise table.problem("ends_after", "an item ends on or after the day it starts.")
    if dues != sorted(dues):
        raise table.problem("tasks", "put the tasks in the order of due_after.")
    if dues and dues[-1] > item.ends_after - item.starts_after:
        raise table.problem("tasks", "a task is due after its item ends.")


def read_task(table: Table, owner: Duty) -> TemplateTask:
    task = TemplateTask(
        strand=table.choice("strand", Strand),
        title=table.text("title"),
        why=table.text("why", ""),
        owner=table.choice("owner", Duty, owner),
        minutes=table.whole("minutes"),
        due_after=table.whole("due_after"),
    )
    table.close()
    return task
