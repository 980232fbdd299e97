"""The first plan: a template laid over the working days of one program."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.planning.workdays import Workdays
from app.programs.template import (
    Duty,
    Strand,
    Template,
    TemplateItem,
    TemplatePhase,
    TemplateTask,
)
from app.refusal import Refused

MEASURED_FOR = timedelta(weeks=4, days=-1)
MEASURE_WHY = "Four weeks show where it starts. Then freeze the baseline, and set the target."


@dataclass(frozen=True)
class Pace:
    """How much time a team has: a word and the length in weeks."""

    key: str
    name: str
    weeks: int


@dataclass(frozen=True)
class PlannedTask:
    task: TemplateTask
    start: date
    due: date


@dataclass(frozen=True)
class PlannedItem:
    item: TemplateItem
    start: date
    due: date
    tasks: tuple[PlannedTask, ...]


@dataclass(frozen=True)
class PlannedPhase:
    phase: TemplatePhase
    start: date
    due: date
    items: tuple[PlannedItem, ...]


@dataclass(frozen=True)
class PlannedProgram:
    """A template laid over a calendar: every date is a working day from start to end."""

    template: Template
    start: date
    end: date
    phases: tuple[PlannedPhase, ...]


def paces(template: Template) -> tuple[Pace, ...]:
    """Three lengths to choose from: as planned, half again as long, two thirds.

    The factors are those of the prototype's 26, 36 and 18 weeks.
    """
    weeks = template.weeks
    return (
        Pace("steady", "Steady", weeks),
        Pace("gentle", "Gentle", round(weeks * 36 / 26)),
        Pace("fast", "Fast", max(1, round(weeks * 18 / 26))),
    )


def last_day(start: date, weeks: int, calendar: Workdays) -> date:
    """The last working day of a program of so many calendar weeks."""
    return calendar.on_or_before(start + timedelta(weeks=weeks, days=-1))


def plan(template: Template, start: date, end: date, calendar: Workdays) -> PlannedProgram:
    """Lay a template over the working days from start to end, longer or shorter than it was made.

    Every window keeps its share of the whole and its order. Raises Refused without a working day.
    """
    days = calendar.between(start, end)
    if not days:
        raise Refused("Choose an end after the start, with at least one working day between.")
    ruler = Ruler(days, template.days)
    phases = tuple(plan_phase(phase, ruler) for phase in template.phases)
    return PlannedProgram(template, days[0], days[-1], phases)


def with_measuring(
    planned: PlannedProgram, kpi_names: Sequence[str], calendar: Workdays
) -> PlannedProgram:
    """The plan with a task in its first phase for each KPI that has to be measured first.

    It is the champion's, due four weeks after the start, or when the phase ends before that, in
    the item that is under way then.
    """
    if not kpi_names:
        return planned
    first, *others = planned.phases
    due = min(calendar.on_or_before(planned.start + MEASURED_FOR), first.due)
    at = place_for(first, due)
    tasks = [PlannedTask(measuring_task(name), planned.start, due) for name in kpi_names]
    item = first.items[at]
    fuller = replace(item, tasks=tuple(sorted([*tasks, *item.tasks], key=lambda task: task.due)))
    items = (*first.items[:at], fuller, *first.items[at + 1 :])
    return replace(planned, phases=(replace(first, items=items), *others))


def place_for(phase: PlannedPhase, due: date) -> int:
    """Which item of a phase a task of this day belongs to: the first that is under way then."""
    under_way = (n for n, item in enumerate(phase.items) if item.start <= due <= item.due)
    ends = max(range(len(phase.items)), key=lambda n: phase.items[n].due)
    return next(under_way, ends)


def measuring_title(kpi_name: str) -> str:
    """The task's title, which begins with a verb: "Measure mean time to resolve"."""
    is_word = kpi_name[:2].istitle()
    return f"Measure {kpi_name[0].lower() if is_word else kpi_name[0]}{kpi_name[1:]}"


def measuring_task(kpi_name: str) -> TemplateTask:
    return TemplateTask(
        strand=Strand.DATA,
        title=measuring_title(kpi_name),
        why=MEASURE_WHY,
        owner=Duty.CHAMPION,
        minutes=60,
        due_after=0,
    )


@dataclass(frozen=True)
class Ruler:
    """The working days of a program, and how many the template was written for."""

    days: tuple[date, ...]
    written: int

    def opens(self, offset: int) -> date:
        """The day on which a window begins that the template begins at `offset`."""
        return self.days[offset * len(self.days) // self.written]

    def closes(self, offset: int) -> date:
        """The last day of a window that the template ends at `offset`."""
        return self.days[-(-(offset + 1) * len(self.days) // self.written) - 1]


def plan_phase(phase: TemplatePhase, ruler: Ruler) -> PlannedPhase:
    items = tuple(plan_item(item, phase.starts_after, ruler) for item in phase.items)
    first = min(item.start for item in items)
    last = max(item.due for item in items)
    return PlannedPhase(phase, first, last, items)


def plan_item(item: TemplateItem, phase_start: int, ruler: Ruler) -> PlannedItem:
    first = phase_start + item.starts_after
    start = ruler.opens(first)
    dues = [ruler.closes(first + task.due_after) for task in item.tasks]
    starts = [start, *dues[:-1]]
    tasks = tuple(map(PlannedTask, item.tasks, starts, dues))
    return PlannedItem(item, start, ruler.closes(phase_start + item.ends_after), tasks)
