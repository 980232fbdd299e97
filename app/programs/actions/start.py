"""A program starts: its template is copied, laid over working days, and belongs to the MSP."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from app.accounts.models import User
from app.accounts.rules import slug_of
from app.activity.actions import record
from app.clock import now
from app.db import Base, db
from app.planning.workdays import Workdays
from app.programs import queries
from app.programs.actions.facts import keep_facts
from app.programs.actions.runs import begin
from app.programs.first_plan import PlannedItem, PlannedPhase, PlannedProgram, PlannedTask
from app.programs.models import (
    Item,
    ItemKpi,
    Phase,
    Program,
    Task,
    TaskItem,
    TaskLink,
    TaskPerson,
)
from app.programs.template import Duty, place_of_task
from app.tenancy import new_id


@dataclass(frozen=True)
class People:
    """Who does what: champion, sponsor, stand-in, and a person for each duty of the template."""

    champion: User | None
    sponsor: User | None
    by_duty: Mapping[Duty, UUID]
    stand_in: User | None = None

    def owner(self, duty: Duty) -> UUID | None:
        """Whoever holds the duty; the champion where nobody does, so that nothing is orphaned."""
        fallback = self.champion.id if self.champion else None
        if duty is Duty.CHAMPION:
            return fallback
        return self.by_duty.get(duty, fallback)


def start_program(
    plan: PlannedProgram, people: People, calendar: Workdays, by: User, once: str = ""
) -> Program:
    """Copy the planned template into a running program; the same `once` key starts only one."""
    started = queries.started_with(once) if once else None
    return started or copy_program(plan, people, calendar, by, once)


def copy_program(
    plan: PlannedProgram, people: People, calendar: Workdays, by: User, once: str
) -> Program:
    """Every row knows its id before it is written, so that all of them go in together."""
    program = new_program(plan, people, calendar, by, once)
    db.session.add(program)
    for position, phase in enumerate(plan.phases, start=1):
        db.session.add_all(phase_rows(program.id, phase, position, people))
    add_links(program, plan)
    let_repeat(program, plan)
    keep_facts(program)
    record("program started", program, by=by, program_id=program.id, name=program.name)
    return program


def add_links(program: Program, plan: PlannedProgram) -> None:
    """What waits for what by the template, where both are in the plan."""
    waits = {
        place_of_task(phase.phase, item.item, task.task): task.task.waits_for
        for phase in plan.phases
        for item in phase.items
        for task in item.tasks
    }
    if not any(waits.values()):
        return
    db.session.flush()
    tasks = places_of(queries.items_with_tasks(program.id))
    for place, some in waits.items():
        for wait in some:
            if wait.task in tasks and place in tasks:
                ends = {"predecessor_id": tasks[wait.task], "successor_id": tasks[place]}
                db.session.add(TaskLink(program_id=program.id, lag=wait.lag, **ends))


def let_repeat(program: Program, plan: PlannedProgram) -> None:
    """What comes again by the template begins on the first day of its rule."""
    rules = {
        place_of_task(phase.phase, item.item, task.task): task.task.repeats
        for phase in plan.phases
        for item in phase.items
        for task in item.tasks
        if task.task.repeats
    }
    if not rules:
        return
    db.session.flush()
    for item in queries.items_with_tasks(program.id):
        for task in item.tasks:
            begin(task, rules.get(f"{item.phase.key}.{item.key}.{task.key}", ""))
            task.first_due = task.due
        make_room(item)


def make_room(item: Item) -> None:
    """By its first plan an item is due no earlier than its tasks, and its phase and its program
    end no earlier than the item."""
    last = max((task.due for task in item.tasks if task.due), default=None)
    if item.due is None or last is None or last <= item.due:
        return
    phase, program = item.phase, item.program
    item.due = item.first_due = last
    phase.ends_on = phase.first_ends_on = max(phase.ends_on, last)
    program.ends_on = program.first_ends_on = max(program.ends_on, last)


def places_of(items: Iterable[Item]) -> dict[str, UUID]:
    """The tasks of a running program by their places in its template."""
    return {
        f"{item.phase.key}.{item.key}.{task.key}": task.id
        for item in items
        for task in item.tasks
        if task.key
    }


def new_program(
    plan: PlannedProgram, people: People, calendar: Workdays, by: User, once: str
) -> Program:
    return Program(
        id=new_id(),
        slug=free_slug(plan.template.name),
        name=plan.template.name,
        template_key=plan.template.key,
        template_id=plan.template.id,
        template_edition=plan.template.edition,
        once=once or None,
        champion_id=id_of(people.champion),
        champion_accepted_at=now() if id_of(people.champion) == by.id else None,
        stand_in_id=id_of(people.stand_in),
        sponsor_id=id_of(people.sponsor),
        starts_on=plan.start,
        ends_on=plan.end,
        first_ends_on=plan.end,
        weekdays=sorted(calendar.weekdays),
        days_off=[d.isoformat() for d in sorted(calendar.holidays) if plan.start <= d <= plan.end],
        started_at=now(),
    )


def id_of(person: User | None) -> UUID | None:
    return person.id if person else None


def free_slug(name: str) -> str:
    """The name as it stands in an address, numbered when the MSP has one by that name."""
    slug = slug_of(name) or "program"
    number = 1
    while queries.is_taken(slug if number == 1 else f"{slug}-{number}"):
        number += 1
    return slug if number == 1 else f"{slug}-{number}"


def phase_rows(
    program_id: UUID, planned: PlannedPhase, position: int, people: People
) -> Iterator[Base]:
    """A phase with everything in it."""
    phase = Phase(
        id=new_id(),
        program_id=program_id,
        key=planned.phase.key,
        name=planned.phase.name,
        purpose=planned.phase.purpose,
        position=position,
        starts_on=planned.start,
        ends_on=planned.due,
        first_starts_on=planned.start,
        first_ends_on=planned.due,
        result_kpis=list(planned.phase.result_kpis),
    )
    yield phase
    for place, item in enumerate(planned.items, start=1):
        yield from item_rows(phase, item, place, people)


def item_rows(phase: Phase, planned: PlannedItem, position: int, people: People) -> Iterator[Base]:
    """An item with the KPIs it moves and its tasks."""
    item = Item(
        id=new_id(),
        program_id=phase.program_id,
        phase_id=phase.id,
        key=planned.item.key,
        name=planned.item.name,
        purpose=planned.item.purpose,
        position=position,
        owner_id=people.owner(planned.item.owner),
        starts_on=planned.start,
        due=planned.due,
        first_starts_on=planned.start,
        first_due=planned.due,
    )
    yield item
    for place, kpi_key in enumerate(planned.item.moves):
        yield ItemKpi(item_id=item.id, kpi_key=kpi_key, position=place)
    for place, task in enumerate(planned.tasks, start=1):
        yield from task_rows(item, task, place, people)


def task_rows(item: Item, planned: PlannedTask, position: int, people: People) -> Iterator[Base]:
    """A task, its place in the item, and whoever holds its duty."""
    task = Task(
        id=new_id(),
        program_id=item.program_id,
        key=planned.task.key,
        strand=planned.task.strand.value,
        title=planned.task.title,
        why=planned.task.why,
        minutes=planned.task.minutes,
        due=planned.due,
        first_due=planned.due,
    )
    yield task
    yield TaskItem(task_id=task.id, item_id=item.id, position=position)
    owner_id = people.owner(planned.task.owner)
    if owner_id is not None:
        yield TaskPerson(task_id=task.id, user_id=owner_id)
