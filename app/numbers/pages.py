"""The pages of KPIs, put together once and kept in memory while nothing changes."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from markupsafe import Markup

from app.charts.kept import NARROW, WIDE, Kept
from app.charts.kpi_trend import table
from app.charts.pair import table as table_of_pair
from app.charts.xmr import table as table_of_signals
from app.kpis import library
from app.kpis import queries as kpis
from app.kpis.forms import ReadingForm
from app.kpis.rules import Change
from app.numbers import carded, pictures, queries
from app.numbers.basis import (
    Basis,
    ListBasis,
    basis,
    evidence_basis,
    leading_basis,
    list_basis,
    named_alone,
)
from app.numbers.compared import Tokens
from app.numbers.evidence import evidence
from app.numbers.leading import leading_of, partners
from app.numbers.lines import YEAR, Listing, listing
from app.numbers.queries import Number
from app.numbers.ratios import worked
from app.numbers.scope_form import Choice
from app.numbers.scorecard import Grid, scorecard
from app.numbers.signals import Signals, signals
from app.numbers.story import Story, story
from app.numbers.words import (
    better_words,
    judged_words,
    last_period,
    period_title,
    period_words,
    unit_of,
)
from app.programs.models import Program
from app.web.csrf import csrf
from app.web.filters import local_today

SHOWN = 8
TREND, SIGNALS = "trend", "signals"
KEPT_BYTES = 16 * 1024 * 1024
TOKEN = Markup("<!-- the token of the person who asks -->")
kept = Kept(KEPT_BYTES)


def kpi_list(program: Program | None, rights: tuple[bool, bool, bool]) -> Markup:
    """The list of KPIs for somebody who may or may not enter all readings, manage criteria, and
    enter some readings."""
    of = list_basis(program, local_today())

    def draw() -> bytes:
        list_ = listed(of)
        may_enter, may_manage, may_type = rights
        body = render_template(
            "kpis/_list.html",
            program=program,
            list=list_,
            Change=Change,
            may_enter=may_enter,
            may_manage=may_manage,
            may_type=may_type,
        )
        return body.encode()

    return made(kept.get(f"{of.name}-{rights}", draw))


def listed(of: ListBasis) -> Listing:
    """Every KPI with its readings of the last year."""
    moved = [one.kpi_key for one in of.moved]
    points = kpis.recent_points(of.today - YEAR)
    return listing(library.known(), points, of.criteria, moved, of.agreed, of.today)


def scorecard_body(program: Program | None) -> Markup:
    """The numbers in use, over the latest weeks and months."""
    of = list_basis(program, local_today())

    def draw() -> bytes:
        grids = grids_of(of)
        told = carded.sentence(grids)
        page = "kpis/_scorecard.html"
        return render_template(page, grids=grids, told=told, today=of.today).encode()

    return made(kept.get(f"{of.name}-scorecard", draw))


def grids_of(of: ListBasis) -> list[Grid]:
    """The scorecard that the page and its files are made of."""
    return scorecard(listed(of), of.today, kpis.judgements(of.today - YEAR))


def evidence_body(program: Program) -> Markup:
    """What each improvement of a program that went live did to its numbers."""
    of = evidence_basis(program, local_today())

    def draw() -> bytes:
        found = evidence(of.movers, of.counted, of.today)
        return render_template("kpis/_evidence.html", program=program, found=found).encode()

    return made(kept.get(of.name, draw))


def leading_body(number: Number, other: str) -> Markup:
    """A KPI beside its result, or beside what leads it."""
    of = leading_basis(number, other, local_today())

    def draw() -> bytes:
        told = leading_of(number.kpi.key, other, of)
        shown = (
            {
                "wide": drawing(told.svg(WIDE)),
                "narrow": drawing(told.svg(NARROW)),
                "table": table_of_pair(told.chart),
            }
            if told
            else {}
        )
        body = render_template(
            "kpis/_leading.html",
            kpi=number.kpi,
            told=told,
            partners=partners(number.kpi.key),
            **shown,
        )
        return body.encode()

    return made(kept.get(of.name, draw))


@dataclass(frozen=True)
class Asked:
    """Whether somebody may enter a KPI's readings, and look after the KPI itself; and whose
    numbers they may choose, and which benchmarks they chose to draw."""

    may_enter: bool
    may_care: bool
    scopes: Choice
    benchmarks: Tokens = None

    @property
    def name(self) -> str:
        return f"{self.may_enter}-{self.may_care}-{named_alone(self.scopes.name)}"


def kpi_body(number: Number, asked: Asked, show_all: bool, view: str = TREND) -> Markup:
    """One KPI with an empty form; `view` is its trend or its signals."""
    of = basis(number, local_today(), asked.benchmarks)

    def draw() -> bytes:
        shown = kpi_page(of, asked, show_all=show_all, view=view)
        return render_template("kpis/_kpi.html", csrf=lambda: TOKEN, **shown).encode()

    return made(kept.get(f"{of.name}-{asked.name}-{show_all}-{view}", draw))


def kpi_again(number: Number, asked: Asked, form: ReadingForm) -> Markup:
    """One KPI with the form that needs another look."""
    shown = kpi_page(basis(number, local_today()), asked, form=form)
    return made(render_template("kpis/_kpi.html", **shown).encode())


def made(body: bytes) -> Markup:
    """A part of a page as it is sent: with the token of this person in its forms."""
    text = body.decode()
    return Markup(text.replace(TOKEN, csrf()) if TOKEN in text else text)  # noqa: S704 our own


def kpi_page(
    of: Basis,
    asked: Asked,
    show_all: bool = False,
    form: ReadingForm | None = None,
    view: str = TREND,
) -> dict[str, Any]:
    """What the page of one KPI shows."""
    told, today = story(of), of.today
    odd = signals(told, today)
    shown = told.readings if show_all else told.readings[:SHOWN]
    return {
        "story": told,
        "kpi": told.kpi,
        "unit": unit_of(told.kpi),
        "owners": of.owners,
        "definition": of.definitions[0] if of.definitions else None,
        "may_enter": asked.may_enter and not told.kpi.is_computed,
        "may_care": asked.may_care,
        "scopes": asked.scopes,
        "about": of.number.about,
        "compared": of.compared,
        "worked": worked(told.kpi),
        "view": view,
        "signals": odd,
        **(figure(told) if view == TREND else figure_of_signals(odd)),
        "better": better_words(told.kpi),
        "linked": of.number.about.is_firm and bool(library.links_of(told.kpi.key)),
        "shown": shown,
        "form": form or empty_form(told),
        "formula": queries.formula_text(told.kpi.key),
        "period": lambda one: period_words(one.starts_on, one.ends_on, today),
        "judged": lambda one: judged_words(told.kpi, one, today),
        "Period": lambda one: period_title(one.starts_on, one.ends_on, today),
    }


def figure(told: Story) -> dict[str, Any]:
    """The trend at both widths, with its table."""
    wide, narrow = (pictures.svg(told.trend, told.picture, width) for width in (WIDE, NARROW))
    return {"wide": drawing(wide), "narrow": drawing(narrow), "table": table(told.trend)}


def figure_of_signals(odd: Signals) -> dict[str, Any]:
    """The control chart at both widths, with its table."""
    return {
        "wide": drawing(odd.svg(WIDE)),
        "narrow": drawing(odd.svg(NARROW)),
        "table": table_of_signals(odd.chart),
    }


def drawing(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 our own drawing


def empty_form(told: Story) -> ReadingForm:
    """The form for the latest period that is over."""
    today = local_today()
    starts_on, ends_on = last_period(told.rhythm, today)
    return ReadingForm(told.kpi, today, starts_on=starts_on, ends_on=ends_on)


def sent_form(number: Number, sent: Any) -> ReadingForm:
    return ReadingForm(number.kpi, local_today(), typed=sent)
