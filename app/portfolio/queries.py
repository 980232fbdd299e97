"""A coach's clients in a constant number of queries, whatever their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Msp, User
from app.checkins.models import WeekSigns
from app.checkins.queries import PULSE_WEEKS
from app.checkins.rules import (
    WEEK,
    ChampionFacts,
    champion_sign,
    days_silent,
    monday,
    week_number,
)
from app.criteria.models import Criterion
from app.criteria.queries import judge
from app.criteria.rules import criteria_sign
from app.db import db
from app.kpis.library import kpi
from app.kpis.rules import show
from app.planning.signs import Sign, State, worst
from app.portfolio.rules import ClientFacts, WrongWay
from app.programs.facts import restored
from app.programs.health import roadmap_sign, slip
from app.programs.models import Phase, Program
from app.programs.rules import days_late
from app.tenancy import current_scope

NO_PROGRAM = "No program yet"
WEEK_DAYS = 7


@dataclass(frozen=True)
class Client:
    """A client as the page shows it: its signs, its champion, and how far it is.

    `done` of `total` items; `elapsed` is the share of the program's time that has passed, in
    per cent; `behind` counts days behind the first plan, negative when ahead; `late` counts the
    days of the latest item.
    """

    facts: ClientFacts
    slug: str
    phone: str
    champion: str = ""
    program_id: UUID | None = None
    week: int = 0
    done: int = 0
    total: int = 0
    elapsed: float = 0.0
    behind: int = 0
    late: int = 0


def clients(today: date) -> list[Client]:
    """Every client of the scope with its newest running program, in three queries."""
    programs = newest_programs()
    criteria = criteria_by_program(programs.values())
    wanted = select(Msp.id, Msp.name, Msp.slug, Msp.phone).where(Msp.id.in_(current_scope()))
    return [
        client(msp, programs.get(msp.id), criteria, today)
        for msp in db.session.execute(wanted.order_by(Msp.slug))
    ]


def newest_programs() -> dict[UUID, Any]:
    """For each MSP of the scope its newest running program."""
    wanted = (
        select(
            Program.msp_id,
            Program.id,
            Program.starts_on,
            Program.ends_on,
            Program.facts,
            Program.champion_accepted_at,
            Program.last_check_in_on,
            Program.weeks_checked_in,
            Program.confidence,
            User.name.label("champion"),
        )
        .outerjoin(User, User.id == Program.champion_id)
        .where(Program.closed_at.is_(None))
        .order_by(Program.started_at, Program.id)
    )
    return {row.msp_id: row for row in db.session.execute(wanted)}


def criteria_by_program(programs: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    """The criteria of these programs as plain rows: thousands of them, read once and let go."""
    found: dict[UUID, list[Any]] = {program.id: [] for program in programs}
    columns = Criterion.__mapper__.columns.values()
    for row in db.session.execute(select(*columns).order_by(Criterion.position)):
        if row.program_id in found:
            found[row.program_id].append(row)
    return found


def wrong_way(row: Any) -> WrongWay | None:
    """How long a criterion's readings have been getting worse, in words of its KPI."""
    definition = kpi(row.kpi_key)
    if row.worse_since is None or row.latest_on is None or definition is None:
        return None
    weeks = (row.latest_on - row.worse_since).days // WEEK_DAYS
    was, now = (show(v, definition.unit, definition.decimals) for v in (row.worse_from, row.latest))
    return WrongWay(definition.name, weeks, was, now)


def client(
    msp: Any,
    program: Any | None,
    criteria: Mapping[UUID, list[Any]],
    today: date,
) -> Client:
    if program is None:
        return Client(no_program(msp.name), msp.slug, msp.phone)
    aims = criteria[program.id]
    turns = [turn for turn in map(wrong_way, aims) if turn]
    roadmap = restored(program.facts)
    champion = champion_facts(program)
    length = max((program.ends_on - program.starts_on).days, 1)
    facts = ClientFacts(
        name=msp.name,
        roadmap=roadmap_sign(roadmap, today),
        criteria=criteria_sign(judge(aims, today)),
        champion=champion_sign(champion, today),
        has_champion=bool(champion.name),
        days_silent=days_silent(champion, today) if program.starts_on <= today else None,
        wrong_way=max(turns, key=lambda turn: turn.weeks, default=None),
    )
    return Client(
        facts=facts,
        slug=msp.slug,
        phone=msp.phone,
        champion=champion.name,
        program_id=program.id,
        week=week_number(program.starts_on, today),
        done=roadmap.done,
        total=roadmap.total,
        elapsed=100 * (today - program.starts_on).days / length,
        behind=slip(roadmap, today),
        late=days_late(roadmap.oldest_due, None, today),
    )


def champion_facts(program: Any) -> ChampionFacts:
    return ChampionFacts(
        name=program.champion or "",
        start=program.starts_on,
        last_check_in=program.last_check_in_on,
        weeks_checked_in=program.weeks_checked_in,
        confidence=program.confidence,
        accepted=program.champion_accepted_at is not None,
    )


def no_program(name: str) -> ClientFacts:
    """An MSP that has not started: no sign has anything to say yet."""
    roadmap, criteria, champion = (
        Sign(key, title, State.NONE, NO_PROGRAM)
        for key, title in (
            ("roadmap", "Roadmap"),
            ("criteria", "Success criteria"),
            ("champion", "Champion"),
        )
    )
    return ClientFacts(name, roadmap, criteria, champion, has_champion=True)


def phases_now(program_ids: Sequence[UUID], today: date) -> dict[UUID, str]:
    """The phase that each of these programs is in: the last one that has begun."""
    wanted = (
        select(Phase.program_id, Phase.name)
        .where(Phase.program_id.in_(program_ids), Phase.starts_on <= today)
        .order_by(Phase.starts_on, Phase.position)
    )
    return {row.program_id: row.name for row in db.session.execute(wanted)}


def pulses(program_ids: Sequence[UUID], today: date) -> dict[UUID, list[State]]:
    """The worst sign of each of the last twelve weeks, oldest first; a week without is no data."""
    first = monday(today) - (PULSE_WEEKS - 1) * WEEK
    wanted = select(WeekSigns).where(WeekSigns.program_id.in_(program_ids), WeekSigns.week >= first)
    found: dict[UUID, list[State]] = {
        program_id: [State.NONE] * PULSE_WEEKS for program_id in program_ids
    }
    for row in db.session.scalars(wanted):
        place = (row.week - first) // WEEK
        if place < PULSE_WEEKS:
            signs = (State(row.roadmap), State(row.criteria), State(row.champion))
            found[row.program_id][place] = worst(signs)
    return found
