"""The days of a baseline on the chart, shaded: their mean, n and usual range before it freezes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.charts.kpi_trend import KpiTrend, Window
from app.criteria.baseline import BaselineValue, measured
from app.criteria.models import Criterion
from app.kpis import queries as kpis
from app.kpis.catalogue import Kpi
from app.kpis.models import Reading
from app.kpis.series import series
from app.numbers.queries import Pursued
from app.numbers.trend import trend_of
from app.numbers.words import say_level
from app.planning.words import counted, day, in_full

Days = tuple[date, date]
NO_READING = "No reading lies in these days."
TOO_FEW = "A usual range needs six readings that differ, one after the other."


@dataclass(frozen=True)
class Chosen:
    """What some days would give as a baseline, and the chart that shows them.

    `periods` are the first and the last day of each reading on it, oldest first. `late` says that
    the days reach into the program, and which ones before it are as many; empty when they do not.
    """

    days: Days
    found: BaselineValue | None
    count: int
    trend: KpiTrend
    periods: Sequence[Days]
    late: str = ""

    @property
    def sentence(self) -> str:
        return self.trend.sentence


def chosen(here: Pursued, days: Days, today: date) -> Chosen | None:
    """The chart of all readings with these days on it; None while there is no reading."""
    kpi, one = here.kpi, here.criterion
    points = series(kpis.company_readings([kpi.key])[kpi.key], kpi.cadence)
    known = [point for point in points if point.value is not None]
    if not known:
        return None
    inside = [p for p in known if days[0] <= p.starts_on and p.ends_on <= days[1]]
    found = measured(kpi, inside)
    told = sentence(kpi, found, days, len(inside))
    trend = trend_with(window(days, found), kpi, points, one, told, today)
    periods = [(point.starts_on, point.ends_on) for point in known]
    late = late_words(days, one.starts_on, periods, len(inside), today)
    return Chosen(days, found, len(inside), trend, periods, late)


def late_words(days: Days, began: date, periods: Sequence[Days], count: int, today: date) -> str:
    """What a baseline means that reaches into the program, with the nearest days before it that
    have `count` readings; empty for one that does not."""
    if days[1] < began:
        return ""
    what = f"It began on {day(began, today)}, so what it has changed since may be in the baseline."
    before = [period for period in periods if period[1] < began][-max(count, 1) :]
    if not before:
        return f"{what} No reading is from before that day."
    many, first, last = counted(len(before), "reading"), before[0][0], before[-1][1]
    return f"{what} Before it: {many}, {in_full(first)} to {in_full(last)}."


def trend_with(
    shaded: Window,
    kpi: Kpi,
    points: Sequence[Reading],
    criterion: Criterion,
    told: str,
    today: date,
) -> KpiTrend:
    """The trend of the readings alone, up to today, with the window."""
    plain = trend_of(kpi, points, None, (), told, today)
    title = "The days of the baseline"
    return replace(
        plain,
        title=title,
        start=criterion.starts_on,
        window=shaded,
        decimals=max(kpi.decimals, 1),
        say=say_level(kpi),
    )


def window(days: Days, found: BaselineValue | None) -> Window:
    if found is None:
        return Window(*days)
    return Window(*days, found.value, found.lower, found.upper)


def sentence(kpi: Kpi, found: BaselineValue | None, days: Days, count: int) -> str:
    """What the days give: the mean, how many readings, and their usual range."""
    between = f"{in_full(days[0])} to {in_full(days[1])}"
    if found is None:
        return f"{between}: {NO_READING}"
    size = "" if found.n is None else f", {found.n:,} records"
    mean = f"{between}: {say_level(kpi)(found.value)} from {counted(count, 'reading')}{size}."
    usual = range_words(kpi, found.lower, found.upper)
    return f"{mean} {f'The usual range is {usual}.' if usual else TOO_FEW}"


def range_words(kpi: Kpi, lower: float | None, upper: float | None) -> str:
    """The natural process limits; empty where there are none."""
    if lower is None or upper is None:
        return ""
    words = say_level(kpi)
    return f"{words(lower)} to {words(upper)}"
