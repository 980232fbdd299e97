"""The changes of a plan in words, and how far its phases have left the first plan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kpis.library import kpi
from app.planning import words
from app.planning.money import cost_words
from app.planning.words import counted, in_a_row
from app.planning.workdays import Workdays
from app.programs.models import Change, Item, Phase, Program

NOT_AGREED = "Not agreed yet"
NEXT_TO = {"item": "programs.item", "task": "programs.task", "criterion": "criteria.criterion"}


@dataclass(frozen=True)
class ChangeLine:
    """One change: what became of which thing, why, and who answers for it."""

    change: Change
    calendar: Workdays
    currency: str
    today: date
    moves: tuple[str, ...] = ()
    sponsor_id: UUID | None = None

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
    def cost(self) -> str:
        return cost_words(self.change.cost, self.currency) if self.change.cost else ""

    @property
    def aims(self) -> str:
        """Which criteria the change bears upon: those that its improvement is to move."""
        return f"Bears upon {in_a_row(self.moves)}" if self.moves else ""

    @property
    def effect(self) -> str:
        """What the change does to days, cost and criteria, as sentences."""
        return " ".join(f"{one}." for one in (self.later, self.cost, self.aims) if one)

    @property
    def agreed(self) -> str:
        """Who agreed, in words; nothing for what needs nobody to agree."""
        change = self.change
        if change.agreed_by is None or change.agreed_at is None:
            return NOT_AGREED if change.asks else ""
        own = change.agreed_by_id == change.by_id == self.sponsor_id
        return "Agreed as the sponsor" if own else f"{change.agreed_by.first_name} agreed"

    @property
    def endpoint(self) -> str:
        """The page of the thing; a program's own changes have none, and neither has what was
        deleted."""
        return NEXT_TO.get(self.change.thing_kind, "") if self.change.stands else ""


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


def lines_of(
    changes: Iterable[Change],
    program: Program,
    today: date,
    touched: Mapping[UUID, Sequence[str]] | None = None,
) -> list[ChangeLine]:
    """Changes as lines; `touched` has the keys of the KPIs that a change bears upon."""
    calendar, known = program.workdays, touched or {}
    return [
        ChangeLine(
            change=one,
            calendar=calendar,
            currency=program.currency,
            today=today,
            moves=names_of(known.get(one.thing_id, ())),
            sponsor_id=program.sponsor_id,
        )
        for one in changes
    ]


def names_of(kpi_keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(found.name for found in map(kpi, kpi_keys) if found)


@dataclass(frozen=True)
class PhaseSlip:
    """How far a phase has left the first plan: its end then and now, and how often it slipped.

    One that came later has not left it.
    """

    phase: Phase
    times: int
    calendar: Workdays

    @property
    def days(self) -> int:
        """Working days behind the first plan; negative when ahead of it."""
        first = self.phase.first_ends_on
        return self.calendar.distance(first, self.phase.ends_on) if first else 0

    @property
    def behind(self) -> str:
        if self.phase.first_ends_on is None:
            return "Not in the first plan"
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
