"""The roadmap as its page shows it: phases, items and their states today."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from app.planning import words
from app.planning.words import counted
from app.programs.facts import facts_with
from app.programs.models import Item, Phase, Program, Task
from app.programs.queries import Mark
from app.programs.rules import (
    ItemFacts,
    ItemState,
    Progress,
    TaskState,
    days_late,
    days_moved,
    item_states,
    phase_state,
    progress,
    task_state,
)
from app.programs.work import TASK_CELLS

Tasks = Mapping[UUID, Sequence[Mark]]
SOON = timedelta(days=30)
ITEM_CELLS = {
    ItemState.DONE: "done",
    ItemState.LATE: "late",
    ItemState.UNDER_WAY: "doing",
    ItemState.NEXT: "next",
}
STRANDS = {"sop": "SOP", "tool": "tool", "data": "data"}
HEADINGS = {"sop": "SOP", "tool": "Tool changes", "data": "Data"}


@dataclass(frozen=True)
class ItemLine:
    """An item as one row: its place in the phase, its state, and its tasks as squares."""

    item: Item
    number: int
    state: ItemState
    facts: ItemFacts
    strands: Mapping[str, int]
    today: date
    mine: bool

    @property
    def cell(self) -> str:
        return ITEM_CELLS.get(self.state, "todo")

    @cached_property
    def task_states(self) -> tuple[TaskState, ...]:
        return tuple(task_state(task, self.today) for task in self.facts.applicable)

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(TASK_CELLS.get(state, "todo") for state in self.task_states)

    @property
    def progress(self) -> Progress:
        return progress(self.task_states)

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
    def late_tasks(self) -> str:
        """The late tasks of an item whose own due day has not come."""
        late = self.cells.count("late")
        return f"{counted(late, 'task')} late" if late and not self.days_late else ""

    @property
    def was(self) -> date | None:
        """The day of the first plan, when the plan has left it."""
        moved = not self.done_on and self.item.first_due != self.item.due
        return self.item.first_due if moved else None

    @property
    def mix(self) -> str:
        """What kinds of tasks there are: "3 SOP, 2 tool, 1 data"."""
        kinds = ((self.strands.get(key, 0), name) for key, name in STRANDS.items())
        return ", ".join(f"{count} {name}" for count, name in kinds if count)

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
    """A phase with its items, all of them and those that are shown."""

    phase: Phase
    lines: tuple[ItemLine, ...]
    shown: tuple[ItemLine, ...]

    @property
    def state(self) -> ItemState:
        return phase_state(line.state for line in self.lines)

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(line.cell for line in self.lines)

    @property
    def progress(self) -> Progress:
        return progress([line.state for line in self.lines])

    @property
    def says(self) -> str:
        return counted(len(self.lines), "improvement")

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


@dataclass(frozen=True)
class Board:
    """The whole roadmap, with how much each way of looking at it would show."""

    blocks: tuple[PhaseBlock, ...]
    show: str
    counts: Mapping[str, int]
    marks: Tasks

    @property
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

    @cached_property
    def opened(self) -> ItemLine | None:
        """The item that stands open: the first shown one that has begun and is not done."""
        shown = (line for block in self.blocks for line in block.shown)
        return next((line for line in shown if line.begun), None)

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
LOOKS: dict[str, Callable[[ItemLine], bool]] = {
    "mine": lambda line: line.mine and line.open,
    "late": lambda line: line.state is ItemState.LATE,
    "30d": lambda line: line.soon,
}


@dataclass(frozen=True)
class Viewer:
    """Who looks, when and where: their own items are those they own or have open tasks in."""

    person_id: UUID
    today: date
    zone: str

    def owns(self, item: Item, tasks: Iterable[Mark]) -> bool:
        return item.owner_id == self.person_id or any(task.waits for task in tasks)


def board(items: Sequence[Item], tasks: Tasks, viewer: Viewer, show: str = "") -> Board:
    """Items in their order become phases with lines; an unknown way of looking shows everything."""
    lines = item_lines(items, tasks, viewer)
    looks = LOOKS.get(show, lambda line: True)
    blocks: list[PhaseBlock] = []
    for phase in dict.fromkeys(item.phase for item in items):
        own = tuple(line for line in lines if line.item.phase is phase)
        blocks.append(PhaseBlock(phase, own, tuple(filter(looks, own))))
    counts = {name: sum(map(look, lines)) for name, look in LOOKS.items()}
    return Board(tuple(blocks), show if show in LOOKS else "", counts, tasks)


def item_lines(items: Sequence[Item], tasks: Tasks, viewer: Viewer) -> list[ItemLine]:
    facts = [facts_with(item, tasks.get(item.id, ()), viewer.zone) for item in items]
    states = item_states(facts, viewer.today)
    numbers: Counter[UUID] = Counter()
    lines = []
    for item, fact, state in zip(items, facts, states, strict=True):
        own = tasks.get(item.id, ())
        numbers[item.phase_id] += 1
        lines.append(
            ItemLine(
                item=item,
                number=numbers[item.phase_id],
                state=state,
                facts=fact,
                strands=Counter(task.strand for task in own if task.applies),
                today=viewer.today,
                mine=viewer.owns(item, own),
            )
        )
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
