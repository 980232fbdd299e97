"""Leave: when nobody of a task is there, which days may be entered, and a day beside them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.planning.nearest import YEARS
from app.planning.words import in_full
from app.planning.workdays import ONE_DAY, Away, Workdays

LONGEST = timedelta(days=366)
FURTHEST = timedelta(days=2 * 366)


class Fault(NamedTuple):
    """What is wrong with days of leave: with which of the two, in a sentence."""

    is_last: bool
    sentence: str


def fault_of(leave: Away, known: Iterable[Away], today: date) -> Fault | None:
    """Why these days cannot be entered beside those that are known, with the nearest that can."""
    first, last = leave
    for is_last, day in enumerate(leave):
        if day.year not in YEARS:
            such = f"such as {in_full(today)}"
            return Fault(bool(is_last), f"Choose a day between 2000 and 2100, {such}.")
    if last < first:
        nearest = in_full(max(first, today))
        return Fault(True, f"The last day comes on or after the first. Choose {nearest} or later.")
    if last < today:
        return Fault(True, f"These days are over. Choose {in_full(today)} or later.")
    if first > today + FURTHEST:
        latest = in_full(today + FURTHEST)
        return Fault(False, f"Enter leave two years ahead at most. Choose {latest} or earlier.")
    if last - first > LONGEST:
        latest = in_full(first + LONGEST)
        return Fault(True, f"Leave takes a year at most. Choose {latest} or earlier.")
    return overlap_of(leave, sorted(known))


def overlap_of(leave: Away, known: Sequence[Away]) -> Fault | None:
    """Which of the days is leave already; `known` is in order."""
    met = [one for one in known if one.first <= leave.last and leave.first <= one.last]
    if not met:
        return None
    there = f"Leave is there already from {in_full(met[0].first)} to {in_full(met[0].last)}."
    if met[0].first > leave.first:
        before = in_full(met[0].first - ONE_DAY)
        return Fault(True, f"{there} The last free day before it is {before}.")
    return Fault(False, f"{there} The next free day is {in_full(free_after(leave.first, known))}.")


def free_after(day: date, known: Sequence[Away]) -> date:
    """The first day from one on that lies in none of these, which are in order."""
    for one in known:
        if one.first <= day <= one.last:
            day = one.last + ONE_DAY
    return day


def shared(leaves: Sequence[Sequence[Away]]) -> tuple[Away, ...]:
    """When everybody is away at once; never, for nobody."""
    if not leaves:
        return ()
    met = list(leaves[0])
    for leave in leaves[1:]:
        met = [one for a in met for b in leave if (one := common(a, b)).first <= one.last]
    return tuple(sorted(met))


def common(a: Away, b: Away) -> Away:
    """The days that lie in both; they cross where there are none."""
    return Away(max(a.first, b.first), min(a.last, b.last))


def covers(leave: Iterable[Away], day: date) -> bool:
    return any(one.first <= day <= one.last for one in leave)


def clear_of(day: date, away: Iterable[Away], calendar: Workdays, first: date, last: date) -> date:
    """The day, or the closest working day to it out of leave, from the first to the last one.

    It is the later one of two equally close; the day itself where there is none.
    """
    away = tuple(away)
    if not covers(away, day):
        return day
    own = calendar.without(away)
    fits = [one for one in (own.on_or_after(day), own.on_or_before(day)) if first <= one <= last]
    return min(fits, key=lambda one: abs(one - day), default=day)
