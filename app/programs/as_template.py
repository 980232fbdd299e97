"""A program as a template: its plan of today in working days, its people as duties."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from app.accounts.models import Membership
from app.planning.repeats import endless_rule
from app.policy import Role
from app.programs.first_plan import MEASURE_WHY
from app.programs.models import Item, Phase, Program, Task, TaskLink
from app.programs.template import (
    Duty,
    Strand,
    Template,
    TemplateItem,
    TemplatePhase,
    TemplateTask,
    Wait,
)
from app.programs.template_file import free_key, key_from
from app.refusal import Refused


@dataclass
class Copier:
    """Turns rows into parts of a template; tasks that were set aside stay out, and so do those
    that the start wizard made to measure a KPI first."""

    program: Program
    duties: Mapping[UUID, Duty]
    links: Sequence[TaskLink]
    places: dict[UUID, str] = field(default_factory=dict)

    def phases(self, rows: Iterable[Phase]) -> tuple[TemplatePhase, ...]:
        kept = [(phase, [item for item in phase.items if is_kept(item)]) for phase in rows]
        some = [(phase, items) for phase, items in kept if items]
        for phase, items in some:
            for item in items:
                self.name_tasks(f"{phase.key}.{item.key}", item)
        return tuple(self.phase(phase, items) for phase, items in some)

    def name_tasks(self, place: str, item: Item) -> None:
        """Give every task of an item its place, under which others wait for it."""
        taken: set[str] = set()
        for task in copied(item):
            if task.id not in self.places:
                key = free_key(task.key or key_from(task.title), taken)
                taken.add(key)
                self.places[task.id] = f"{place}.{key}"

    def phase(self, phase: Phase, items: Sequence[Item]) -> TemplatePhase:
        start = min(item.starts_on for item in items)
        return TemplatePhase(
            key=phase.key,
            name=phase.name,
            purpose=phase.purpose or phase.name,
            result_kpis=tuple(phase.result_kpis),
            starts_after=self.days(self.program.starts_on, start),
            items=tuple(self.item(phase, item, start) for item in items),
        )

    def item(self, phase: Phase, item: Item, phase_start: date) -> TemplateItem:
        first = self.days(phase_start, item.starts_on)
        length = self.days(item.starts_on, item.due or item.starts_on)
        place = f"{phase.key}.{item.key}."
        own = [task for task in copied(item) if self.places[task.id].startswith(place)]
        tasks = [self.task(task, item, length) for task in own]
        return TemplateItem(
            key=item.key,
            name=item.name,
            purpose=item.purpose or item.name,
            owner=self.duty(item.owner_id),
            moves=tuple(one.kpi_key for one in item.moves),
            starts_after=first,
            ends_after=first + length,
            tasks=tuple(sorted(tasks, key=lambda task: task.due_after)),
        )

    def task(self, task: Task, item: Item, length: int) -> TemplateTask:
        day = (task.first_due or task.repeats_from) if task.repeats else task.due
        due = self.days(item.starts_on, day) if day else length
        return TemplateTask(
            strand=Strand(task.strand),
            title=task.title,
            why=task.why,
            owner=self.duty(task.people[0].user_id if task.people else None),
            minutes=task.minutes,
            due_after=min(due, length),
            key=self.places[task.id].rpartition(".")[2],
            waits_for=tuple(self.waits(task)),
            repeats=endless(task),
        )

    def waits(self, task: Task) -> Iterable[Wait]:
        for link in self.links:
            before = self.places.get(link.predecessor_id)
            if link.successor_id == task.id and before:
                yield Wait(before, link.lag)

    def days(self, first: date, last: date) -> int:
        """Working days from one day to another; none backwards."""
        return max(self.program.workdays.distance(first, last), 0)

    def duty(self, person: UUID | None) -> Duty:
        """The part that somebody plays here; the champion's where they have none."""
        if person is None or person == self.program.champion_id:
            return Duty.CHAMPION
        return self.duties.get(person, Duty.CHAMPION)


def endless(task: Task) -> str:
    """How often it comes again, whenever that ends here."""
    return endless_rule(task.repeats) if task.repeats else ""


def is_kept(item: Item) -> bool:
    return not item.tasks or bool(copied(item))


def copied(item: Item) -> list[Task]:
    return [task for task in item.tasks if task.applies and task.why != MEASURE_WHY]


def duties_of(members: Iterable[Membership]) -> dict[UUID, Duty]:
    """The first duty of each member, and the owner's of who owns the MSP."""
    found = {one.user_id: Duty(one.duties[0]) for one in members if one.duties}
    owners = {one.user_id: Duty.OWNER for one in members if one.role == Role.OWNER}
    return owners | found


def as_template(
    name: str,
    purpose: str,
    kpis: Sequence[str],
    phases: Iterable[Phase],
    copier: Copier,
) -> Template:
    """The template of a program, whose success criteria are about these KPIs; without any, those
    of its first phase are asked for.

    Raises Refused where nothing is left to keep.
    """
    found = copier.phases(phases)
    if not found:
        raise Refused("Every task of this program was set aside, so there is no plan to keep.")
    result_kpis = tuple(kpis) or found[0].result_kpis
    return Template(key_from(name), name, purpose, result_kpis, found)
