"""Sign-offs, loaded: what is signed, what was said about it, and what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.criteria.models import Criterion
from app.criteria.queries import criteria, criterion
from app.db import db
from app.planning.gates import Deed, GateFacts
from app.programs.gates import Shown, gates, is_reached, said_in, shown, together
from app.programs.models import Item, Phase, Program, SignOff, Task, TaskItem
from app.programs.queries import LEFT, PEOPLE
from app.programs.sketch import Sketch, sketch
from app.tenancy import current_msp_id

MOST_RECORDS, MOST_TASKS = 50, 20


@dataclass(frozen=True)
class Subject:
    """What is signed off, a phase or one criterion, with all that its state depends on.

    `known` are the criteria of its program; `before` is the phase before a phase, and `together`
    how its criteria stand together.
    """

    program: Program
    thing: Phase | Criterion
    name: str
    facts: GateFacts
    shown: tuple[Shown, ...]
    known: Sequence[Criterion] = ()
    before: Phase | None = None
    together: str = ""

    @property
    def kind(self) -> str:
        return type(self.thing).__name__.lower()


@dataclass(frozen=True)
class Aimed:
    """A criterion with its program, for the gate: who leads, and who signs off."""

    program: Program
    criterion: Criterion

    @property
    def closed(self) -> bool:
        return self.program.closed

    @property
    def led_by(self) -> frozenset[UUID]:
        return self.program.led_by

    @property
    def sponsored_by(self) -> frozenset[UUID]:
        return self.program.sponsored_by


def phase(phase_id: UUID) -> Phase | None:
    """A phase with its program and the people of that."""
    to_load = joinedload(Phase.program).options(*PEOPLE, joinedload(Program.msp))
    return db.session.get(Phase, (current_msp_id(), phase_id), options=[to_load])


def aimed(criterion_id: UUID) -> Aimed | None:
    found = criterion(criterion_id)
    if found is None:
        return None
    key = (found.msp_id, found.program_id)
    program = db.session.get(Program, key, options=[*PEOPLE, joinedload(Program.msp)])
    return Aimed(program, found) if program else None


def subject_of_phase(phase: Phase, today: date) -> Subject:
    program = phase.program
    known = criteria(program.id)
    every = gates(with_phase(sketch(program), phase), known, today)
    gate, earlier = every[phase.id], [g.phase for g in every.values() if is_before(g.phase, phase)]
    lines = tuple(shown(one, today) for one in gate.criteria)
    before = earlier[-1] if earlier else None
    words = together(phase, gate.criteria, today).words if len(lines) > 1 else ""
    return Subject(program, phase, phase.name, gate.facts, lines, known, before, words)


def with_phase(plan: Sketch, phase: Phase) -> Sketch:
    """The plan with this phase in its place, even where it has no improvements."""
    if phase in plan.phases:
        return plan
    return replace(plan, phases=sorted([*plan.phases, phase], key=lambda one: one.position))


def is_before(one: Phase, other: Phase) -> bool:
    return one.position < other.position


def subject_of_criterion(found: Aimed, today: date) -> Subject:
    program, one = found.program, found.criterion
    facts = GateFacts(
        starts_on=one.starts_on,
        tasks=0,
        criteria=int(not is_reached(one, today)),
        work=1,
        begun=True,
        signer=program.sponsor.first_name if program.sponsor else "",
        said=said_in(newest(one.id), program.msp.zone),
    )
    line = shown(one, today)
    return Subject(program, one, line.name, facts, (line,))


def newest(thing_id: UUID) -> SignOff | None:
    """The last record about a thing."""
    return next(iter(records(thing_id, limit=1)), None)


def records(thing_id: UUID, limit: int = MOST_RECORDS) -> Sequence[SignOff]:
    """What was said about the sign-off of a thing, newest first."""
    wanted = select(SignOff).where(SignOff.thing_id == thing_id).options(joinedload(SignOff.by))
    return db.session.scalars(wanted.order_by(SignOff.number.desc()).limit(limit)).all()


def signed(thing_id: UUID) -> SignOff | None:
    """The record by which a thing is signed off now; None while it is not."""
    last = newest(thing_id)
    return last if last and last.deed == last.stands == Deed.SIGNED else None


@dataclass(frozen=True)
class Left:
    """The first open tasks of a phase by the name of their item, and how many there are."""

    by_item: dict[str, list[Task]]
    count: int

    @property
    def more(self) -> int:
        return max(self.count - MOST_TASKS, 0)


def tasks_left(phase_id: UUID) -> Left:
    """The open tasks of a phase in the order of its items."""
    wanted = (
        select(Item.name, Task, func.count().over())
        .join(TaskItem, (TaskItem.msp_id == Task.msp_id) & (TaskItem.task_id == Task.id))
        .join(Item, (Item.msp_id == TaskItem.msp_id) & (Item.id == TaskItem.item_id))
        .where(Item.phase_id == phase_id, *LEFT)
        .order_by(Item.position, TaskItem.position, Task.id)
        .limit(MOST_TASKS)
    )
    by_item: dict[str, list[Task]] = {}
    count = 0
    for name, task, total in db.session.execute(wanted):
        by_item.setdefault(name, []).append(task)
        count = total
    return Left(by_item, count)
