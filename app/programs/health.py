"""The Roadmap sign and a program's readiness, from a few facts that can be stored with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from app.planning.signs import Sign, State, worst
from app.planning.words import counted
from app.programs.rules import ItemFacts, Progress, days_late


@dataclass(frozen=True)
class RoadmapLimits:
    """Calendar days; up to `calm` is on track, up to `watch` is watch, more is off track."""

    calm: int = 3
    watch: int = 14


@dataclass(frozen=True)
class RoadmapFacts:
    """All that the Roadmap sign needs, none of it depending on today, so that it can be stored.

    `first_end` ends the first plan, `planned_end` the plan as it is (the last check, when all is
    done). `oldest_due` is the earliest due day of an item that is not done. `longest_left` is the
    longest stretch of work left in one item, in calendar days. `adrift_from` is the day from
    which an item without an owner or a date is under way.
    """

    done: int
    total: int
    first_end: date | None = None
    planned_end: date | None = None
    oldest_due: date | None = None
    oldest_item: str = ""
    longest_left: int = 0
    adrift_from: date | None = None
    adrift_item: str = ""

    @property
    def progress(self) -> Progress:
        return Progress(self.done, self.total)


def roadmap_facts(items: Sequence[ItemFacts], first_end: date | None) -> RoadmapFacts:
    """The facts to store whenever an item, its tasks, its dates or its owner change."""
    counting = [item for item in items if item.applies]
    left = [item for item in counting if not item.done]
    dated = [(item.due, item.name) for item in left if item.due]
    oldest: tuple[date | None, str] = min(dated, default=(None, ""))
    adrift: tuple[date | None, str] = min(adrift_items(left), default=(None, ""))
    return RoadmapFacts(
        done=len(counting) - len(left),
        total=len(counting),
        first_end=first_end,
        planned_end=planned_end(counting),
        oldest_due=oldest[0],
        oldest_item=oldest[1],
        longest_left=max(map(days_left, left), default=0),
        adrift_from=adrift[0],
        adrift_item=adrift[1],
    )


def planned_end(items: Iterable[ItemFacts]) -> date | None:
    """The latest day of the plan as it is: checks for what is done, due days for the rest."""
    ends = (item.done_on or item.due for item in items)
    return max((end for end in ends if end), default=None)


def days_left(item: ItemFacts) -> int:
    """What is left of an item in calendar days: its planned span times the share of open tasks."""
    if item.start is None or item.due is None:
        return 0
    span = (item.due - item.start).days + 1
    share = item.work.left / item.work.counting if item.work.counting else 1
    return ceil(span * share)


def adrift_items(items: Iterable[ItemFacts]) -> list[tuple[date, str]]:
    """The items that lack an owner or a due day, each with the day it is under way from."""
    lacking = (item for item in items if not (item.owned and item.due))
    return [(day, item.name) for item in lacking if (day := begins(item))]


def begins(item: ItemFacts) -> date | None:
    """The day an item is under way from: its first check or its start, the earlier one."""
    return min((day for day in (item.work.first_check, item.start) if day), default=None)


def forecast_end(facts: RoadmapFacts, today: date) -> date | None:
    """When the program will end, in its first and plain form.

    The latest day of the plan as it is. When unfinished work is late, not before today plus the
    longest stretch of work that is left in one item. It knows no dependencies: what waits for
    late work moves only when somebody moves it.
    """
    end = facts.planned_end
    if end is None or facts.oldest_due is None or facts.oldest_due >= today:
        return end
    return max(end, today + timedelta(days=facts.longest_left))


def slip(facts: RoadmapFacts, today: date) -> int:
    """Calendar days that the forecast lies behind the first plan; negative when ahead."""
    end = forecast_end(facts, today)
    return (end - facts.first_end).days if end and facts.first_end else 0


def roadmap_sign(facts: RoadmapFacts, today: date, limits: RoadmapLimits | None = None) -> Sign:
    """The Roadmap sign of ui.md section 2, with the worst reason as its line."""
    limits = limits or RoadmapLimits()
    if facts.total == 0:
        return roadmap_sign_of(State.NONE, "No roadmap yet", "")
    done = f"{facts.progress} done"
    if facts.adrift_from and facts.adrift_from <= today:
        line = f"{facts.adrift_item} is under way without an owner or a date"
        return roadmap_sign_of(State.OFF, line, done)
    behind = slip(facts, today)
    late = days_late(facts.oldest_due, None, today)
    signed = worst([graded(behind, limits), graded(late, limits)])
    return roadmap_sign_of(signed, *roadmap_lines(facts, behind, late, done))


def roadmap_sign_of(signed: State, line: str, more: str) -> Sign:
    return Sign("roadmap", "Roadmap", signed, line, more)


def graded(days: int, limits: RoadmapLimits) -> State:
    if days <= limits.calm:
        return State.OK
    return State.WATCH if days <= limits.watch else State.OFF


def roadmap_lines(facts: RoadmapFacts, behind: int, late: int, done: str) -> tuple[str, str]:
    """The stronger reason first; the late item is named in the second line otherwise."""
    named = f"{facts.oldest_item} is {counted(late, 'day')} late"
    if late > max(behind, 0):
        return named, f"{done}. {slip_words(behind)}"
    return slip_words(behind), f"{done}. {named}" if late else done


def slip_words(behind: int) -> str:
    """The distance from the first plan in words."""
    if behind == 0:
        return "To the first plan"
    side = "behind" if behind > 0 else "ahead of"
    return f"{counted(abs(behind), 'day')} {side} the first plan"


@dataclass(frozen=True)
class Readiness:
    """Whether a program has the three things it needs; what is missing, in sentences."""

    missing: tuple[str, ...]

    @property
    def ready(self) -> bool:
        return not self.missing


def readiness(
    items: int, criteria: int, measurable: int, champion: str, accepted: bool
) -> Readiness:
    """What a program lacks before it can be called ready.

    `measurable` counts the criteria that have a baseline and a target; `champion` is a name or
    empty, `accepted` whether that person said yes.
    """
    checks = (
        (items == 0, "There is no roadmap. Choose a template, or write the first improvement."),
        (criteria == 0, "There is no success criterion. Choose the number that will tell."),
        (
            measurable < criteria,
            f"{counted(criteria - measurable, 'criterion has', 'criteria have')} no baseline or no"
            " target. Measure for four weeks, then set both.",
        ),
        (not champion, "Nobody is the champion. Choose who guards the time."),
        (bool(champion) and not accepted, f"{champion} has not accepted yet. Ask for a yes."),
    )
    return Readiness(tuple(sentence for is_missing, sentence in checks if is_missing))
