"""What a running program lacks is added by hand: a phase, an improvement, a task."""

from collections.abc import Collection, Sequence
from datetime import date

from app.accounts.models import User
from app.activity.actions import record
from app.db import db
from app.programs import linked
from app.programs.actions.changes import keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.plan import change_of, fit_phase, make_room
from app.programs.actions.rows import new_item, new_phase, new_task
from app.programs.actions.towards import is_done, settle
from app.programs.models import Item, Phase, Program, Task, TaskPerson
from app.programs.parts import ItemWords, PhaseWords, TaskWords
from app.programs.sketch import phases_of
from app.programs.template_file import MOST, free_key, key_from
from app.refusal import Refused

ADDED = "added"


def add_phase(program: Program, words: PhaseWords, start: date, reason: str, by: User) -> Phase:
    """The last phase of the program, empty until something is added to it."""
    linked.hold_plan(program)
    others = phases_of(program.id)
    refuse_more(others, "phases", "A program")
    phase = new_phase(program, words, own_key(words.name, others), start, others)
    keep(phase, phase.name, reason, by)
    record("phase added", phase, by=by, program_id=program.id, name=phase.name, why=reason)
    keep_facts(program)
    return phase


def add_item(
    phase: Phase, words: ItemWords, days: tuple[date, date], reason: str, by: User,
    owner: User | None = None,
) -> Item:  # fmt: skip
    """The last improvement of the phase, from one day to another, without a task yet."""
    linked.hold_plan(phase.program)
    refuse_more(phase.items, "items", "A phase")
    item = new_item(phase, words, own_key(words.name, phase.items), *days)
    item.owner = owner
    db.session.flush()
    db.session.expire(phase, ["items"])
    fit_phase(item)
    keep(item, item.name, reason, by)
    record("improvement added", item, by=by, program_id=item.program_id, name=item.name,
           phase=phase.name, why=reason)  # fmt: skip
    keep_facts(phase.program)
    return item


def add_task(
    item: Item, words: TaskWords, due: date, people: Sequence[User], reason: str, by: User
) -> Task:
    """The last task of the improvement, which is due no earlier than it; done when one of the
    people has done it. A finished improvement is open again."""
    linked.hold_plan(item.program)
    refuse_more(item.placed, "tasks", "An improvement")
    was_done = is_done(item)
    task = new_task(item, words, "", due)
    db.session.add_all(TaskPerson(task_id=task.id, user_id=one.id) for one in people)
    make_room(item, due, reason, by)
    keep(task, task.title, reason, by)
    record("task added", task, by=by, program_id=item.program_id, title=task.title,
           towards=item.name, why=reason)  # fmt: skip
    settle(task, item, was_done)
    return task


def refuse_more(held: Sequence[object], what: str, holder: str) -> None:
    called = {"items": "improvements"}.get(what, what)
    if len(held) >= MOST[what]:
        raise Refused(f"{holder} has {MOST[what]} {called} at most. Delete one that is not needed.")


def own_key(name: str, others: Collection[Phase] | Collection[Item]) -> str:
    """A key that no other has, and no template would give."""
    return free_key(f"own-{key_from(name)[:50].strip('-')}", {one.key for one in others})


def keep(thing: Phase | Item | Task, name: str, reason: str, by: User) -> None:
    """Keep the change of scope for the log of the plan."""
    change = change_of(thing, name, reason, by)
    change.what, change.after = "scope", ADDED
    keep_change(change, thing.program)
