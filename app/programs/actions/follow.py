"""A running program takes a change of its template."""

from datetime import date

from app.accounts.models import User
from app.activity.actions import record
from app.clock import today
from app.db import db
from app.planning.repeats import read_repeats
from app.programs import log
from app.programs.actions.changes import agree_at_once, keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.plan import (
    change_of,
    fit_phase,
    make_room_for,
    note,
    push_on,
    set_aside,
)
from app.programs.actions.rows import keep_kpis, new_item, new_phase, new_task
from app.programs.actions.runs import begin, set_repeats, stop_repeating
from app.programs.actions.template_answers import keep_answer
from app.programs.actions.towards import leave
from app.programs.as_template import endless
from app.programs.following import Plan, plan_of
from app.programs.models import Item, Phase, Program, Task, TaskPerson
from app.programs.parts import ItemWords, PhaseWords, TaskWords
from app.programs.template import TemplateItem, TemplateTask
from app.programs.template_changes import Kind, Placed, TemplateChange
from app.refusal import Refused

LONGEST_REASON = 200
TAKEN = "template change taken"


def take(
    program: Program, change: TemplateChange, why: str, by: User, *, agrees: bool = False
) -> None:
    """Do here what the template does now, with its reason, as changes of the plan.

    Who may agree to changes does so by taking them: `agrees` says whether they may.
    """
    if program.closed:
        raise Refused("This program is closed, so its plan stays as it is.")
    reason = f"From its template: {why}"[:LONGEST_REASON]
    waiting = set(log.open_changes(program.id))
    Follower(program, plan_of(program), reason, by).follow(change)
    if agrees:
        agree_at_once([one for one in log.open_changes(program.id) if one not in waiting])
    keep_answer(program, change, by, taken=True)
    record(TAKEN, program, by=by, program_id=program.id, name=program.name, why=change.told)
    keep_facts(program)


