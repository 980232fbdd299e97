"""Published figures to compare with, each with the source it stands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.tomlfile import Table


class Strength(StrEnum):
    """A: survey or data set of a stated size. B: a practitioner's own target. C: a claim."""

    A = "A"
    B = "B"
    C = "C"


class Segment(StrEnum):
    """Whose figures: managed service providers, or internal IT service desks."""

    MSP = "msp"
    DESK = "desk"


class Level(StrEnum):
    TYPICAL = "typical"
    GOOD = "good"
    BEST = "best"


RANKED = (Level.GOOD, Level.BEST, Level.TYPICAL)


@dataclass(frozen=True)
class Source:
    """Where a figure stands in print; `year` is 0 when the page does not say."""

    code: str
    title: str
    site: str
    strength: Strength
    year: int
    sample: str


@dataclass(frozen=True)
class Benchmark:
    """A published figure: from `low` to `high`, open where one is None, equal for one value.

    `basis` says what the figure counts where that is not quite what the KPI counts.
    """

    kpi: str
    segment: Segment
    level: Level
    low: float | None
    high: float | None
    words: str
    note: str
    basis: str
    sources: tuple[Source, ...]

    @property
    def comparable(self) -> bool:
        """Whether the figure is on the KPI's own scale and may be drawn beside its readings."""
        return not self.basis

    @property
    def strength(self) -> Strength:
        """That of the strongest source."""
        return min(source.strength for source in self.sources)


def to_compare(published: Iterable[Benchmark]) -> Benchmark | None:
    """Of what is published on MSPs: good before best, a band before a figure, surveys first."""
    fitting = [one for one in published if one.segment is Segment.MSP and one.comparable]
    return min(
        fitting,
        key=lambda one: (RANKED.index(one.level), one.low == one.high, one.strength),
        default=None,
    )


def read_benchmarks(tables: Iterable[Table]) -> tuple[dict[str, Source], tuple[Benchmark, ...]]:
    """Sources may stand in any file of the folder, so they are read before the figures."""
    tables = tuple(tables)
    sources: dict[str, Source] = {}
    for table in tables:
        for source in read_sources(table):
            if source.code in sources:
                raise table.problem(source.code, "another source has this code.")
            sources[source.code] = source
    published = [one for table in tables for one in read_figures(table, sources)]
    return sources, tuple(published)


def read_sources(table: Table) -> list[Source]:
    return [read_source(one) for one in table.tables("sources", "code", optional=True)]


def read_source(table: Table) -> Source:
    source = Source(
        code=table.text("code"),
        title=table.text("title"),
        site=table.text("site"),
        strength=table.choice("strength", Strength),
        year=table.whole("year", 0),
        sample=table.text("sample", ""),
    )
    table.close()
    return source


def read_figures(table: Table, sources: dict[str, Source]) -> list[Benchmark]:
    figures = table.tables("benchmarks", "kpi", optional=True)
    found = [read_benchmark(one, sources) for one in figures]
    table.close()
    return found


def read_benchmark(table: Table, sources: dict[str, Source]) -> Benchmark:
    low, high = read_span(table)
    benchmark = Benchmark(
        kpi=table.text("kpi"),
        segment=table.choice("segment", Segment),
        level=table.choice("level", Level),
        low=low,
        high=high,
        words=table.text("words"),
        note=table.text("note", ""),
        basis=table.text("basis", ""),
        sources=cited(table, "sources", sources),
    )
    table.close()
    if not benchmark.sources:
        raise table.problem("sources", "a number without a source is not shipped.")
    return benchmark


def read_span(table: Table) -> tuple[float | None, float | None]:
    value, low, high = table.number("value"), table.number("low"), table.number("high")
    if value is not None:
        low = high = value
    if low is None and high is None:
        raise table.problem("value", "write value, low or high.")
    if low is not None and high is not None and low > high:
        raise table.problem("low", "low is at most high.")
    return low, high


def cited(table: Table, key: str, sources: dict[str, Source]) -> tuple[Source, ...]:
    codes = table.texts(key, ())
    unknown = [code for code in codes if code not in sources]
    if unknown:
        raise table.problem(key, f"no source has the code {unknown[0]}.")
    return tuple(sources[code] for code in codes)
