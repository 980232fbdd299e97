"""A program that rests, paused or closed: how that reads, and the signs that it shows meanwhile."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.planning.signs import Sign, State
from app.planning.words import counted, day
from app.planning.workdays import ONE_DAY, Workdays
from app.programs.facts import local_day, restored
from app.programs.rules import Progress

NAMES = (("roadmap", "Roadmap"), ("criteria", "Success criteria"), ("champion", "Champion"))
Signs = tuple[Sign, Sign, Sign]


@dataclass(frozen=True)
class Hold:
    """Since when a program rests: paused, until a day, or closed for good."""

    since: date
    until: date | None = None
    progress: Progress | None = None

    def overdue(self, today: date) -> bool:
        """Has the day come on which it was to resume?"""
        return self.until is not None and self.until <= today

    def says(self, today: date) -> str:
        """How it stands, without a full stop: "Paused until 4 January"."""
        if self.until is None:
            return f"Closed on {day(self.since, today)}"
        if self.overdue(today):
            return f"Paused; it was to resume on {day(self.until, today)}"
        return f"Paused until {day(self.until, today)}"

    def signs(self, today: date) -> Signs:
        """Nothing is late and nobody is silent; only a pause that is over asks for a look."""
        line, word = self.says(today), "Paused" if self.until else "Closed"
        roadmap, criteria, champion = (
            Sign(key, name, State.NONE, line, instead=word) for key, name in NAMES
        )
        state = State.WATCH if self.overdue(today) else State.NONE
        return replace(roadmap, state=state, more=self.done), criteria, champion

    @property
    def done(self) -> str:
        return f"{self.progress} done" if self.progress and self.progress.total else ""


def hold_of(program: Any, zone: str) -> Hold | None:
    """How a program rests, from its row or as much of it as says so; None while it runs."""
    progress = restored(program.facts).progress
    closed_on = local_day(program.closed_at, zone)
    if closed_on:
        return Hold(closed_on, progress=progress)
    if program.paused_on:
        return Hold(program.paused_on, program.resumes_on, progress)
    return None


def missed(calendar: Workdays, paused_on: date, today: date) -> int:
    """The working days that a pause took: from its first day to the day before today."""
    return calendar.count(paused_on, today - ONE_DAY)


def missed_words(days: int, paused_on: date, today: date) -> str:
    return f"{counted(days, 'working day')} since {day(paused_on, today)}"
