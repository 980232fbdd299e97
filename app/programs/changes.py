"""The changes of a plan in words, and how far its phases have left the first plan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.planning import words
from app.planning.words import counted
from app.planning.workdays import Workdays
from app.programs.models import Change, Item, Phase, Program

NEXT_TO = {"item": "programs.item", "task": "programs.task", "criterion": "criteria.criterion"}


@dataclass(frozen=True)
class ChangeLine:
    """One change: what became of which thing, why, and who answers for it."""

    change: Change
    calendar: Workdays
    today: date

    @property
    def says(self) -> str:
        """What follows the name of the thing: ", from 4 to 11 December."."""
        return SAYS.get(self.change.what, swapped)(self.change, self.today)

    @property
    def later(self) -> str:
        """How far a date moved, in working days."""
        change = self.change
        if change.what != "due" or not change.before:
            return ""
        days = self.calendar.distance(day_of(change.before), day_of(change.after))
        return f"{working_days(abs(days))} {'later' if days > 0 else 'earlier'}" if days else ""

    @property
    def endpoint(self) -> str:
        """The page of the thing; a program's own changes have none."""
        return NEXT_TO.get(self.change.thing_kind, "")


def dated(change: Change, today: date) -> str:
    after = day_of(change.after)
    if not change.before:
        return f", now due on {words.day(after, today)}."
    before = day_of(change.before)
    return f", from {short(before, after, today)} to {words.day(after, today)}."


def swapped(change: Change, _today: date) -> str:
    """For what is no date: ", sponsor from Rick Salas to Nobody.", ", set aside."."""
    what, before, after = change.what, change.before, change.after
    return f", {what} from {before} to {after}." if before else f", {after}."


SAYS: dict[str, Callable[[Change, date], str]] = {"due": dated}


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def short(day: date, beside: date, today: date) -> str:
    """A day without its month where the one beside it has the same."""
    same = (day.year, day.month) == (beside.year, beside.month)
    return str(day.day) if same else words.day(day, today)


def working_days(count: int) -> str:
    return counted(count, "working day")


def lines_of(changes: Iterable[Change], program: Program, today: date) -> list[ChangeLine]:
    calendar = program.workdays
    return [ChangeLine(change, calendar, today) for change in changes]


@dataclass(frozen=True)
class PhaseSlip:
    """How far a phase has left the first plan: its end then and now, and how often it slipped."""

    phase: Phase
    times: int
    calendar: Workdays

    @property
    def days(self) -> int:
        """Working days behind the first plan; negative when ahead of it."""
        return self.calendar.distance(self.phase.first_ends_on, self.phase.ends_on)

    @property
    def behind(self) -> str:
        if not self.days:
            return "On the first plan"
        return f"{working_days(abs(self.days))} {'behind' if self.days > 0 else 'ahead'}"


def phase_slips(
    items: Sequence[Item], slips: Mapping[UUID, int], calendar: Workdays
) -> list[PhaseSlip]:
    """The phases of these items in their order, each with the slips of its items and tasks."""
    times: dict[Phase, int] = {}
    for item in items:
        times[item.phase] = times.get(item.phase, 0) + slips.get(item.id, 0)
    return [PhaseSlip(phase, count, calendar) for phase, count in times.items()]
