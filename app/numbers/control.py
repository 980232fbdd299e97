"""The control chart of a KPI from its limits and signals: points, levels and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from app.charts.xmr import Level, Shape, Xmr
from app.charts.xmr import Point as Drawn
from app.kpis.catalogue import Kpi
from app.numbers.story import Story
from app.numbers.trend import measure
from app.numbers.words import PERIODS, say_level
from app.planning.words import counted
from app.stats.chart import Segment
from app.stats.control import LEAST_POINTS, NoLimits, Rule, Signal
from app.stats.series import Point, Series
from app.stats.words import Voice, listed

SHAPES = {Rule.BEYOND: Shape.BEYOND, Rule.RUN: Shape.RUN, Rule.NEAR: Shape.NEAR}
KEYS = {
    Shape.BEYOND: "Diamond: beyond the limits.",
    Shape.RUN: "Ring: eight or more in a row on one side of the centre.",
    Shape.NEAR: "Triangle: three of four nearer to a limit than to the centre.",
}
KEPT = "Frozen with the baseline"
NO_RANGE = "No usual range yet"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Control:
    """The values judged, in their stages; `left_out` counts readings of too small a sample."""

    values: Series
    segments: Sequence[Segment]
    left_out: int

    @property
    def odd(self) -> list[Signal]:
        return [signal for segment in self.segments for signal in segment.signals]

    @property
    def has_limits(self) -> bool:
        return any(one.limits for one in self.segments)


def drawn(told: Story, found: Control, voice: Voice, today: date) -> Xmr:
    """All that the control chart says."""
    drawn_rows = tuple(rows(found))
    return Xmr(
        title=title(found, voice.noun),
        subtitle=f"{measure(told.kpi, told.rhythm)}, with its usual range",
        sentence=spoken(told.kpi, found, voice),
        say=say_level(told.kpi),
        rows=drawn_rows,
        levels=levels(found.segments),
        today=today,
        decimals=told.kpi.decimals,
        events=told.trend.events,
        note=" ".join(notes(found, list(chain.from_iterable(drawn_rows)))),
        period=f"{PERIODS[told.rhythm].capitalize()} ending",
    )


def title(found: Control, noun: str) -> str:
    """What the chart shows, in a line."""
    if not found.has_limits:
        return NO_RANGE
    count = len({point for signal in found.odd for point in signal.points})
    if not count:
        return f"Every {noun} lies in its usual range"
    return f"{counted(count, noun)} {'stands' if count == 1 else 'stand'} out"


def spoken(kpi: Kpi, found: Control, voice: Voice) -> str:
    """The chart for who hears it: the latest range, and when something stood out."""
    last = next((one.limits for one in reversed(found.segments) if one.limits), None)
    if last is None:
        return lack(found)
    tell = say_level(kpi)
    usual = f"Usual is {tell(last.lower)} to {tell(last.upper)}, around {tell(last.centre)}."
    begun = list(dict.fromkeys(voice.period(one.points[0]) for one in reversed(found.odd)))
    return f"{usual} Something stands out from {listed(begun)}." if begun else usual


def lack(found: Control) -> str:
    """Why there is no usual range; empty when there is one."""
    if found.has_limits:
        return ""
    if any(one.why is NoLimits.FLAT for one in found.segments):
        return "Every reading so far is the same, so nobody can say how much change is usual."
    return f"A usual range needs {LEAST_POINTS} readings in a row, each on enough data."


def rows(found: Control) -> Iterator[tuple[Drawn, ...]]:
    """The points between gaps, each with what makes it stand out."""
    odd: dict[Point, list[Signal]] = {}
    for signal in found.odd:
        for point in signal.points:
            odd.setdefault(point, []).append(signal)
    spoken_for: set[Signal] = set()
    for stretch in found.values.stretches():
        yield tuple(mark(point, odd, spoken_for, before) for before, point in with_before(stretch))


def with_before(stretch: Sequence[Point]) -> Iterator[tuple[Point | None, Point]]:
    return zip([None, *stretch], stretch, strict=False)


def mark(
    point: Point,
    odd: dict[Point, list[Signal]],
    spoken_for: set[Signal],
    before: Point | None,
) -> Drawn:
    """A point with its strongest shape; the first of a row that has its shape carries its word."""
    signals = sorted(odd.get(point, []), key=lambda one: list(Rule).index(one.rule))
    if not signals:
        return Drawn(point.ends_on, point.value)
    first = signals[0]
    repeated = first in spoken_for or (
        first.rule is Rule.BEYOND and before is not None and is_beyond(odd.get(before, []))
    )
    spoken_for.add(first)
    return Drawn(
        point.ends_on,
        point.value,
        SHAPES[first.rule],
        "; ".join(why(one) for one in signals),
        "" if repeated else word(first),
    )


def is_beyond(signals: Sequence[Signal]) -> bool:
    return any(one.rule is Rule.BEYOND for one in signals)


def word(signal: Signal) -> str:
    return {
        Rule.BEYOND: "Beyond",
        Rule.RUN: f"{len(signal.points)} in a row",
        Rule.NEAR: "3 of 4",
    }[signal.rule]


def why(signal: Signal) -> str:
    side, edge = ("above", "upper") if signal.above else ("below", "lower")
    return {
        Rule.BEYOND: f"{side.capitalize()} the {edge} limit",
        Rule.RUN: f"One of {len(signal.points)} in a row {side} the centre",
        Rule.NEAR: f"One of three near the {edge} limit",
    }[signal.rule]


def levels(segments: Sequence[Segment]) -> tuple[Level, ...]:
    """Each range from its beginning to the next; one that is carried on goes on."""
    told: list[Level] = []
    for one in segments:
        if told:
            told[-1] = replace(told[-1], last=one.starts_on - DAY)
        last = one.values.points[-1].ends_on
        if one.carried and told:
            told[-1] = replace(told[-1], last=last)
        elif one.limits:
            usual = one.limits
            edges = (usual.centre, usual.lower, usual.upper)
            told.append(Level(one.starts_on, last, *edges, KEPT if one.frozen else ""))
    return tuple(told)


def notes(found: Control, points: Sequence[Drawn]) -> Iterator[str]:
    """What the shapes mean, and how firm the latest range is."""
    present = {point.shape for point in points}
    yield from (words for shape, words in KEYS.items() if shape in present)
    if any(one.frozen for one in found.segments):
        yield "Solid limits are frozen with the baseline, until an improvement goes live."
    last = found.segments[-1] if found.segments else None
    if last and last.carried:
        yield "The latest range is the one from before the last improvement: readings are too few."
    elif last and last.limits and last.limits.is_provisional:
        yield f"The latest range rests on {last.limits.n} readings and will still move."
    if found.left_out:
        left = counted(found.left_out, "reading")
        yield f"{left} of a small sample {'is' if found.left_out == 1 else 'are'} left out."
