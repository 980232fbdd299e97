"""Which days a number covers that somebody knows by heart: the usual ones, or others."""

from datetime import date, timedelta
from itertools import chain

from app.kpis.catalogue import Cadence
from app.planning.words import MONTHS, day, in_full, span

Span = tuple[date, date]
OTHER = "other"
ONE_DAY = timedelta(days=1)
FOUR_WEEKS = timedelta(weeks=4)
LONGEST = timedelta(days=366)
OLDEST = timedelta(days=3 * 366)


def usual_spans(cadence: Cadence, before: date) -> dict[str, str]:
    """The days to choose from in the order of a KPI's rhythm, each under its own two dates.

    They are the month, the four weeks and the quarter that ended last before a day.
    """
    month_end = before.replace(day=1) - ONE_DAY
    sunday = before - timedelta(days=before.weekday() + 1)
    month = month_end.replace(day=1), month_end
    weeks = sunday - FOUR_WEEKS + ONE_DAY, sunday
    quarter = months_back(month[0], 2), month_end
    named = {
        Cadence.MONTHLY: (month, f"{MONTHS[month_end.month - 1]} {month_end.year}"),
        Cadence.WEEKLY: (weeks, f"Four weeks to {day(sunday, before)}"),
        Cadence.QUARTERLY: (quarter, f"Three months to {day(month_end, before)}"),
    }
    order = dict.fromkeys(chain([cadence], named))
    return {written(named[one][0]): named[one][1] for one in order}


def months_back(first: date, months: int) -> date:
    """The first day of the month so many months before."""
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def written(days: Span) -> str:
    return f"{days[0].isoformat()}/{days[1].isoformat()}"


def read_span(text: str) -> Span | None:
    """Two dates as `written` writes them; None for anything else."""
    first, _slash, last = text.partition("/")
    try:
        return date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None


def span_words(days: Span, today: date) -> str:
    """Days that were usual once, as a choice reads."""
    return span(*days, today)


def problem_with_span(first: date, last: date, before: date) -> str:
    """Why a number cannot cover these days, as a sentence; empty when it can."""
    if last < first:
        return f"The last day comes on or after the first. Choose {in_full(first)} or later."
    if last >= before:
        return f"Choose days that are over by {day(before, before)}, so that it shows the start."
    if first < before - OLDEST:
        oldest = in_full(before - OLDEST)
        return f"Choose days of the last three years, from {oldest} on, to say where you stand."
    if last - first > LONGEST:
        latest = in_full(first + LONGEST)
        return f"Choose a year at most, to {latest} or earlier, so that it says where you stand."
    return ""
