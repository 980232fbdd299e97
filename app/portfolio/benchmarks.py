"""A coach's clients beside each other on a few KPIs: every one by name, and the middle half."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from markupsafe import Markup
from wtforms import SelectField

from app.accounts.peers import Coached
from app.charts.kept import NARROW, WIDE
from app.charts.strip import Mark, Strip
from app.criteria.forms import grouped
from app.kpis.catalogue import Direction, Kpi, Scope
from app.kpis.peers import Compared, Latest, Spread, compare, place
from app.kpis.rules import meets
from app.numbers.peers import latest_across, middle_words, strip_of, svg
from app.numbers.words import period_words, say, target_words
from app.planning.words import counted
from app.web.forms import Form


class ChooseForm(Form):
    """Which KPI is looked at."""

    kpi = SelectField("KPI")

    def __init__(self, typed: Any, kpis: Iterable[Kpi]) -> None:
        super().__init__(typed)
        named = grouped([kpi for kpi in kpis if Scope.COMPANY in kpi.scopes])
        self.kpi.choices = {"": {"": "The three LEAN results"}, **named}


@dataclass(frozen=True)
class Row:
    """A client with its latest reading, and where it stands or why it is not compared."""

    client: Coached
    value: str
    period: str
    stands: str


@dataclass(frozen=True)
class Shown:
    """One KPI over all clients: the chart, a row for each that reads it, and how many do not."""

    kpi: Kpi
    chart: Strip
    middle: str
    rows: Sequence[Row]
    silent: int
    agreed: int

    @property
    def id(self) -> str:
        return f"of-{self.kpi.key.replace('_', '-')}"

    @property
    def note(self) -> str:
        """The middle half in words, and how many of those compared let peers count them."""
        return f"{self.middle} {self.agreed} of them agreed to be compared among peers.".strip()

    @property
    def wide(self) -> Markup:
        return Markup(svg(self.chart, self.id, WIDE))  # noqa: S704 our own drawing

    @property
    def narrow(self) -> Markup:
        return Markup(svg(self.chart, self.id, NARROW))  # noqa: S704 our own drawing


def compared(kpis: Collection[Kpi], clients: Sequence[Coached], today: date) -> list[Shown]:
    """Each of these KPIs over the clients in scope; the statements do not grow with them."""
    found = latest_across(kpis, today)
    by_id = {one.msp_id: one for one in clients}
    return [shown(kpi, found[kpi.key], by_id, today) for kpi in kpis]


def shown(kpi: Kpi, found: Sequence[Latest], clients: Mapping[UUID, Coached], today: date) -> Shown:
    among = compare(kpi, found, today)
    marks = tuple(
        Mark(one.value, clients[one.msp_id].name)
        for one in sorted(among.counted.values(), key=lambda one: clients[one.msp_id].name)
    )
    way = 1 if kpi.direction is Direction.DOWN else -1
    best_first = sorted(found, key=lambda one: (one.msp_id in among.left_out, way * one.value))
    return Shown(
        kpi=kpi,
        chart=strip_of(kpi, among, marks, among.spread, title(kpi, among)),
        middle=middle_words(kpi, among.spread),
        rows=[row(kpi, one, among, clients[one.msp_id], today) for one in best_first],
        silent=len(clients) - len(found),
        agreed=sum(clients[msp_id].agreed for msp_id in among.counted),
    )


def title(kpi: Kpi, among: Compared) -> str:
    """What the chart shows: how many reach the usual target, where the catalogue names one."""
    if not among.counted:
        return f"No client has a reading of {kpi.name} to compare"
    judged = [
        meets(one.value, kpi.direction, kpi.target, kpi.band) for one in among.counted.values()
    ]
    total = counted(len(judged), "client")
    if None in judged:
        return f"{total} beside each other" if among.spread is None else half(kpi, among.spread)
    usual = target_words(kpi, kpi.target, kpi.band, kpi.direction)
    return f"{sum(map(bool, judged)) or 'None'} of {total} at the usual target, {usual}"


def half(kpi: Kpi, of: Spread) -> str:
    low, high = (say(kpi)(edge) for edge in (of.low, of.high))
    return f"Half of {counted(of.n, 'client')} read {low} to {high}"


def row(kpi: Kpi, one: Latest, among: Compared, client: Coached, today: date) -> Row:
    period = period_words(one.starts_on, one.ends_on, today)
    why = among.left_out.get(one.msp_id)
    if why:
        stands = f"Not compared: {why}"
    else:
        stands = place(one.value, among.spread, kpi).capitalize() if among.spread else ""
    return Row(client, say(kpi)(one.value), period, stands)
