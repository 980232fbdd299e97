"""A program is paused and resumed, closed with what was learnt, and reopened."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.planning.leave import clear_of
from app.planning.words import in_full
from app.programs import closings, queries
from app.programs.actions.changes import keep_change
from app.programs.actions.facts import keep_facts
from app.programs.actions.missed import skip_rests
from app.programs.actions.plan import change_of, fit_phase
from app.programs.facts import local_day, restored
from app.programs.hold import missed
from app.programs.leave import absences
from app.programs.models import Change, Closing, Item, Program, Task
from app.refusal import Refused
from app.versions import refuse_stale

LONGEST_WHY = 200


def pause(
    program: Program, until: date, why: str, today: date, by: User, version: int | None = None
) -> None:
    """Nothing is asked of anybody until a day, for this reason; a paused one takes another day."""
    refuse_stale(program, version, {"until": told(program.resumes_on), "why": program.paused_why})
    if program.closed:
        raise Refused("This program is closed, so there is nothing to pause.")
    before = f"the pause until {told(program.resumes_on)}" if program.paused else ""
    program.paused_on = program.paused_on or today
    program.resumes_on, program.paused_why = until, why
    after = f"the one until {in_full(until)}" if before else f"paused until {in_full(until)}"
    note(program, "pause", before, after, why, by)
    record("program paused", program, by=by, program_id=program.id, why=why,
           name=program.name, until=until)  # fmt: skip


def told(day: date | None) -> str:
    return in_full(day) if day else "No date"


def resume(program: Program, along: bool, today: date, by: User, version: int | None = None) -> int:
    """It goes on; with `along`, open dates move by the working days that the pause took.

    Answers by how many working days they moved.
    """
    refuse_stale(program, version, {"until": told(program.resumes_on)})
    if not program.paused or program.paused_on is None:
        raise Refused("This program is not paused.")
    began, why = program.paused_on, program.paused_why
    days = missed(program.workdays, began, today) if along else 0
    rested(program, began, today)
    skip_rests(program)
    program.paused_on = program.resumes_on = None
    program.resumed_on, program.paused_why = today, ""
    reason = f"Paused from {in_full(began)} to {in_full(today)}: {why}"[:LONGEST_WHY]
    if days:
        move_open_dates(program, began, days, reason, by)
    note(program, "pause", "", "resumed", reason, by)
    record("program resumed", program, by=by, program_id=program.id, name=program.name,
           days=days, why=why)  # fmt: skip
    keep_facts(program)
    return days


def rested(program: Program, began: date | None, ended: date | None) -> None:
    """Count the calendar days between these among those on which nothing was asked of anybody."""
    if began and ended:
        program.days_paused += max((ended - began).days, 0)


def move_open_dates(program: Program, began: date, days: int, reason: str, by: User) -> None:
    """Whatever is open is due so many working days later; what is done stays, and so do starts
    before the pause, and what comes on the days of its rule. Each improvement's move is a change
    of the plan."""
    cal, moved = program.workdays, set[Task]()
    first, away = cal.add(began, days), absences(program.id, began)
    for item in queries.items_with_tasks(program.id):
        left = [task for task in item.tasks if not task.counted_at and task.applies]
        if item.tasks and not left:
            continue
        if item.starts_on >= began:
            item.starts_on = cal.add(item.starts_on, days)
        for task in left:
            if task.due and not task.repeats and task not in moved:
                due, last = cal.add(task.due, days), cal.add(item.due or task.due, days)
                task.due = clear_of(due, away.get(task.id, ()), cal, first, last)
        moved.update(left)
        if item.due:
            move_due(item, cal.add(item.due, days), reason, by)
        fit_phase(item)


def move_due(item: Item, due: date, reason: str, by: User) -> None:
    assert item.due is not None
    before, item.due = item.due, due
    change = change_of(item, item.name, reason, by)
    change.what, change.days = "due", (due - before).days
    change.before, change.after = before.isoformat(), due.isoformat()
    keep_change(change, item.program)
    record("date moved along", item, by=by, program_id=item.program_id, name=item.name,
           before=before, after=due, why=reason)  # fmt: skip


def close(
    program: Program,
    reached: Sequence[dict[str, Any]],
    lessons: str,
    watched: Sequence[str],
    by: User,
    version: int | None = None,
) -> Closing:
    """It is over: what it reached by now is written down, with what was learnt from it.

    `reached` has a line for each criterion, whose `met` says whether its target is reached.
    """
    refuse_stale(program, version, {})
    if program.closed:
        raise Refused("This program is closed already.")
    progress = restored(program.facts).progress
    closing = Closing(
        program_id=program.id,
        at=now(),
        by_id=by.id,
        done=progress.done,
        total=progress.total,
        met=sum(bool(line["met"]) for line in reached),
        reached=list(reached),
        lessons=lessons,
        watched=list(watched),
    )
    db.session.add(closing)
    rested(program, program.paused_on, local_day(closing.at, program.msp.zone))
    skip_rests(program)
    program.closed_at = closing.at
    program.paused_on = program.resumes_on = None
    program.paused_why = ""
    note(program, "end", "", "closed", first_line(lessons), by)
    record("program closed", program, by=by, program_id=program.id, name=program.name,
           why=first_line(lessons))  # fmt: skip
    return closing


def first_line(words: str) -> str:
    line = next(iter(words.splitlines()), "")
    return line if len(line) <= LONGEST_WHY else f"{line[: LONGEST_WHY - 1]}…"


def reopen(program: Program, why: str, by: User, version: int | None = None) -> None:
    """It goes on after all, for this reason; how it was closed is kept."""
    refuse_stale(program, version, {})
    if not program.closed:
        raise Refused("This program is not closed.")
    zone = program.msp.zone
    today = local_day(now(), zone)
    rested(program, local_day(program.closed_at, zone), today)
    skip_rests(program)
    program.closed_at, program.resumed_on = None, today
    closing = closings.closing_of(program.id)
    if closing:
        closing.reopened_at, closing.reopened_by_id, closing.reopened_why = now(), by.id, why
    note(program, "end", "", "open again", why, by)
    record("program reopened", program, by=by, program_id=program.id, name=program.name, why=why)


def note(program: Program, what: str, before: str, after: str, why: str, by: User) -> None:
    """Keep it for the log of the plan, beside the moves of dates."""
    change = Change(
        program_id=program.id,
        thing_kind="program",
        thing_id=program.id,
        thing_name=program.name,
        what=what,
        before=before,
        after=after,
        reason=why,
        at=now(),
        by_id=by.id,
    )
    keep_change(change, program)
