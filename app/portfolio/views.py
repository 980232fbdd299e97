"""A coach's home: whom to call today and why, and every client's signs."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from flask import Blueprint, render_template, request

from app.accounts.gate import needs
from app.planning.signs import State
from app.policy import Permission
from app.portfolio import queries
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