class Follower:
    """Brings one change of a template into the plan of a program."""

    def __init__(self, program: Program, plan: Plan, reason: str, by: User) -> None:
        self.program, self.plan, self.reason, self.by = program, plan, reason, by
        self.today = today(program.msp.zone)

    def follow(self, change: TemplateChange) -> None:
        {
            Kind.ITEM_ADDED: self.add_item,
            Kind.ITEM_CHANGED: self.change_item,
            Kind.ITEM_GONE: self.drop_item,
            Kind.TASK_ADDED: self.add_task,
            Kind.TASK_CHANGED: self.change_task,
            Kind.TASK_GONE: self.drop_task,
        }[change.kind](change)

    def drop_task(self, change: TemplateChange) -> None:
        self.drop(self.plan.tasks[change.place])

    def drop_item(self, change: TemplateChange) -> None:
        """What counts towards another improvement too goes on there."""
        item = self.plan.items[change.place]
        left = [task for task in item.tasks if not task.done]
        shared = [task for task in left if len(task.places) > 1]
        for task in shared:
            leave(task, item, self.reason, self.by)
        for task in left:
            if task not in shared:
                self.drop(task)

    def drop(self, task: Task) -> None:
        """What is done stays; what was done once and repeats comes no more."""
        if task.applies and task.counted_at and not task.done:
            stop_repeating(task, self.reason, self.by)
        elif not task.done:
            set_aside(task, self.reason, self.by)

    def change_task(self, change: TemplateChange) -> None:
        task, wanted = self.plan.tasks[change.place], wanted_task(change.after)
        task.title, task.why = wanted.title, wanted.why
        task.minutes, task.strand = wanted.minutes, wanted.strand.value
        self.let_repeat(task, wanted.repeats)
        if change.days and task.due and not (task.done or task.repeats):
            self.move(task, task.title, self.moved(task.due, change.days))
            make_room_for(task, self.reason, self.by)
            push_on(self.program, [task.id], self.reason, self.by)
        self.keep(task, task.title, "changed with its template")

    def let_repeat(self, task: Task, rule: str) -> None:
        """The rule of the template, from the day on which the task is due next."""
        if task.done or rule == endless(task):
            return
        if rule:
            start = self.ahead(task.due or self.today)
            set_repeats(task, read_repeats(rule), start, self.reason, self.by)
        else:
            stop_repeating(task, self.reason, self.by)

    def change_item(self, change: TemplateChange) -> None:
        item = self.plan.items[change.place]
        assert change.after is not None
        wanted = change.after.item
        item.name, item.purpose = wanted.name, wanted.purpose
        keep_kpis(item, wanted.moves)
        if change.days and item.due:
            self.move(item, item.name, self.moved(item.due, change.days))
            fit_phase(item)
        self.keep(item, item.name, "changed with its template")

    def moved(self, due: date, days: int) -> date:
        """So many working days later, or earlier but not before today."""
        day = self.program.workdays.add(due, days)
        return day if days > 0 else max(day, min(due, self.ahead(self.today)))

    def ahead(self, day: date) -> date:
        """The day itself, or the first working day from today on."""
        return self.program.workdays.on_or_after(max(day, self.today))

    def move(self, thing: Task | Item, name: str, due: date) -> None:
        before, thing.due = thing.due, due
        if before != due:
            note(thing, name, before, self.reason, self.by)

    def add_task(self, change: TemplateChange) -> None:
        item = self.plan.items[change.place.rpartition(".")[0]]
        wanted = wanted_task(change.after)
        due = self.ahead(self.program.workdays.add(item.starts_on, wanted.due_after))
        due = self.put_task(item, wanted, due)
        if item.due and item.due < due:
            self.move(item, item.name, due)
            fit_phase(item)

    def put_task(self, item: Item, wanted: TemplateTask, due: date) -> date:
        """A task that was not in the first plan, for the owner of its item; answers when it is due,
        for one that repeats on the day of its first run."""
        words = TaskWords(wanted.title, wanted.why, wanted.strand.value, wanted.minutes)
        task = new_task(item, words, wanted.key, due)
        if item.owner_id:
            db.session.add(TaskPerson(task_id=task.id, user_id=item.owner_id))
        begin(task, wanted.repeats)
        self.keep(task, task.title, "added from its template")
        return task.due or due

    def add_item(self, change: TemplateChange) -> None:
        """After the others of its phase; a phase that is not here comes last."""
        assert change.after is not None
        wanted, phase = change.after.item, self.phase_for(change.after)
        days = self.program.workdays
        start = self.ahead(days.add(phase.starts_on, wanted.starts_after))
        item = self.put_item(phase, wanted, start)
        for one in wanted.tasks:
            due = self.put_task(item, one, days.add(start, one.due_after))
            item.due = max(item.due or due, due)
        db.session.flush()
        db.session.expire(phase, ["items"])
        fit_phase(item)

    def put_item(self, phase: Phase, wanted: TemplateItem, start: date) -> Item:
        due = self.program.workdays.add(start, wanted.ends_after - wanted.starts_after)
        words = ItemWords(wanted.name, wanted.purpose, wanted.moves)
        item = new_item(phase, words, wanted.key, start, due)
        self.keep(item, item.name, "added from its template")
        return item

    def phase_for(self, placed: Placed) -> Phase:
        phases = {item.phase.key: item.phase for item in self.plan.items.values()}
        if placed.phase.key in phases:
            return phases[placed.phase.key]
        start = self.ahead(
            self.program.workdays.add(self.program.starts_on, placed.phase.starts_after)
        )
        words = PhaseWords(placed.phase.name, placed.phase.purpose, placed.phase.result_kpis)
        return new_phase(self.program, words, placed.phase.key, start, phases.values())

    def keep(self, thing: Task | Item, name: str, after: str) -> None:
        change = change_of(thing, name, self.reason, self.by)
        change.what, change.after = "scope", after
        keep_change(change, self.program)


def wanted_task(placed: Placed | None) -> TemplateTask:
    assert placed is not None and placed.task is not None
    return placed.task
