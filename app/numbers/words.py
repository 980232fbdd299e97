"""Numbers in words: values with their unit, targets, periods, runs and findings."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from app.activity.models import Event
from app.criteria.models import Criterion
from app.kpis import library
from app.kpis.catalogue import Band, Cadence, Direction, Kpi, Unit
from app.kpis.models import Reading
from app.kpis.rules import SUFFIX, Change, cadence_of, change, show, wrong_way
from app.kpis.series import Dated
from app.kpis.thresholds import Thresholds
from app.planning.words import MONTHS, counted, day, in_full

Say = Callable[[float | Decimal | None], str]
PERIODS = {Cadence.WEEKLY: "week", Cadence.MONTHLY: "month", Cadence.QUARTERLY: "quarter"}
BETTER = {
    Direction.UP: "Higher is better.",
    Direction.DOWN: "Lower is better.",
    Direction.WATCH: "Neither way is better; it is worth watching.",
}
SIGNS = {Unit.MONEY: "$", Unit.MONEY_PER_HOUR: "$/h"}
LONG_RUN = 2
NO_TARGET = "a target to be set"
LONGEST = 200


def say(kpi: Kpi) -> Say:
    """How a value of this KPI is written."""
    return partial(show, unit=kpi.unit, decimals=kpi.decimals)


def say_level(kpi: Kpi) -> Say:
    """How a mean of values is written: of whole counts and percents with one decimal, if any."""
    finer = kpi.unit in {Unit.COUNT, Unit.PERCENT}
    return partial(show, unit=kpi.unit, decimals=max(kpi.decimals, 1) if finer else kpi.decimals)


def unit_of(kpi: Kpi) -> str:
    """The unit as it stands beside a field."""
    return SIGNS.get(kpi.unit, SUFFIX[kpi.unit].strip())


def better_words(kpi: Kpi) -> str:
    """Which way is better, as a sentence."""
    if kpi.direction is Direction.BAND:
        return f"Best is {band_words(kpi, kpi.band)}." if kpi.band else "Best is inside a band."
    return BETTER[kpi.direction]


def band_words(kpi: Kpi, band: Band) -> str:
    return f"{say(kpi)(band.low)} to {say(kpi)(band.high)}"


def target_words(kpi: Kpi, target: float | None, band: Band | None, direction: str) -> str:
    """What is aimed at: "68% or more", "5 or fewer", "75% to 85%"; nothing without a target."""
    if band:
        return band_words(kpi, band)
    if target is None:
        return ""
    words = say(kpi)(target)
    if direction == Direction.DOWN:
        fewer = "fewer" if kpi.unit in {Unit.COUNT, Unit.COUNT_PER_TECH} else "less"
        return words if target == 0 else f"{words} or {fewer}"
    return f"{words} or more"


def criterion_target(criterion: Criterion, kpi: Kpi) -> str:
    """The target of a criterion, without its day."""
    return target_words(kpi, criterion.target, band_of(criterion), criterion.direction)


def band_of(criterion: Criterion) -> Band | None:
    low, high = criterion.band_low, criterion.band_high
    return Band(low, high) if low is not None and high is not None else None


def goal_words(criterion: Criterion) -> str:
    """The target of a criterion with its day, its steps and how long it is to be held."""
    kpi = library.kpi(criterion.kpi_key)
    target = (criterion_target(criterion, kpi) if kpi else f"{criterion.target:g}") or NO_TARGET
    steps = steps_words(criterion.steps, say(kpi)) if kpi else ""
    hold = hold_words(criterion.hold_needed, criterion.hold_of)
    words = f"{target} by {in_full(criterion.due)}{steps}{hold}"
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def steps_words(steps: Mapping[str, float], say: Say) -> str:
    """The steps on the way to a target, as they are kept: ", by way of 75% by 1 Feb 2027"."""
    told = (f"{say(steps[by])} by {short_day(date.fromisoformat(by))}" for by in sorted(steps))
    return f", by way of {' and '.join(told)}" if steps else ""


def short_day(on: date) -> str:
    return f"{on.day} {on:%b} {on.year}"


def hold_words(needed: int, of: int) -> str:
    return "" if of == 1 else f", held in {needed} of {of} readings"


def judged_words(kpi: Kpi, reading: Reading, today: date) -> tuple[str, bool | None, str]:
    """By what a reading was judged when it came in, whether it was met, and what was published:
    "68% or more by 12 March 2027", False, "60% to 70% (Pax8)"; empty where nobody wrote it down."""
    found = Thresholds.from_json(reading.judged_by)
    if found is None:
        return "", None, ""
    words = target_words(kpi, found.target, found.band, found.direction)
    words += f" by {day(found.due, today)}" if words and found.due else ""
    if found.step is not None and found.step_by:
        words += f", {say(kpi)(found.step)} by {day(found.step_by, today)}"
    told = found.published
    return words, found.met(reading.value), f"{told.words} ({told.site})" if told else ""


def period_words(starts_on: date, ends_on: date, today: date) -> str:
    """A period as people call it: "week ending 22 November", "October", "1 to 12 October"."""
    last = day(ends_on, today)
    if (ends_on - starts_on).days == 6:
        return f"week ending {last}"
    is_to_month_end = (ends_on + timedelta(days=1)).day == 1
    if starts_on.day == 1 and is_to_month_end and starts_on.month == ends_on.month:
        return month_words(ends_on, today)
    if starts_on == ends_on:
        return last
    return f"{day(starts_on, today)} to {last}"


def period_title(starts_on: date, ends_on: date, today: date) -> str:
    """A period at the beginning of a line."""
    words = period_words(starts_on, ends_on, today)
    return f"{words[0].upper()}{words[1:]}"


def month_words(on: date, today: date) -> str:
    name = MONTHS[on.month - 1]
    return name if on.year == today.year else f"{name} {on.year}"


def last_period(cadence: Cadence, today: date) -> tuple[date, date]:
    """The first and last day of the latest week, month or quarter that is over."""
    if cadence is Cadence.WEEKLY:
        monday = today - timedelta(days=today.weekday() + 7)
        return monday, monday + timedelta(days=6)
    months = 1 if cadence is Cadence.MONTHLY else 3
    first = today.replace(day=1)
    first = first.replace(month=first.month - (first.month - 1) % months)
    last = first - timedelta(days=1)
    start = last.replace(day=1)
    return start.replace(month=start.month - (months - 1)), last


def run_words(kpi: Kpi, points: Sequence[Dated], direction: Direction, band: Band | None) -> str:
    """For how long the latest values have been going the wrong way; empty below two periods."""
    values = [one.value for one in points]
    run = wrong_way(values, direction, band)
    if run < LONG_RUN:
        return ""
    before, now = values[-1 - run] or 0.0, values[-1] or 0.0
    way = "Up" if now > before else "Down"
    unit = PERIODS[cadence_of(points[-1].starts_on, points[-1].ends_on)]
    return f"{way} for {counted(run, unit)}, from {say(kpi)(before)} to {say(kpi)(now)}."


def finding(kpi: Kpi, points: Sequence[Dated], baseline: float | None, today: date) -> str:
    """What the chart shows, in a line: "Better than at the start: up from 58% to 63%"."""
    known = [one for one in points if one.value is not None]
    if not known:
        return "No readings yet"
    first = known[0].value or 0.0 if baseline is None else baseline
    last = known[-1].value or 0.0
    if baseline is None and len(known) == 1:
        return f"One reading so far: {say(kpi)(last)}"
    since = "the start" if baseline is not None else day(known[0].ends_on, today)
    was, now = say(kpi)(first), say(kpi)(last)
    if was == now:
        return f"{now}, as at the start" if baseline is not None else f"{now}, as on {since}"
    way = "up" if last > first else "down"
    judged = JUDGED.get(change(first, last, kpi.direction, kpi.band), "")
    if judged and baseline is not None:
        return f"{judged} than at the start: {way} from {was} to {now}"
    return f"{way.capitalize()} from {was} to {now} since {since}"


JUDGED = {Change.BETTER: "Better", Change.WORSE: "Worse"}


def event_words(event: Event, kpi: Kpi) -> tuple[Event, str]:
    """A deed on a criterion, as a sentence without its person."""
    tell = DEEDS.get(event.deed)
    return event, tell(kpi, event.detail) if tell else event.deed


def words_of_adding(kpi: Kpi, told: dict[str, Any]) -> str:
    return f"Chosen as a success criterion: {kept_goal(kpi, told['target'])}"


def words_of_freezing(kpi: Kpi, told: dict[str, Any]) -> str:
    was = "" if told["before"] is None else f", it was {say(kpi)(told['before'])}"
    return f"Baseline frozen at {say(kpi)(told['after'])}{was}"


def words_of_moving(kpi: Kpi, told: dict[str, Any]) -> str:
    before, after = kept_goal(kpi, told["before"]), kept_goal(kpi, told["after"])
    return f"Target moved from {before} to {after}"


DEEDS = {
    "criterion added": words_of_adding,
    "baseline frozen": words_of_freezing,
    "target moved": words_of_moving,
}


def kept_goal(kpi: Kpi, goal: dict[str, Any]) -> str:
    """A goal as the record keeps it, in words."""
    due = date.fromisoformat(goal["due"])
    if goal["low"] is not None:
        target = band_words(kpi, Band(goal["low"], goal["high"]))
    else:
        target = NO_TARGET if goal["target"] is None else say(kpi)(goal["target"])
    steps = steps_words(goal.get("steps") or {}, say(kpi))
    return f"{target} by {in_full(due)}{steps}{hold_words(*goal.get('hold', (1, 1)))}"
