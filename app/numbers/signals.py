"""What stands out in a KPI's readings, and whether each improvement that went live moved it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

from app.charts import kept
from app.charts.xmr import Xmr, xmr, xmr_png
from app.criteria.models import Criterion
from app.kpis.bounds import bounds
from app.numbers.control import Control, drawn, lack
from app.numbers.findings import Measured, Told, findings, redefinitions, voice_of
from app.numbers.story import Story
from app.numbers.trend import Mover
from app.stats.chart import Stage, chart
from app.stats.control import LEAST_POINTS, restored
from app.stats.finding import Event
from app.stats.series import series


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
    """The limits begin anew where an improvement that moves this KPI went live or it was redefined.

    Those that were frozen with a baseline hold from its first day until then. Readings of too small
    a sample are left out: they would widen every range.
    """
    judged = [one for one in told.points if not told.is_small(one)]
    redefined, live = redefinitions(one.on for one in told.redefined), went_live(told)
    of = Measured(told.kpi, told.rhythm, series(judged), redefined)
    begun = [Stage(one.on) for one in (*live.values(), *redefined)]
    segments = chart(of.values, [*begun, *frozen(told.criterion, of)], bounds(of.kpi))
    found = Control(of.values, segments, len(told.points) - len(judged))
    shown = drawn(told, found, voice_of(of.kpi, of.rhythm, today), today)
    return Signals(shown, findings(of, live, today), lack(found))


def frozen(criterion: Criterion | None, of: Measured) -> Iterator[Stage]:
    """The limits of a baseline, from its first day, where the readings they are of are charted."""
    if criterion is None or criterion.baseline_from is None or criterion.baseline_to is None:
        return
    lower, upper, level = criterion.baseline_lower, criterion.baseline_upper, criterion.baseline
    n = len(of.values.ending(criterion.baseline_from, criterion.baseline_to).points)
    if lower is None or upper is None or level is None or n < LEAST_POINTS:
        return
    kept = restored(level, (lower, upper), n, bounds(of.kpi))
    yield Stage(criterion.baseline_from, frozen=kept)


def went_live(told: Story) -> Mapping[UUID, Event]:
    """The improvements of the chart that are done, by their ids, in their order of time."""
    movers = [one for one in told.flagged if isinstance(one, Mover)]
    return {one.id: Event(one.done_on, one.name) for one in movers if one.done_on}
