"""A task repeats: its runs are done, put back, and written down when they were missed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now, today
from app.db import db
from app.planning.repeats import Repeats, read_repeats, words
from app.planning.words import in_full
from app.planning.workdays import ONE_DAY
from app.programs.actions.changes import keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.missed import catch_up, open_run, write_down
from app.programs.actions.plan import change_of, refuse_older
from app.programs.checklist import checklist
from app.programs.models import Run, Task
from app.programs.runs import kept_run, last_run_done, repeats_words, rule_of, runs_due, runs_kept
from app.refusal import Refused, Stale

ONE_OF_THEM = "Let it be done when one of its people has done it: a task that repeats asks no more."


def set_repeats(
    task: Task, wanted: Repeats, start: date, reason: str, by: User, version: int | None = None
) -> None:
    """The task comes again by this rule, first on or after a day; its runs so far are kept."""
    first = first_run(task, wanted, start)
    if task.repeats == wanted.rule and first == open_day(task):
        return
    refuse_older(task, version, {"repeats": told(task)})
    refuse_what_cannot(task)
    write_down(task, before=first)
    task.repeats, task.repeats_from = wanted.rule, start
    task.run_on = task.due = first
    keep_scope(task, f"repeats: {first_small(words(wanted, first))}", reason, by)


def first_small(words: str) -> str:
    """As it stands after a colon."""
    return words[:1].lower() + words[1:]


def open_day(task: Task) -> date | None:
    runs = runs_due(task, today(task.program.msp.zone))
    return runs[-1] if runs else None


def refuse_what_cannot(task: Task) -> None:
    if task.done:
        raise Refused("This task is done. Put it back on the list to let it repeat.")
    if task.rule == "all" and len(task.people) > 1:
        raise Refused(ONE_OF_THEM)


def first_run(task: Task, wanted: Repeats, start: date) -> date:
    """The first run by a rule from a day on, after those that are written down."""
    last = next(iter(runs_kept(task.id)), None)
    earliest = max(start, last.run_on + ONE_DAY) if last else start
    due = wanted.counted_from(start).due_from(task.program.workdays, earliest)
    first = next(due, None)
    if first is None:
        raise Refused("No run falls between these days. Choose a later last day.")
    return first


def begin(task: Task, rule: str) -> None:
    """A new task comes again by this rule, from its due day on; without a rule it comes once."""
    if rule and task.due:
        first = first_run(task, read_repeats(rule), task.due)
        task.repeats, task.repeats_from = rule, task.due
        task.run_on = task.due = first


def stop_repeating(task: Task, reason: str, by: User, version: int | None = None) -> None:
    """The task comes no more: it is done as of its last run, or once, when it never was done."""
    if not task.repeats:
        return
    refuse_older(task, version, {"repeats": told(task)})
    catch_up(task)
    last = last_run_done(task.id)
    if last:
        write_down(task, before=today(task.program.msp.zone))
        task.done_at, task.done_by_id = task.done_at or last.done_at, last.done_by_id
    task.repeats, task.run_on = "", None
    keep_scope(task, "repeats no more", reason, by)


def told(task: Task) -> str:
    return repeats_words(task, today(task.program.msp.zone)) or "It comes once"


def keep_scope(task: Task, after: str, reason: str, by: User) -> None:
    """Keep the change of scope for the log of the plan, and the deed for the record of deeds."""
    change = change_of(task, task.title, reason, by)
    change.what, change.after = "scope", after[:200]
    keep_change(change, task.program)
    deed = "repeats" if task.repeats else "repeats no more"
    record(deed, task, by=by, program_id=task.program_id, title=task.title, why=reason,
           after=first_small(told(task)))  # fmt: skip
    keep_facts(task.program)


def is_open(task: Task, run: date | None) -> bool:
    """Is this run the one to do, and not done yet? None is whichever is open. Raises Stale for one
    that passed, or that is not the task's any more."""
    catch_up(task)
    if run is None or run == task.run_on:
        return True
    kept = kept_run(task.id, run)
    if kept is None or kept.done_at is None:
        raise Stale({"run": in_full(task.run_on) if task.run_on else "None"})
    return False


def end_run(task: Task, by: User) -> Run:
    """The open run is done: the task is due on the day of the next one, or done with the last."""
    assert task.run_on is not None and task.due is not None
    moment = now()
    run = Run(task_id=task.id, run_on=task.run_on, due=task.due, done_at=moment,
              done_by_id=by.id, ticks=ticks_of(task))  # fmt: skip
    db.session.add(run)
    task.first_done_at = task.first_done_at or moment
    following = rule_of(task).following(task.program.workdays, task.run_on, 1)
    for part in task.people:
        part.marked_at = None
    if following:
        open_run(task, following[0])
    else:
        task.done_at, task.done_by_id = moment, by.id
    return run


def ticks_of(task: Task) -> dict[str, Any]:
    return {
        str(step.id): [step.done_at.isoformat(), str(step.done_by_id)]
        for step in checklist(task.id).steps
        if step.done_at
    }


def put_back_run(task: Task, run: date | None = None) -> bool:
    """The last run is open again, as it was before it was done; answers whether there was one.

    `run` names it, so that the same page sent twice puts nothing else back.
    """
    last = next(iter(runs_kept(task.id)), None)
    if last is None or last.done_at is None or run not in {None, last.run_on}:
        return False
    if task.first_done_at == last.done_at:
        task.first_done_at = None
    task.done_at = task.done_by_id = None
    open_run(task, last.run_on)
    task.due = last.due
    for step in checklist(task.id).steps:
        if str(step.id) in last.ticks:
            at, by_id = last.ticks[str(step.id)]
            step.done_at, step.done_by_id = datetime.fromisoformat(at), UUID(by_id)
    db.session.delete(last)
    db.session.flush()
    return True
