"""The drawings that someone has looked at: Northwind's figures, and every awkward case."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.charts.burnup import BurnUp, Step, burn_up
from app.charts.kpi_trend import Benchmark, Event, KpiTrend, Reading, Target, Window, kpi_trend
from app.charts.pair import Pair, Panel, pair
from app.charts.scorecard import scorecard
from app.charts.sparkline import Journey, Mark, journey, progress_bar, pulse, sparkline
from app.charts.strip import Mark as StripMark
from app.charts.strip import Quarters, Strip, strip
from app.charts.xmr import Level, Point, Shape, Xmr, xmr
from tests.charts.scorecards import SCORECARDS

FIRST = date(2026, 8, 16)
START = date(2026, 9, 14)
END = date(2027, 3, 12)
TODAY = date(2026, 11, 23)
WEEKS = (58, 57, 59, 58, 58, 57.5, 59, 59.5, 60, 61.5, 61, 62, 62.5, 62, 63)
HOURS = (9.4, 9.6, 9.2, 9.4, 9.1, 8.7, 8.9, 8.2, 8.0, 7.7, 7.9, 7.4, 7.3, 7.2, 7.1)
HOSTILE = '$$ per <b>"ticket"</b> & $x^2$ ' + "long name " * 18
SMALL = (58, None, -59, 57, None, 60, 61, None, None, 60, -63, 62, 66, None, None)


def weekly(values: Sequence[float | None]) -> tuple[Reading, ...]:
    return tuple(Reading(FIRST + timedelta(weeks=n), value) for n, value in enumerate(values))


UTILIZATION = KpiTrend(
    title="Utilization began to climb when triage settled",
    subtitle="Billable hours as a share of hours paid, by week",
    sentence=(
        "It starts at 58% before the program, rises from October, and reads 63% in the week of "
        "16 November. The target is 68% by 12 March 2027. The benchmark band is 64 to 72%."
    ),
    say=lambda value: f"{value:.10g}%",
    readings=weekly(WEEKS),
    today=TODAY,
    start=START,
    baseline=58,
    target=Target(68, END),
    benchmarks=(Benchmark(64, 72, "Helen Marsh, 1 October 2026"),),
    events=(
        Event(date(2026, 9, 24), 1, "Intake done"),
        Event(date(2026, 10, 9), 2, "Categorization done"),
        Event(date(2026, 10, 27), 3, "Triage done"),
        Event(date(2026, 11, 6), 4, "Scheduling rule live"),
    ),
    note="Benchmark: set by Helen Marsh, 1 October 2026, from MSPs that finished the program.",
    period="Week ending",
)
ALONE = replace(
    UTILIZATION, start=None, baseline=None, target=None, benchmarks=(), events=(), note=""
)

TRENDS = {
    "utilization": UTILIZATION,
    "falling": replace(
        UTILIZATION,
        say=lambda value: f"{value:.1f} h",
        decimals=1,
        readings=weekly(HOURS),
        baseline=9.4,
        target=Target(6, END),
        benchmarks=(Benchmark(5.5, 7.5, "Helen Marsh, 1 October 2026"),),
    ),
    "steps": replace(
        UTILIZATION,
        sentence="It reads 63% now. The steps are 61% by 1 November and 65% by 15 January.",
        steps=(Target(61, date(2026, 11, 1)), Target(65, date(2027, 1, 15))),
    ),
    "window": replace(
        ALONE,
        start=START,
        window=Window(date(2026, 8, 10), date(2026, 9, 13), 58.1, 55.4, 60.7),
    ),
    "no-readings": replace(UTILIZATION, readings=()),
    "one-reading": replace(UTILIZATION, readings=(Reading(date(2026, 10, 1), 61),)),
    "nothing": replace(ALONE, readings=()),
    "one-reading-alone": replace(ALONE, readings=(Reading(date(2026, 11, 1), 61),)),
    "all-equal": replace(
        UTILIZATION,
        readings=weekly([58] * 15),
        target=Target(58, END),
        benchmarks=(Benchmark(58, 58, "Us"),),
    ),
    "several-benchmarks": replace(
        UTILIZATION,
        benchmarks=(
            Benchmark(64, 72, "Helen Marsh, 1 October 2026"),
            Benchmark(60, None, "Beacon Row, 2026"),
            Benchmark(75, 75, "HDI, 2024"),
            Benchmark(55, 66, "Northwind IT, 2025"),
        ),
    ),
    "two-benchmarks": replace(
        UTILIZATION,
        benchmarks=(Benchmark(None, 62, "HDI, 2024"), Benchmark(66, 70, "Beacon Row, 2026")),
    ),
    "all-zero": replace(ALONE, readings=weekly([0] * 15)),
    "huge": replace(
        UTILIZATION,
        say=lambda value: f"${value:,.0f}",
        readings=weekly([1e12, 1.2e12, 9e11, 1e12]),
        baseline=1e12,
        target=Target(2e12, END),
        benchmarks=(),
    ),
    "negative": replace(
        UTILIZATION,
        say=lambda value: f"{value:g} pts",
        readings=weekly([-12, -8, -3, -1, 2, 4, 3]),
        baseline=-10,
        target=Target(10, END),
        benchmarks=(Benchmark(None, 0, "Nobody"),),
    ),
    "hostile": replace(
        UTILIZATION,
        title=HOSTILE,
        subtitle=HOSTILE,
        sentence=HOSTILE,
        say=lambda value: f"{value:g} $$_x^y$ & <i>",
        readings=weekly([10, 12, 11, 9]),
        baseline=12,
        target=Target(8, END),
        benchmarks=(Benchmark(7, None, HOSTILE),),
    ),
    "three-years": replace(
        UTILIZATION,
        say=lambda value: f"{value:.0f}%",
        readings=tuple(
            Reading(date(2024 + n // 12, n % 12 + 1, 28), 60 + 10 * math.sin(n / 4) + n / 5)
            for n in range(36)
        ),
        start=date(2025, 6, 1),
        today=date(2026, 12, 31),
        target=Target(75, date(2027, 6, 1)),
        events=tuple(
            Event(date(2025, 6, 3) + timedelta(days=19 * n), n + 1, f"Item {n + 1} done")
            for n in range(21)
        ),
    ),
    "gaps": replace(
        UTILIZATION,
        readings=tuple(
            Reading(FIRST + timedelta(weeks=n), value and abs(value), small=(value or 0) < 0)
            for n, value in enumerate(SMALL)
        ),
    ),
    "at-the-end": replace(
        UTILIZATION,
        readings=weekly([58, 60, 62, 64, 66, 67, 69, 68, 68, 68, 69, 70, 68, 67, 68]),
        target=Target(68, date(2026, 11, 22)),
        start=date(2026, 8, 20),
        benchmarks=(Benchmark(67, 69, "HDI, 2024"),),
    ),
}

PLANNED = [
    date(2026, 9, 25),
    *[START + timedelta(days=9 * n) for n in range(3, 19)],
    *[date(2027, 2, 19), date(2027, 2, 19), date(2027, 3, 5), END],
]


def climb(days: Sequence[date], done: int = 0) -> tuple[Step, ...]:
    return tuple(Step(day, done + n) for n, day in enumerate(sorted(days), start=1))


ITEMS = BurnUp(
    title="Two items behind the first plan",
    subtitle="Improvements finished, out of 21",
    sentence=(
        "Three of 21 items are done. The first plan had five done by now. The plan today ends on "
        "19 March, seven days after the first."
    ),
    start=START,
    today=TODAY,
    scope=(Step(START, 21),),
    done=climb([date(2026, 9, 24), date(2026, 10, 9), date(2026, 10, 27)]),
    first_plan=climb(PLANNED),
    plan=climb([max(day + timedelta(days=7), TODAY) for day in PLANNED[3:]], 3),
    first_end=END,
    plan_end=date(2027, 3, 19),
)
BURN_UPS = {
    "burn-up": ITEMS,
    "burn-up-grown": replace(
        ITEMS,
        scope=(Step(START, 21), Step(date(2026, 10, 14), 23), Step(date(2026, 11, 1), 22)),
    ),
    "burn-up-before-start": replace(ITEMS, today=date(2026, 9, 1), done=(), plan=()),
    "burn-up-of-nothing": BurnUp("Nothing yet", "", "Nothing is planned.", START, TODAY),
    "burn-up-of-tasks": replace(
        ITEMS,
        things="tasks",
        scope=(Step(START, 1400),),
        done=tuple(Step(step.on, step.count * 70) for step in ITEMS.done),
        first_plan=tuple(Step(step.on, step.count * 66) for step in ITEMS.first_plan),
        plan=tuple(Step(step.on, step.count * 66) for step in ITEMS.plan),
    ),
}

RESOLVED = (9.4, 9.6, 9.2, 9.4, 9.1, 9.7, 8.9, 9.3, 7.4, 7.7, 7.2, 7.4, 7.3, 7.2, 7.1)
WEEKLY = tuple(Point(FIRST + timedelta(weeks=n), value) for n, value in enumerate(RESOLVED))
LIVE = date(2026, 10, 9)
CALM = Xmr(
    title="Every week lies in its usual range",
    subtitle="Business hours to resolve, by week, with its usual range",
    sentence="Usual is 6.6 h to 8.1 h, around 7.3 h.",
    say=lambda value: f"{value:.1f} h",
    rows=(WEEKLY[:5], WEEKLY[6:8], WEEKLY[8:]),
    levels=(
        Level(FIRST - timedelta(days=6), LIVE - timedelta(days=1), 9.3, 8.2, 10.4),
        Level(LIVE, WEEKLY[-1].on, 7.3, 6.6, 8.1),
    ),
    today=TODAY,
    decimals=1,
    events=(Event(LIVE, 1, "Triage done"),),
    period="Week ending",
)


def odd(number: int, shape: Shape, label: str = "") -> Point:
    return replace(WEEKLY[number], shape=shape, why="Below the lower limit", label=label)


XMRS = {
    "xmr-calm": CALM,
    "xmr-frozen": replace(
        CALM,
        levels=(replace(CALM.levels[0], kept="Frozen with the baseline"), *CALM.levels[1:]),
        note="Solid limits are frozen with the baseline, until an improvement goes live.",
    ),
    "xmr-odd": replace(
        CALM,
        title="7 weeks stand out",
        sentence="Usual is 8.2 h to 10.4 h, around 9.3 h. Something stands out from 11 October.",
        rows=(
            (*WEEKLY[:8], odd(8, Shape.BEYOND, "Beyond"), odd(9, Shape.BEYOND)),
            (odd(10, Shape.NEAR, "3 of 4"), odd(11, Shape.NEAR), odd(12, Shape.RUN, "8 in a row")),
            (odd(13, Shape.RUN), odd(14, Shape.RUN)),
        ),
        levels=(Level(FIRST - timedelta(days=6), WEEKLY[-1].on, 9.3, 8.2, 10.4),),
        note="Diamond: beyond the limits.",
    ),
    "xmr-squeezed": replace(
        CALM,
        title="One week stands out",
        rows=((*WEEKLY[:8], replace(odd(8, Shape.BEYOND, "Beyond"), value=240.0), *WEEKLY[9:]),),
        levels=(Level(FIRST - timedelta(days=6), WEEKLY[-1].on, 9.3, 0.2, 28.4),),
    ),
    "xmr-of-nothing": replace(
        CALM, title="No usual range yet", rows=(), levels=(), events=(), note=""
    ),
    "xmr-without-limits": replace(
        CALM, title="No usual range yet", rows=(WEEKLY[:3],), levels=(), events=()
    ),
    "xmr-huge": replace(
        CALM,
        say=lambda value: f"${value:,.0f}",
        rows=(tuple(replace(one, value=one.value * 1e11) for one in WEEKLY),),
        levels=(Level(FIRST, TODAY, 8.4e11, 0, 1.2e12), Level(FIRST, TODAY, 1, 0, 1e300)),
    ),
    "xmr-hostile": replace(
        CALM,
        title=HOSTILE,
        subtitle=HOSTILE,
        sentence=HOSTILE,
        say=lambda value: f"{value:g} $$_x^y$ & <i>",
        rows=((replace(WEEKLY[0], shape=Shape.RUN, label=HOSTILE), *WEEKLY[1:]),),
    ),
}

FOLLOWED = Pair(
    title="The result followed in the time expected",
    subtitle="Next SLA overdue: triage, and SLA performance: completion below it",
    sentence="Triage went live on 6 October. The result followed within the time expected.",
    lead=Panel(
        "Next SLA overdue: triage",
        lambda value: f"{value:.10g}",
        weekly([6, 5, 6, 7, 6, 5, 6, 5, 4, 3, 2, 2, 1, 2, 1]),
        moved_on=FIRST + timedelta(weeks=8),
    ),
    result=Panel(
        "SLA performance: completion",
        lambda value: f"{value:.10g}%",
        weekly([80, 79, 80, 82, 81, 80, 79, 80, 80, 84, None, 87, 88, 89, 90]),
        decimals=1,
        moved_on=FIRST + timedelta(weeks=11),
    ),
    today=TODAY,
    expected=(FIRST + timedelta(days=50), FIRST + timedelta(days=92)),
    events=(Event(date(2026, 9, 25), 1, "Intake done"), Event(date(2026, 10, 6), 2, "Triage done")),
)
NO_PANEL = replace(FOLLOWED.lead, readings=(), moved_on=None)
PAIRS = {
    "pair": FOLLOWED,
    "pair-of-nothing": replace(FOLLOWED, lead=NO_PANEL, result=NO_PANEL, expected=None, events=()),
    "pair-hostile": replace(
        FOLLOWED,
        title=HOSTILE,
        sentence=HOSTILE,
        lead=replace(FOLLOWED.lead, name=HOSTILE, say=lambda value: f"{value:g} $$_x^y$ & <i>"),
        result=replace(FOLLOWED.result, readings=(Reading(FIRST, math.nan), Reading(FIRST, 1e300))),
    ),
}

JOURNEYS = {
    "on-pace": Journey(
        "Resource utilization",
        Mark(58, "58%"),
        Mark(68, "68%"),
        Mark(63, "63%"),
        expected=62.2,
        benchmark=(64, 72),
        word="On pace",
    ),
    "falling": Journey(
        "Mean time to resolve",
        Mark(9.4, "9.4 h"),
        Mark(6, "6.0 h"),
        Mark(7.1, "7.1 h"),
        expected=8,
        benchmark=(5.5, 7.5),
        word="On pace",
    ),
    "worse": Journey(
        "Mean time to resolve",
        Mark(9.4, "9.4 h"),
        Mark(6, "6.0 h"),
        Mark(12, "12 h"),
        expected=8,
        benchmark=(None, 7.5),
        word="Worse than at the start",
    ),
    "far-past": Journey(
        HOSTILE[:40],
        Mark(9.4, "1,234,567 h"),
        Mark(6, "$1,234,567.00"),
        Mark(-30, "$9,234,567.00"),
        word="On pace",
    ),
    "no-reading": Journey("Open tickets", Mark(90, "90"), Mark(40, "40")),
    "to-hold": Journey("CSAT", Mark(96, "96%"), Mark(96, "96%"), Mark(96, "96%"), expected=96),
}
STATES = ("none", "watch", "watch", *["ok"] * 6, "off", "watch", "ok")

CLIENTS = (55, 55, 57.2, 59, 60, 61.2, 62, 63, 64, 64.1, 65, 66, 66, 66.1, 67, 67, 68, 69, 70, 72)
STRIP = Strip(
    title="10 of 20 clients are in the middle half",
    subtitle="Resource utilization, latest reading. Better to the right",
    sentence="The middle half lies from 60.9% to 67%, with the median at 64.6%.",
    say=lambda value: f"{value:.10g}%",
    marks=tuple(StripMark(value, f"Client {n}") for n, value in enumerate(CLIENTS)),
    quarters=Quarters(60.9, 64.6, 67),
    decimals=1,
)
STRIPS = {
    "strip": STRIP,
    "strip-of-peers": replace(
        STRIP,
        title="Better than the middle half",
        subtitle="Hours to resolve, latest reading. Better to the right",
        say=lambda value: f"{value:.1f} h",
        marks=(StripMark(4.9, "Northwind IT", own=True),),
        quarters=Quarters(5.2, 6.4, 7.9),
        flipped=True,
    ),
    "strip-own": replace(STRIP, marks=(*STRIP.marks[:-1], StripMark(63, "Northwind IT", own=True))),
    "strip-of-few": replace(STRIP, marks=STRIP.marks[:3], quarters=None),
    "strip-of-nothing": replace(STRIP, marks=(), quarters=None),
    "strip-crowded": replace(STRIP, marks=tuple(StripMark(64, f"Client {n}") for n in range(200))),
    "strip-hostile": replace(
        STRIP,
        title=HOSTILE,
        sentence=HOSTILE,
        say=lambda value: f"{value:g} $$_x^y$ & <i>",
        marks=(StripMark(math.nan, HOSTILE), StripMark(1e14, HOSTILE, own=True)),
    ),
}

DRAWINGS: dict[str, Callable[[], str]] = {
    "sparkline": lambda: sparkline([1, 2, 3, 2, None, 6, 5, None, 7, None, 9, 8]),
    "sparkline-of-nothing": lambda: sparkline([]),
    "pulse": lambda: pulse(STATES, "Roadmap, week by week"),
    "progress-bar": lambda: progress_bar(9, 21, 74, "9 of 21 items done"),
}
for width in (840, 358):
    for name, trend in TRENDS.items():
        DRAWINGS[f"{name}-{width}"] = lambda d=trend, n=name, w=width: kpi_trend(d, n, w)
    for name, plan in BURN_UPS.items():
        DRAWINGS[f"{name}-{width}"] = lambda d=plan, n=name, w=width: burn_up(d, n, w)
    for name, chart in XMRS.items():
        DRAWINGS[f"{name}-{width}"] = lambda d=chart, n=name, w=width: xmr(d, n, w)
    for name, both in PAIRS.items():
        DRAWINGS[f"{name}-{width}"] = lambda d=both, n=name, w=width: pair(d, n, w)
    for name, row in STRIPS.items():
        DRAWINGS[f"{name}-{width}"] = lambda d=row, n=name, w=width: strip(d, n, w)
for name, card in SCORECARDS.items():
    DRAWINGS[name] = lambda d=card, n=name: scorecard(d, n)
for name, way in JOURNEYS.items():
    DRAWINGS[f"journey-{name}"] = lambda w=way: journey(w)
