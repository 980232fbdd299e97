"""Leave is entered, taken away and brought back; what falls into it moves when somebody says so."""

from collections.abc import Iterable

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now, today
from app.db import db
from app.planning.leave import fault_of
from app.planning.workdays import Away
from app.programs import leave as kept
from app.programs.actions.plan import move_task
from app.programs.leave_moves import Falling, fallings
from app.programs.models import Leave, Task
from app.refusal import Refused


def enter_leave(person: User, away: Away, note: str, zone: str, by: User) -> Leave:
    """The person is away on these days; twice is once. Raises Refused for days that overlap with
    leave that is there."""
    day = today(zone)
    known = kept.to_change(person, min(day, away.first))
    same = next((one for one in known if one.away == away), None)
    if same:
        return same
    refuse(away, known, zone)
    leave = Leave(
        user_id=person.id,
        starts_on=away.first,
        ends_on=away.last,
        note=note,
        at=now(),
        by_id=by.id,
    )
    db.session.add(leave)
    db.session.flush()
    record("leave entered", leave, by=by, name=person.name, first=away.first, until=away.last)
    return leave


def refuse(away: Away, known: Iterable[Leave], zone: str) -> None:
    fault = fault_of(away, (one.away for one in known), today(zone))
    if fault:
        raise Refused(fault.sentence)


def take_away(leave: Leave, by: User) -> None:
    if leave.removed_at is None:
        leave.removed_at = now()
        record("leave taken away", leave, by=by, name=leave.user.name)


def bring_back(leave: Leave, by: User) -> None:
    """The undo of take_away; raises Refused when other leave was entered for these days since."""
    if leave.removed_at is None:
        return
    known = kept.to_change(leave.user, leave.starts_on)
    if any(one.starts_on <= leave.ends_on for one in known):
        raise Refused("Other leave was entered for these days since. Take that away first.")
    leave.removed_at = None
    record("leave brought back", leave, by=by, name=leave.user.name)


def move_out(chosen: Iterable[Falling], reason: str, by: User) -> list[Task]:
    """Move tasks out of leave, each to the day that was proposed, with one reason; answers those
    that moved.

    What has moved along with another one is where it should be, and moves no second time.
    """
    moved = []
    for one in sorted(chosen, key=lambda falling: (falling.due, falling.task.id)):
        if one.to is None or one.task.due != one.due:
            continue
        again = fallings([one.task], one.today)
        if again and again[0].to == one.to:
            move_task(one.task, one.to, reason, by)
            moved.append(one.task)
    return moved
