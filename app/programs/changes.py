"""The changes of a plan in words, and how far its phases have left the first plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.planning import words
from app.planning.words import counted
from app.programs.models import Change, Item, Phase
from app.programs.rules import days_moved

NEXT_TO = {"item": "programs.item", "task": "programs.task"}


@dataclass(frozen=True)
class ChangeLine:
    """One change: what became of which thing, why, and who answers for it."""

    change: Change
    today: date

    @property
    def says(self) -> str:
        """What follows the name of the thing: ", from 4 to 11 December."."""
        if self.change.what != "due":
            return self.says_plainly
        after = date.fromisoformat(self.change.after)
        if not self.change.before:
            return f", now due on {words.day(after, self.today)}."
        before = date.fromisoformat(self.change.before)
        return f", from {short(before, after, self.today)} to {words.day(after, self.today)}."

    @property
    def says_plainly(self) -> str:
        """The same for what is no date: ", champion from Alice to Bob.", ", set aside."."""
        what, before, after = self.change.what, self.change.before, self.change.after
        return f", {what} from {before} to {after}." if before else f", {after}."

    @property
    def later(self) -> str:
        """How far the date moved, in calendar days."""
        days = self.change.days
        return f"{counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'}" if days else ""

    @property
    def endpoint(self) -> str:
        """The page of the thing; nothing for the program itself, whose page this is."""
        return NEXT_TO.get(self.change.thing_kind, "")


def short(day: date, beside: date, today: date) -> str:
    """A day without its month where the one beside it has the same."""
    same = (day.year, day.month) == (beside.year, beside.month)
    return str(day.day) if same else words.day(day, today)


def lines_of(changes: Iterable[Change], today: date) -> list[ChangeLine]:
    return [ChangeLine(change, today) for change in changes]


@dataclass(frozen=True)
class PhaseSlip:
    """How far a phase has left the first plan: its end then and now, and how often it slipped."""

    phase: Phase
    times: int

    @property
    def days(self) -> int:
        """Calendar days behind the first plan; negative when ahead of it."""
        return days_moved(self.phase.first_ends_on, self.phase.ends_on)

    @property
    def behind(self) -> str:
        if not self.days:
            return "On the first plan"
        return f"{counted(abs(self.days), 'day')} {'behind' if self.days > 0 else 'ahead'}"


def phase_slips(items: Sequence[Item], slips: Mapping[UUID, int]) -> list[PhaseSlip]:
    """The phases of these items in their order, each with the slips of its items and tasks."""
    times: dict[Phase, int] = {}
    for item in items:
        times[item.phase] = times.get(item.phase, 0) + slips.get(item.id, 0)
    return [PhaseSlip(phase, count) for phase, count in times.items()]
