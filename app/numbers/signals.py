"""What stands out in a KPI's readings, and whether each improvement that went live moved it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from app.charts import kept
from app.charts.xmr import Xmr, xmr, xmr_png
from app.kpis.catalogue import Kpi, Unit
from app.kpis.possible import ABOVE_100, may_be_negative
from app.kpis.rules import Change, change, rounded
from app.numbers.control import Control, drawn, lack
from app.numbers.story import Story
from app.numbers.words import PERIODS, period_words, say_level
from app.stats.chart import Stage, chart
from app.stats.control import Bounds
from app.stats.finding import Event, Question, finding
from app.stats.series import Point, Series, series
from app.stats.words import Voice, sentence


@dataclass(frozen=True)
class Told:
    """What is known of one improvement that went live."""

    id: UUID
    name: str
    on: date
    sentence: str


@dataclass(frozen=True)
class Signals:
    """The control chart of a KPI and the findings with it; `lack` says why there is no range."""

    chart: Xmr
    findings: Sequence[Told]
    lack: str

    @property
    def picture(self) -> str:
        """The name of the chart; it changes when anything on it does."""
        told = [(f.name, getattr(self.chart, f.name)) for f in fields(Xmr) if f.name != "say"]
        return kept.digest("signals", self.chart.say(1.0), told)

    def svg(self, width: int) -> str:
        """The chart to stand inside a page."""
        name = f"{self.picture}-{width}"
        return kept.svg(name, lambda: xmr(self.chart, "signals", width))

    def svg_file(self) -> bytes:
        """The chart as a file of its own."""
        return kept.as_file(self.svg(kept.WIDE)).encode()

    def png(self) -> bytes:
        return kept.drawings.get(f"{self.picture}-png", lambda: xmr_png(self.chart, kept.WIDE))


def signals(told: Story, today: date) -> Signals:
    """The limits begin anew where an improvement that moves this KPI went live.

    Readings of too small a sample are left out: they would widen every range.
    """
    kpi = told.kpi
    judged = [one for one in told.points if not told.is_small(one)]
    values, live = series(judged), went_live(told)
    segments = chart(values, [Stage(one.on) for one in live.values()], bounds(kpi))
    found = Control(values, segments, len(told.points) - len(judged))
    voice, others = voice_of(told, today), live.values()
    return Signals(
        drawn(told, found, voice, today),
        [
            Told(
                id_,
                one.name,
                one.on,
                sentence(finding(question(kpi, values, one, others, today)), voice),
            )
            for id_, one in live.items()
        ],
        lack(found),
    )


def went_live(told: Story) -> Mapping[UUID, Event]:
    """The improvements of the chart that are done, by their ids, in their order of time."""
    done = [one for one in told.flagged if one.done_on is not None]
    return {one.id: Event(one.done_on, one.name) for one in done if one.done_on}


def question(
    kpi: Kpi, values: Series, asked: Event, live: Collection[Event], today: date
) -> Question:
    """Did the KPI move after an improvement went live, beside the others that did?"""
    return Question(
        values=values,
        go_live=asked,
        today=today,
        better=better(kpi),
        others=tuple(event for event in live if event is not asked),
        bounds=bounds(kpi),
    )


def bounds(kpi: Kpi) -> Bounds:
    """The lowest and the highest value that the KPI can have."""
    is_share = kpi.unit is Unit.PERCENT and kpi.key not in ABOVE_100
    return Bounds(None if may_be_negative(kpi) else 0.0, 100.0 if is_share else None)


def better(kpi: Kpi) -> Callable[[float, float], bool | None]:
    """Whether the later of two values is better; None where neither way is."""
    ways = {Change.BETTER: True, Change.WORSE: False}
    return lambda was, now: ways.get(change(was, now, kpi.direction, kpi.band))


def voice_of(told: Story, today: date) -> Voice:
    """How this KPI is talked about."""

    def period(one: Point) -> str:
        words = period_words(one.starts_on, one.ends_on, today)
        return f"the {words}" if words.startswith("week") else words

    return Voice(say_level(told.kpi), gap(told.kpi), PERIODS[told.rhythm], period)


def gap(kpi: Kpi) -> Callable[[float], str]:
    """How far two values lie apart, in words: percents differ by points, the rest by their unit."""
    if kpi.unit is not Unit.PERCENT:
        return say_level(kpi)
    return lambda size: f"{rounded(size, max(kpi.decimals, 1)):f} points"
