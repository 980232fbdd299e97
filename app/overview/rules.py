"""The one next step of a program."""

from dataclasses import dataclass
from datetime import date

from app.planning.words import counted
from app.programs.rules import days_late


@dataclass(frozen=True)
class Step:
    """What to do next, why, and where: `place` names the page, `thing` the task it is about."""

    title: str
    why: str
    place: str
    thing: object = None


@dataclass(frozen=True)
class OpenTask:
    """The earliest open task of a program; `waiting` counts the late ones beside it."""

    id: object
    title: str
    due: date | None
    late: int


def next_step(
    champion: bool, criteria: int, unmeasured: str, task: OpenTask | None, today: date
) -> Step:
    """The first thing that is missing; else the oldest late task; else the next one due.

    `unmeasured` names a criterion without a baseline, or is empty.
    """
    if not champion:
        why = "Programs without one person who guards the time fade out."
        return Step("Choose a champion", why, "champion")
    if criteria == 0:
        why = "Without a number to reach, nobody can tell whether the program worked."
        return Step("Choose a success criterion", why, "criteria")
    if unmeasured:
        why = "Without it nobody can tell what the improvements moved."
        return Step(f"Set the baseline of {unmeasured}", why, "baseline")
    if task is None:
        return Step("Look at the numbers", "Every task is done.", "kpis")
    return Step(task.title, why_next(task, today), "task", task.id)


def why_next(task: OpenTask, today: date) -> str:
    late = days_late(task.due, None, today)
    if late == 0:
        return "It is the next one due." if task.due else "It has no date yet."
    others = task.late - 1
    also = f", and {counted(others, 'other task is', 'other tasks are')} late too" if others else ""
    return f"{counted(late, 'day')} late{also}."
