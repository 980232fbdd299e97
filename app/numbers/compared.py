"""The benchmarks of a KPI, published and kept, and which of them its chart draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.charts.kpi_trend import LETTERS, MOST_BENCHMARKS, Benchmark, reach
from app.kpis.benchmarks import Benchmark as Published
from app.kpis.benchmarks import Segment, Source, to_compare
from app.kpis.catalogue import Direction, Kpi
from app.kpis.kept_benchmarks import Kept
from app.numbers.words import say

Tokens = tuple[str, ...] | None
"""What an address says of benchmarks to draw; None when it says nothing, so the usual one is."""

TOO_MANY = f"The chart draws {MOST_BENCHMARKS} at most. Take some away; the first are drawn."


@dataclass(frozen=True)
class Line:
    """A benchmark as the page lists it; `lack` says why the chart cannot draw it."""

    token: str
    title: str
    words: str
    low: float | None
    high: float | None
    origins: tuple[str, ...]
    short: str
    lack: str = ""

    def band(self, kpi: Kpi) -> Benchmark:
        """What the chart draws; one figure alone is open to the side that is better."""
        low, high = self.low, self.high
        if low == high:
            low = None if kpi.direction is Direction.DOWN else low
            high = None if kpi.direction is not Direction.DOWN else high
        return Benchmark(low, high, self.short)


@dataclass(frozen=True)
class Compared:
    """Every benchmark of a KPI, those that are drawn, and the tokens of those asked for; `differs`
    where the address asks for others than are drawn for everybody."""

    every: tuple[Line, ...]
    drawn: tuple[Line, ...]
    ticked: tuple[str, ...]
    differs: bool = False

    @property
    def crowded(self) -> bool:
        """Whether more were asked for than the chart draws."""
        return len(self.ticked) > len(self.drawn)

    @property
    def problem(self) -> str:
        return TOO_MANY if self.crowded else ""

    @property
    def can_choose(self) -> bool:
        """Whether there is more than one that the chart can draw."""
        return sum(not one.lack for one in self.every) > 1

    @property
    def tokens(self) -> list[str]:
        return [one.token for one in self.drawn]

    @property
    def note(self) -> str:
        """Who says what the chart draws, by its letter where there are several."""
        if len(self.drawn) == 1:
            (one,) = self.drawn
            return f"Benchmark: {one.words.rstrip('.')}. {one.origins[0]}."
        told = [f"{name}: {one.words.rstrip('.')} ({one.short})" for name, one in self.lettered()]
        return f"Benchmarks: {'; '.join(told)}." if told else ""

    def lettered(self) -> Iterator[tuple[str, Line]]:
        return zip(LETTERS, self.drawn, strict=False)

    def letter(self, line: Line) -> str:
        """The letter beside the chart; none where only one is drawn."""
        several = len(self.drawn) > 1
        return next((name for name, one in self.lettered() if several and one == line), "")

    def bands(self, kpi: Kpi) -> tuple[Benchmark, ...]:
        return tuple(one.band(kpi) for one in self.drawn)


def compared(
    kpi: Kpi, kept: Sequence[Kept], chosen: Tokens = None, for_all: Tokens = None
) -> Compared:
    """Published ones first; without a choice those are drawn that are for everybody, and without
    these the one that suits an MSP best."""
    published = [published_line(n, one) for n, one in enumerate(kpi.benchmarks, start=1)]
    every = (*published, *(kept_line(kpi, one) for one in kept))
    best = to_compare(kpi.benchmarks)
    usual = asked_of(every, for_all)
    if for_all is None or (for_all and not usual):
        usual = [published[kpi.benchmarks.index(best)]] if best else []
    drawn = usual if chosen is None else asked_of(every, chosen)
    ticked = tuple(one.token for one in drawn)
    most = drawn[:MOST_BENCHMARKS]
    return Compared(every, tuple(most), ticked, differs=most != usual[:MOST_BENCHMARKS])


def asked_of(every: Sequence[Line], tokens: Tokens) -> list[Line]:
    """Those of these tokens that a chart can draw."""
    return [one for one in every if tokens and one.token in tokens and not one.lack]


def published_line(number: int, one: Published) -> Line:
    about = ", internal IT desks" if one.segment is Segment.DESK else ""
    return Line(
        token=f"published-{number}",
        title=f"{one.level.value.capitalize()}{about}",
        words=f"{one.words}. {one.note}" if one.note else one.words,
        low=one.low,
        high=one.high,
        origins=tuple(origin(source) for source in one.sources),
        short=short(one.sources[0]),
        lack=f"Counts {one.basis}, so it is not drawn." if one.basis else "",
    )


def origin(source: Source) -> str:
    told = f"{source.title}, {source.site}"
    told = f"{told}, {source.year}" if source.year else told
    return f"{told} ({source.sample})" if source.sample else told


def short(source: Source) -> str:
    return f"{source.site}, {source.year}" if source.year else source.site


def kept_line(kpi: Kpi, one: Kept) -> Line:
    return Line(
        token=str(one.id),
        title=f"{one.level.value.capitalize()}, {one.about}",
        words=reach(say(kpi), one.low, one.high),
        low=one.low,
        high=one.high,
        origins=(one.origin, f"Written down by {one.by} on {one.at:%-d %B %Y}"),
        short=f"{one.keeper}, {one.month.year}",
    )
