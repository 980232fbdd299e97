"""A program starts: its template is copied, laid over working days, and belongs to the MSP."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.accounts.models import User
from app.accounts.rules import slug_of
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.planning.workdays import Workdays
from app.programs import queries
from app.programs.actions.facts import keep_facts
from app.programs.first_plan import PlannedItem, PlannedPhase, PlannedProgram, PlannedTask
from app.programs.models import Item, ItemKpi, Phase, Program, Task, TaskItem, TaskPerson
from app.programs.template import Duty


@dataclass(frozen=True)
class People:
    """Who does what: the champion, the sponsor, and a person for each duty of the template."""

    champion: User | None
    sponsor: User | None
    by_duty: Mapping[Duty, UUID]

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
    program = Program(
        slug=free_slug(plan.template.name),
        name=plan.template.name,
        template_key=plan.template.key,
        once=once or None,
        champion_id=people.champion.id if people.champion else None,
        champion_accepted_at=now() if people.champion and people.champion.id == by.id else None,
        sponsor_id=people.sponsor.id if people.sponsor else None,
        starts_on=plan.start,
        ends_on=plan.end,
        first_ends_on=plan.end,
        weekdays=sorted(calendar.weekdays),
        days_off=[d.isoformat() for d in sorted(calendar.holidays) if plan.start <= d <= plan.end],
        started_at=now(),
    )
    db.session.add(program)
    db.session.flush()
    for position, phase in enumerate(plan.phases, start=1):
        copy_phase(program, phase, position, people)
    keep_facts(program)
    record("program started", program, by=by, program_id=program.id, name=program.name)
    return program


def free_slug(name: str) -> str:
    """The name as it stands in an address, numbered when the MSP has one by that name."""
    slug = slug_of(name) or "program"
    number = 1
    while queries.is_taken(slug if number == 1 else f"{slug}-{number}"):
        number += 1
    return slug if number == 1 else f"{slug}-{number}"


def copy_phase(program: Program, planned: PlannedPhase, position: int, people: People) -> None:
    phase = Phase(
        program_id=program.id,
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
    db.session.add(phase)
    db.session.flush()
    for place, item in enumerate(planned.items, start=1):
        copy_item(phase, item, place, people)


def copy_item(phase: Phase, planned: PlannedItem, position: int, people: People) -> None:
    item = Item(
        program_id=phase.program_id,
        phase_id=phase.id,
        key=planned.item.key,
        name=planned.item.name,
        purpose=planned.item.purpose,
        position=position,
        owner_id=people.owner(planned.item.owner),
        starts_on=planned.start,
        due=planned.due,
        first_due=planned.due,
    )
    db.session.add(item)
    db.session.flush()
    for place, kpi_key in enumerate(planned.item.moves):
        db.session.add(ItemKpi(item_id=item.id, kpi_key=kpi_key, position=place))
    for place, task in enumerate(planned.tasks, start=1):
        copy_task(item, task, place, people)


def copy_task(item: Item, planned: PlannedTask, position: int, people: People) -> None:
    task = Task(
        program_id=item.program_id,
        strand=planned.task.strand.value,
        title=planned.task.title,
        why=planned.task.why,
        minutes=planned.task.minutes,
        due=planned.due,
        first_due=planned.due,
    )
    db.session.add(task)
    db.session.flush()
    db.session.add(TaskItem(task_id=task.id, item_id=item.id, position=position))
    owner_id = people.owner(planned.task.owner)
    if owner_id is not None:
        db.session.add(TaskPerson(task_id=task.id, user_id=owner_id))
