"""A coach's home: whom to call today and why, and every client's signs."""

from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, g, render_template, request
from werkzeug.datastructures import MultiDict

from app.accounts.gate import needs
from app.accounts.peers import coached
from app.charts.strip import Strip, numbers
from app.criteria.forms import LEAN
from app.kpis.catalogue import Kpi, Scope
from app.kpis.library import catalogue
from app.numbers import peers
from app.planning.signs import State
from app.policy import Permission
from app.portfolio import queries
from app.portfolio.benchmarks import ChooseForm, compared
from app.portfolio.page import (
    ORDERS,
    SHOWN,
    Wish,
    behind_says,
    criteria_says,
    put_together,
    silence,
    where,
)
from app.portfolio.queries import Client
from app.tenancy import scope_of
from app.web.drawings import progress_bar, pulse
from app.web.filters import local_today
from app.web.htmx import wants_fragment
from app.web.spreadsheet import csv_file
from app.web.taken import taken

bp = Blueprint("portfolio", __name__)
LONGEST_NAME = 100
MOST_DIGITS = 4


@bp.get("/clients")
@needs(Permission.VIEW_PORTFOLIO)
def clients() -> str:
    today = local_today()
    portfolio = put_together(queries.clients(today), wish(), today)
    page = "portfolio/_table.html" if wants_fragment() else "portfolio/clients.html"
    return render_template(
        page, portfolio=portfolio, today=today, lines=lines(portfolio.clients, today)
    )


@bp.get("/benchmarks")
@needs(Permission.VIEW_PORTFOLIO)
def benchmarks() -> str:
    form = ChooseForm(MultiDict(request.args), catalogue().kpis.values())
    chosen = kpi_named(request.args.get("kpi", ""))
    clients, today = coached(g.user.id), local_today()
    kpis = [chosen] if chosen else list(filter(None, map(kpi_named, LEAN)))
    return render_template(
        "portfolio/benchmarks.html", form=form, chosen=chosen, shown=compared(kpis, clients, today)
    )


def kpi_named(key: str) -> Kpi | None:
    """A KPI that can be compared: of the catalogue, and read of a whole firm."""
    found = catalogue().kpis.get(key)
    return found if found and Scope.COMPANY in found.scopes else None


@bp.get("/benchmarks/<slug:kpi_key>/chart.png")
@needs(Permission.VIEW_PORTFOLIO, of=kpi_named)
def benchmark_png(kpi: Kpi) -> Response:
    return file_of(kpi, "png", peers.png)


@bp.get("/benchmarks/<slug:kpi_key>/chart.svg")
@needs(Permission.VIEW_PORTFOLIO, of=kpi_named)
def benchmark_svg(kpi: Kpi) -> Response:
    return file_of(kpi, "svg", peers.svg_file)


@bp.get("/benchmarks/<slug:kpi_key>/chart.csv")
@needs(Permission.VIEW_PORTFOLIO, of=kpi_named)
def benchmark_csv(kpi: Kpi) -> Response:
    return file_of(kpi, "csv", lambda chart: csv_file(numbers(chart)))


def file_of(kpi: Kpi, kind: str, draw: Callable[[Strip], bytes]) -> Response:
    (one,) = compared([kpi], coached(g.user.id), local_today())
    return taken(peers.digest(one.chart), f"{kpi.key}-clients.{kind}", lambda: draw(one.chart))


def wish() -> Wish:
    """What the address asks for; anything unknown is as if it were not there."""
    asked = request.args
    return Wish(
        show=asked.get("show", "") if asked.get("show") in SHOWN else "",
        words=asked.get("q", "")[:LONGEST_NAME].strip(),
        sort=asked.get("sort", "") if asked.get("sort") in ORDERS else "",
        number=page_number(asked.get("page", "")),
    )


def page_number(typed: str) -> int:
    """A page counted from 1; a page after the last one is the last one to who puts it together."""
    if not typed.isascii() or not typed.isdigit():
        return 1
    return max(int(typed[:MOST_DIGITS]), 1)


def lines(clients: tuple[Client, ...], today: date) -> list[dict[str, object]]:
    """The table's lines: the shown clients with their words and small drawings."""
    ids = [client.program_id for client in clients if client.program_id]
    with scope_of(client.msp_id for client in clients):
        phases, pulses = queries.phases_now(ids, today), queries.pulses(ids, today)
    return [line(client, phases, pulses) for client in clients]


def line(
    client: Client, phases: Mapping[UUID, str], pulses: Mapping[UUID, list[State]]
) -> dict[str, object]:
    program_id = client.program_id
    weeks = pulses.get(program_id, []) if program_id else []
    return {
        "client": client,
        "where": where(client, phases.get(program_id, "") if program_id else ""),
        "behind": behind_says(client),
        "criteria": criteria_says(client),
        "silence": silence(client),
        "pulse": pulse(weeks, "Week by week"),
        "bar": progress_bar(client.done, client.total, client.elapsed),
    }
