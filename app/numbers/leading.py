"""A leading indicator and its result: whether the one followed the other in the time expected."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from app.charts import kept
from app.charts.kpi_trend import Event as Flag
from app.charts.kpi_trend import Reading
from app.charts.pair import Pair, Panel, pair, pair_png
from app.kpis import library
from app.kpis import queries as kpis
from app.kpis.catalogue import Kpi
from app.kpis.links import Link
from app.kpis.queries import Point
from app.kpis.rules import too_few
from app.kpis.series import rhythm, series
from app.numbers.basis import EvidenceBasis
from app.numbers.findings import Measured, question, redefinitions, voice_of
from app.numbers.trend import MOST_EVENTS
from app.numbers.words import say
from app.planning.words import day
from app.stats import series as stats
from app.stats.finding import Event, Finding, finding
from app.stats.following import Follow, Following, following
from app.stats.words import following_words

SHOWN = timedelta(days=400)
TITLES = {
    Follow.NO_LEAD: "Nothing to follow yet",
    Follow.TOO_EARLY: "Too early to say",
    Follow.NOT_ENOUGH: "Not enough data",
    Follow.FIRST: "The result moved first",
    Follow.FOLLOWED: "The result followed in the time expected",
    Follow.LATER: "The result followed later than expected",
    Follow.NOT: "The result did not follow",
    Follow.AGAINST: "The result went the other way",
}


@dataclass(frozen=True)
class Side:
    """One of the two KPIs, with what was read and the improvements that moved it."""

    kpi: Kpi
    points: Sequence[Point]
    live: Mapping[UUID, Event]
    redefined: tuple[Event, ...] = ()

    @property
    def measured(self) -> Measured:
        judged = [one for one in self.points if not too_few(one.n, self.kpi.minimum_n)]
        cadence = rhythm(self.points, self.kpi.cadence)
        return Measured(self.kpi, cadence, stats.series(judged), self.redefined)

    def panel(self, since: date, moved: Finding | None) -> Panel:
        start = moved.since if moved else None
        shown = (one for one in self.points if one.ends_on >= since)
        return Panel(
            self.kpi.name,
            say(self.kpi),
            tuple(
                Reading(one.ends_on, one.value, too_few(one.n, self.kpi.minimum_n)) for one in shown
            ),
            self.kpi.decimals,
            start.ends_on if start else None,
        )


@dataclass(frozen=True)
class Leading:
    """A link as its page tells it."""

    link: Link
    lead: Kpi
    result: Kpi
    chart: Pair

    @property
    def picture(self) -> str:
        """The name of the chart; it changes when anything on it does."""
        panels = [
            (f.name, getattr(panel, f.name))
            for panel in (self.chart.lead, self.chart.result)
            for f in fields(Panel)
            if f.name != "say"
        ]
        rest = [(f.name, getattr(self.chart, f.name)) for f in fields(Pair) if f.name not in SIDES]
        return kept.digest("pair", self.link.lead, self.link.result, panels, rest)

    def svg(self, width: int) -> str:
        """The chart to stand inside a page."""
        return kept.svg(f"{self.picture}-{width}", lambda: pair(self.chart, "leading", width))

    def svg_file(self) -> bytes:
        """The chart as a file of its own."""
        return kept.as_file(self.svg(kept.WIDE)).encode()

    def png(self) -> bytes:
        return kept.drawings.get(f"{self.picture}-png", lambda: pair_png(self.chart, kept.WIDE))


IN_ORDER = {Follow.FOLLOWED, Follow.LATER}
SIDES = {"lead", "result"}


def chosen(
    links: Sequence[Link], other: str, readings: Mapping[str, Sequence[Point]]
) -> Link | None:
    """The link to the KPI that the address names; else the first of which both are measured."""
    named = (one for one in links if other in {one.lead, one.result})
    known = (one for one in links if readings.get(one.lead) and readings.get(one.result))
    return next(named, None) or next(known, None) or next(iter(links), None)


def leading(link: Link, lead: Side, result: Side, today: date) -> Leading:
    """Whether the result followed, after the latest improvement that moved its lead."""
    told = followed(link, lead, result, today)
    moved = told.lead if told else None
    since = today - SHOWN
    start = moved.since if moved else None
    chart = Pair(
        title=TITLES[told.answer] if told else TITLES[Follow.NO_LEAD],
        subtitle=f"{lead.kpi.name}, and {result.kpi.name} below it",
        sentence=sentence(told, lead, result, today),
        lead=lead.panel(since, moved),
        result=result.panel(since, told.result if told else None),
        today=today,
        expected=(start.starts_on, told.until) if told and start and told.until else None,
        events=flags([*lead.live.values(), *lead.redefined, *result.redefined], since),
        note=f"{link.why} A result is expected within {weeks(link)}; that time is our own "
        "assumption, no source gives one.",
    )
    return Leading(link, lead.kpi, result.kpi, chart)


def followed(link: Link, lead: Side, result: Side, today: date) -> Following | None:
    """What became of the latest change of the lead; None while nothing that moves it is live."""
    live = sorted(lead.live.items(), key=lambda pair: (pair[1].on, pair[1].name), reverse=True)
    of = lead.measured
    answers = [
        (id_, one, finding(question(of, one, lead.live.values(), today))) for id_, one in live
    ]
    moved = [answer for answer in answers if answer[2].since]
    if not answers:
        return None
    id_, change, found = (moved or answers)[0]
    others = {**result.live, id_: change}
    asked = question(result.measured, change, others.values(), today)
    return following(found, asked, link.within_days)


def sentence(told: Following | None, lead: Side, result: Side, today: date) -> str:
    if told is None:
        return (
            f"No improvement that moves {lead.kpi.name} is live yet, so there is nothing for "
            f"{result.kpi.name} to follow."
        )
    change, of = told.lead.question.go_live, result.measured
    words = following_words(
        told, lead.kpi.name, result.kpi.name, voice_of(of.kpi, of.rhythm, today)
    )
    mind = " The order fits; that is a sign, not a proof." if told.answer in IN_ORDER else ""
    return f"{change.name} went live on {day(change.on, today)}. {words}{mind}"


def flags(live: Iterable[Event], since: date) -> tuple[Flag, ...]:
    """The latest improvements and changes of definition, numbered in their order of time."""
    shown = sorted((one for one in live if one.on >= since), key=lambda one: (one.on, one.name))
    numbered = enumerate(shown[-MOST_EVENTS:], start=1)
    return tuple(
        Flag(one.on, number, f"{one.name} here" if one.redefines else f"{one.name} done")
        for number, one in numbered
    )


def weeks(link: Link) -> str:
    return f"{link.within_days // 7} weeks"


@dataclass(frozen=True)
class Partner:
    """A KPI that another is linked with; `comes_after` tells the result from the lead."""

    kpi: Kpi
    link: Link
    comes_after: bool


def partners(key: str) -> list[Partner]:
    """Every KPI that this one is linked with."""
    links = [(one, one.lead == key) for one in library.links_of(key)]
    kpis = library.catalogue().kpis
    return [Partner(kpis[one.result if after else one.lead], one, after) for one, after in links]


def leading_of(key: str, other: str, of: EvidenceBasis) -> Leading | None:
    """The page of a KPI beside the one that the address names; None for one without links."""
    links = library.links_of(key)
    readings = kpis.company_points({side for one in links for side in (one.lead, one.result)})
    link = chosen(links, other, readings)
    if link is None:
        return None
    sides = [side(one, readings[one], of) for one in (link.lead, link.result)]
    return leading(link, sides[0], sides[1], of.today)


def side(key: str, readings: Sequence[Point], of: EvidenceBasis) -> Side:
    kpi = library.catalogue().kpis[key]
    done = [one for moves, one in of.movers if moves == key and one.done_on]
    live = {one.id: Event(one.done_on, one.name) for one in done if one.done_on}
    redefined = redefinitions(one.starts_on for one in of.counted.get(key, ()))
    return Side(kpi, series(readings, kpi.cadence), live, redefined)
