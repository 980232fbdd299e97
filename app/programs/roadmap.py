"""The roadmap as its page shows it: phases, items and their states today."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from app.planning import words
from app.planning.words import counted
from app.programs.models import Phase, Program, Task
from app.programs.rules import (
    ItemFacts,
    ItemState,
    Progress,
    days_late,
    days_moved,
    item_states,
    phase_state,
    progress,
)
from app.programs.sketch import ItemRow, Sketch

SOON, A_PAGE = timedelta(days=30), 50
ITEM_CELLS = {
    ItemState.DONE: "done",
    ItemState.LATE: "late",
    ItemState.UNDER_WAY: "doing",
    ItemState.NEXT: "next",
}
HEADINGS = {"sop": "SOP", "tool": "Tool changes", "data": "Data"}


@dataclass(frozen=True)
class ItemLine:
    """An item as one row: its place in the phase, and its state."""

    item: ItemRow
    number: int
    state: ItemState
    facts: ItemFacts
    today: date

    @property
    def cell(self) -> str:
        return ITEM_CELLS.get(self.state, "todo")

    @property
    def progress(self) -> Progress:
        return self.item.work.progress

    @property
    def done_on(self) -> date | None:
        return self.facts.done_on

    @property
    def after_plan(self) -> str:
        """How far from the first plan a finished item ended, in words; nothing when on the day."""
        days = days_moved(self.item.first_due, self.done_on)
        if not days:
            return ""
        return f"{counted(abs(days), 'day')} {'after' if days > 0 else 'before'} plan"

    @property
    def days_late(self) -> int:
        rests = self.done_on or self.facts.held
        return 0 if rests else days_late(self.item.due, None, self.today)

    @property
    def late_words(self) -> str:
        return f"{counted(self.days_late, 'day')} late" if self.days_late else ""

    @property
    def was(self) -> date | None:
        """The day of the first plan, when the plan has left it."""
        moved = not self.done_on and self.item.first_due != self.item.due
        return self.item.first_due if moved else None

    @property
    def open(self) -> bool:
        return self.state not in {ItemState.DONE, ItemState.NOT_APPLICABLE}

    @property
    def begun(self) -> bool:
        return self.state in {ItemState.LATE, ItemState.UNDER_WAY}

    @property
    def soon(self) -> bool:
        due = self.item.due
        return self.open and due is not None and due <= self.today + SOON


@dataclass(frozen=True)
class PhaseBlock:
    """A phase with its items: all of them, those that this way of looking shows, and those of
    them that are on the page."""

    phase: Phase
    lines: tuple[ItemLine, ...]
    shown: tuple[ItemLine, ...]
    listed: tuple[ItemLine, ...]

    @cached_property
    def state(self) -> ItemState:
        return phase_state(line.state for line in self.lines)

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(line.cell for line in self.lines)

    @cached_property
    def progress(self) -> Progress:
        return progress([line.state for line in self.lines])

    @property
    def says(self) -> str:
        return counted(len(self.listed), "improvement")

    @property
    def span(self) -> str:
        return words.span(self.phase.starts_on, self.phase.ends_on, self.lines[0].today)

    @property
    def when(self) -> str:
        """When a folded phase ended or begins, in words."""
        today = self.lines[0].today
        ends = [line.done_on for line in self.lines if line.done_on]
        if self.state is ItemState.DONE:
            return f"Done {words.day(max(ends), today)}"
        return f"Starts {words.day(self.phase.starts_on, today)}"

    @property
    def folded(self) -> bool:
        """Nothing to do there now: finished, or still to come."""
        all_shown = len(self.shown) == len(self.lines)
        return all_shown and self.state in {ItemState.DONE, ItemState.TO_COME}


class Paging(NamedTuple):
    """A part of a long list: the places of its first line and of the one after its last, and which
    page of how many it is."""

    first: int
    last: int
    number: int
    pages: int
    total: int

    @classmethod
    def of(cls, total: int, number: int) -> "Paging":
        """The page of this number, or the nearest that there is."""
        pages = max(-(-total // A_PAGE), 1)
        number = min(max(number, 1), pages)
        first = (number - 1) * A_PAGE
        return cls(first, min(first + A_PAGE, total), number, pages, total)

    @property
    def says(self) -> str:
        return f"{self.first + 1} to {self.last} of {self.total:,}"

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


@dataclass(frozen=True)
class Board:
    """The whole roadmap, with how much each way of looking at it would show; a long one is shown
    a page at a time."""

    plan: Sketch
    blocks: tuple[PhaseBlock, ...]
    show: str
    counts: Mapping[str, int]
    page: Paging
    opened: ItemLine | None
    """The item that stands open: the first one on the page that has begun and is not done."""

    @property
    def listed(self) -> tuple[ItemLine, ...]:
        return tuple(line for block in self.blocks for line in block.listed)

    @cached_property
    def lines(self) -> tuple[ItemLine, ...]:
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def says(self) -> str:
        phases = counted(len(self.blocks), "phase")
        return f"{counted(len(self.lines), 'improvement')} in {phases}"

    @property
    def nothing(self) -> tuple[str, str]:
        """What to say when this way of looking shows nothing: a title, and a comfort."""
        return NOTHING[self.show]

    def line_of(self, item_id: UUID) -> ItemLine:
        return next(line for line in self.lines if line.item.id == item_id)

    def block_of(self, item_id: UUID) -> PhaseBlock:
        return next(b for b in self.blocks if any(x.item.id == item_id for x in b.lines))


NOTHING = {
    "": ("No improvements yet", "They come from the template that the program starts from."),
    "mine": ("Nothing here is yours", "Nobody waits for you on this roadmap just now."),
    "late": ("Nothing is late", "Every open improvement and task has time left."),
    "30d": ("Nothing is due in the next 30 days", "A good moment to look further ahead."),
}
Look = Callable[[ItemLine], bool]
LOOKS: dict[str, Look] = {
    "mine": lambda line: line.item.mine and line.open,
    "late": lambda line: line.state is ItemState.LATE,
    "30d": lambda line: line.soon,
}


def board(plan: Sketch, today: date, show: str = "", page: int = 0) -> Board:
    """Items in their order become phases with lines; an unknown way of looking shows everything.

    Page 0 is the one with the first item that has begun.
    """
    lines = item_lines(plan, today)
    looks = LOOKS.get(show, lambda line: True)
    shown = list(filter(looks, lines))
    begun = next((place for place, line in enumerate(shown) if line.begun), 0)
    paging = Paging.of(len(shown), page or begun // A_PAGE + 1)
    listed = shown[paging.first : paging.last]
    on_page = {line.item.id for line in listed}
    return Board(
        plan=plan,
        blocks=tuple(blocks(plan, lines, looks, on_page)),
        show=show if show in LOOKS else "",
        counts={name: sum(map(look, lines)) for name, look in LOOKS.items()},
        page=paging,
        opened=next((line for line in listed if line.begun), None),
    )


def blocks(
    plan: Sketch, lines: Iterable[ItemLine], looks: Look, on_page: Collection[UUID]
) -> Iterator[PhaseBlock]:
    by_phase: dict[UUID, list[ItemLine]] = {}
    for line in lines:
        by_phase.setdefault(line.item.phase_id, []).append(line)
    for phase in plan.phases:
        own = tuple(by_phase[phase.id])
        shown = tuple(filter(looks, own))
        listed = tuple(line for line in shown if line.item.id in on_page)
        yield PhaseBlock(phase, own, shown, listed)


def item_lines(plan: Sketch, today: date) -> list[ItemLine]:
    states = item_states(plan.facts, today)
    numbers: Counter[UUID] = Counter()
    lines = []
    for item, facts, state in zip(plan.items, plan.facts, states, strict=True):
        numbers[item.phase_id] += 1
        lines.append(ItemLine(item, numbers[item.phase_id], state, facts, today))
    return lines


def beside_first_plan(program: Program) -> str:
    """How the end of the plan compares with that of the first plan, in working days."""
    days = program.workdays.distance(program.first_ends_on, program.ends_on)
    if not days:
        return "as in the first plan"
    side = "after" if days > 0 else "before"
    return f"{counted(abs(days), 'working day')} {side} the first plan"


def by_strand(tasks: Iterable[Task]) -> list[tuple[str, list[Task]]]:
    """The tasks of an item under the name of their strand, in the order SOP, tool, data."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.strand, []).append(task)
    return [(name, found[key]) for key, name in HEADINGS.items() if key in found]
