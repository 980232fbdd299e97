"""Clients of a coach, written straight into the database: as many as wanted, in any state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import insert

from app.accounts.models import Grant, Msp
from app.accounts.queries import practice_by_slug
from app.accounts.rules import slug_of
from app.checkins.models import WeekSigns
from app.clock import now
from app.criteria.models import Criterion
from app.db import db
from app.programs.facts import stored
from app.programs.health import RoadmapFacts
from app.programs.models import Phase, Program
from app.tenancy import new_id, scope_of
from tests import make
from tests.scopes import writing

TODAY = date(2026, 11, 23)
MONDAYS = [TODAY - timedelta(weeks=weeks) for weeks in range(1, 6)]
KPI = "resource_utilization_pct"
BASELINE, TARGET = 58.0, 68.0
PRACTICE = "beacon-row"


@dataclass(frozen=True)
class Client:
    """As the page would tell of it: `behind` the first plan and `silent` count days, `latest` is
    the last reading of a number that goes from 58% to 68%; None is a baseline to be set."""

    name: str
    behind: int = 0
    latest: float | None = 62
    silent: int = 4
    champion: str = "dave"
    phone: str = ""
    done: int = 3
    worse_weeks: int = 0

    @property
    def slug(self) -> str:
        return slug_of(self.name)


def add_clients(app: Flask, clients: Sequence[Client], practice: str | None = PRACTICE) -> None:
    """Each with a running program, let in by this practice or by none."""
    ids = {new_id(): client for client in clients}
    with writing(app), scope_of(ids):
        put(Msp, (msp(msp_id, client) for msp_id, client in ids.items()))
        found = practice_by_slug(practice) if practice else None
        if found is not None:
            put(Grant, ({"msp_id": i, "practice_id": found.id, "created_at": now()} for i in ids))
        run_programs(ids)
        db.session.commit()


def put(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    db.session.execute(insert(model), list(rows))


def msp(msp_id: UUID, client: Client) -> dict[str, Any]:
    told = {"name": client.name, "slug": client.slug, "phone": client.phone}
    return {"id": msp_id, **told, "created_at": now()}


def run_programs(clients: dict[UUID, Client]) -> None:
    programs = {msp_id: new_id() for msp_id in clients}
    put(Program, (program(i, programs[i], client) for i, client in clients.items()))
    put(Phase, (phase(msp_id, programs[msp_id]) for msp_id in clients))
    put(Criterion, (criterion(i, programs[i], client) for i, client in clients.items()))
    put(WeekSigns, (week(i, programs[i], monday) for i in clients for monday in MONDAYS))


def program(msp_id: UUID, program_id: UUID, client: Client) -> dict[str, Any]:
    end = make.END + timedelta(days=client.behind)
    return {
        "msp_id": msp_id,
        "id": program_id,
        "slug": "service-delivery",
        "name": "Service delivery",
        "template_key": "service-delivery",
        "champion_id": make.user(client.champion).id if client.champion else None,
        "champion_accepted_at": now(),
        "starts_on": make.START,
        "ends_on": end,
        "first_ends_on": make.END,
        "started_at": now(),
        "last_check_in_on": TODAY - timedelta(days=client.silent),
        "facts": stored(RoadmapFacts(client.done, 21, make.END, end)),
    }


def phase(msp_id: UUID, program_id: UUID) -> dict[str, Any]:
    days = {"starts_on": make.START, "ends_on": make.END}
    first = {f"first_{name}": day for name, day in days.items()}
    told = {"program_id": program_id, "key": "build", "name": "Build", "position": 1}
    return {"msp_id": msp_id, **told, **days, **first}


def criterion(msp_id: UUID, program_id: UUID, client: Client) -> dict[str, Any]:
    sunday = TODAY - timedelta(days=1)
    worse_since = sunday - timedelta(weeks=client.worse_weeks) if client.worse_weeks else None
    return {
        "msp_id": msp_id,
        "program_id": program_id,
        "kpi_key": KPI,
        "direction": "up",
        "starts_on": make.START,
        "due": make.END,
        "target": TARGET,
        "baseline": None if client.latest is None else BASELINE,
        "latest": client.latest,
        "latest_on": sunday,
        "worse_since": worse_since,
        "worse_from": 66.0 if worse_since else None,
    }


def week(msp_id: UUID, program_id: UUID, monday: date) -> dict[str, Any]:
    signs = {"roadmap": "ok", "criteria": "watch", "champion": "ok"}
    return {"msp_id": msp_id, "program_id": program_id, "week": monday, **signs}
