"""What the overview and the frame around pages show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.charts.sparkline import Journey
from app.charts.sparkline import Mark as Spot
from app.criteria.aims import Aim
from app.criteria.models import Criterion
from app.criteria.queries import aim_of, hold_of, latest_of, verdict_of
from app.criteria.rules import brief, state
from app.db import db
from app.kpis.benchmarks import Level
from app.kpis.catalogue import Kpi
from app.kpis.library import kpi
from app.kpis.rules import show
from app.overview.rules import OpenTask
from app.planning.signs import State
from app.planning.workdays import ONE_DAY
from app.programs.models import Item, Phase, Task, TaskItem, TaskPerson
from app.programs.queries import LEFT, OPEN, RUNNING
from app.programs.rules import ItemState, item_states, progress, sunday
from app.programs.runs import due_of
from app.programs.sketch import Sketch

SHOWN = 5
AHEAD = timedelta(days=7)
MOST_RUNS = 100
"""So many tasks that repeat are looked at for the days of their runs."""
CELLS = {
    ItemState.DONE: "done",
    ItemState.UNDER_WAY: "doing",
    ItemState.LATE: "late",
    ItemState.NEXT: "next",
    ItemState.TO_COME: "todo",
}


@dataclass(frozen=True)
class PhaseLine:
    """A phase as one line: its name, its items' states, and its dates."""

    phase: Phase
    states: tuple[ItemState, ...]

    @property
    def done(self) -> int:
        return progress(self.states).done

    @property
    def total(self) -> int:
        return progress(self.states).total

    @property
    def cells(self) -> list[str]:
        return [CELLS[state] for state in self.states if state in CELLS]

    @property
    def begun(self) -> bool:
        return any(s in {ItemState.DONE, ItemState.UNDER_WAY, ItemState.LATE} for s in self.states)


def phase_lines(plan: Sketch, today: date) -> list[PhaseLine]:
    """Every phase with the states of its items, in their order."""
    by_phase: dict[UUID, list[ItemState]] = {}
    for item, standing in zip(plan.items, item_states(plan.facts, today), strict=True):
        by_phase.setdefault(item.phase_id, []).append(standing)
    return [PhaseLine(phase, tuple(by_phase[phase.id])) for phase in plan.phases]


@dataclass(frozen=True)
class DueNext:
    """The first open tasks, late ones first; how many are late, and how many more are due soon."""

    tasks: Sequence[Task]
    late: int
    soon: int
    due: date | None = None
    """When the first one is due: on the day of its open run, when it repeats."""

    @property
    def more(self) -> int:
        return max(self.soon - len(self.tasks), 0)

    @property
    def first(self) -> OpenTask | None:
        """The one to do next: the earliest that is due, whenever that is."""
        if not self.tasks:
            return None
        task = self.tasks[0]
        return OpenTask(task.id, task.title, self.due, self.late)


def due_next(program_id: UUID, today: date) -> DueNext:
    """Late tasks, then those due within a week; when nothing is, the next one that comes."""
    rows = db.session.execute(first_ones(program_id, today)).unique().all()
    late, soon = (rows[0].late, rows[0].soon) if rows else (0, 0)
    dues = {row.Task: due_of(row.Task, today) or date.max for row in rows}
    runs = [due for task, due in dues.items() if task.repeats]
    late += sum(due < today for due in runs)
    soon += sum(due <= today + AHEAD for due in runs)
    tasks = sorted(dues, key=lambda task: (dues[task], task.id))[: min(max(soon, 1), SHOWN)]
    return DueNext(tasks, late, soon, tasks[0].due and dues[tasks[0]] if tasks else None)


def first_ones(program_id: UUID, today: date) -> Select[*tuple[Any, ...]]:
    """The first open tasks that come once, each with how many of those are late and how many are
    due soon, and the first that repeat: when their open runs are due follows from their rules."""
    repeats = Task.repeats != ""
    place = func.row_number().over(
        partition_by=repeats, order_by=(Task.due.is_(None), Task.due, Task.id)
    )
    late, soon = (
        func.count().filter(~repeats, Task.due <= day).over()
        for day in (today - ONE_DAY, today + AHEAD)
    )
    columns = (Task.id, repeats.label("repeats"), place.label("place"))
    left = select(*columns, late.label("late"), soon.label("soon"))
    first = left.where(Task.program_id == program_id, *LEFT).subquery()
    enough = case((first.c.repeats, MOST_RUNS), else_=SHOWN)
    wanted = select(Task, first.c.late, first.c.soon).join(first, first.c.id == Task.id)
    return wanted.where(first.c.place <= enough).options(*ROW)


ROW = (
    selectinload(Task.people).joinedload(TaskPerson.user),
    joinedload(Task.places).joinedload(TaskItem.item).load_only(Item.name),
)


@dataclass(frozen=True)
class CriterionLine:
    """A success criterion as one line of the overview."""

    key: str
    name: str
    plain: str
    drawing: Journey | None
    state: State
    word: str
    say: str


def criterion_lines(found: Sequence[Criterion], today: date) -> list[CriterionLine]:
    """Every criterion of a program with its verdict and its way from baseline to target."""
    return [criterion_line(one, today) for one in found]


def criterion_line(criterion: Criterion, today: date) -> CriterionLine:
    definition = kpi(criterion.kpi_key)
    assert definition is not None, criterion.kpi_key
    aim, latest = aim_of(criterion), latest_of(criterion)
    judged = verdict_of(criterion, today)

    def words(value: Decimal) -> str:
        return show(value, definition.unit, definition.decimals)

    return CriterionLine(
        key=definition.key,
        name=definition.name,
        plain=definition.plain,
        drawing=way(definition, aim, latest, today, words) if aim else None,
        state=state(judged),
        word=judged.value,
        say=brief(aim, latest, today, words, hold_of(criterion, today)),
    )


def way(
    definition: Kpi, aim: Aim, latest: Decimal | None, today: date, words: Callable[[Decimal], str]
) -> Journey:
    """The drawing of a criterion: from its baseline to the nearer edge of its target."""
    target = aim.nearest(aim.baseline)
    good = next((b for b in definition.benchmarks if b.level is Level.GOOD), None)
    return Journey(
        name=definition.name,
        baseline=Spot(float(aim.baseline), words(aim.baseline)),
        target=Spot(float(target), words(target)),
        now=Spot(float(latest), words(latest)) if latest is not None else None,
        expected=float(aim.expected(today)),
        benchmark=(good.low, good.high) if good else None,
    )


def open_this_week(user_id: UUID, today: date) -> int:
    """How many open tasks a person has up to Sunday, late ones included."""
    return db.session.scalar(OPEN_UNTIL, {"person": user_id, "until": sunday(today)}) or 0


OPEN_UNTIL = (
    select(func.count())
    .select_from(TaskPerson)
    .join(Task, (Task.msp_id == TaskPerson.msp_id) & (Task.id == TaskPerson.task_id))
    .join(Task.program)
    .where(
        TaskPerson.user_id == bindparam("person"),
        TaskPerson.marked_at.is_(None),
        *OPEN,
        *RUNNING,
        Task.due <= bindparam("until"),
    )
)
