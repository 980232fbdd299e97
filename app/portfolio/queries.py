"""A coach's clients in a constant number of queries, whatever their number."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from app.accounts.models import Msp
from app.checkins.models import WeekSigns
from app.checkins.queries import PULSE_WEEKS, facts_of_champion
from app.checkins.rules import (
    WEEK,
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
from app.portfolio.basis import Basis, bases
from app.portfolio.rules import ClientFacts, WrongWay
from app.programs.facts import restored
from app.programs.health import roadmap_sign, slip
from app.programs.hold import Hold, hold_of
from app.programs.models import Phase, Program
from app.programs.rules import days_late

NO_PROGRAM = "No program yet"
WEEK_DAYS = 7


@dataclass(frozen=True)
class Client:
    """A client as the page shows it: its signs, its champion, and how far it is.

    `done` of `total` items; `elapsed` is the share of the program's time that has passed, in
    per cent; `behind` counts days behind the first plan, negative when ahead; `late` counts the
    days of the latest item. `hold` says how a program rests that is paused or closed.
    """

    facts: ClientFacts
    msp_id: UUID
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
    hold: str = ""


class Known:
    """Each MSP as a client, as it was put together last, with its basis."""

    def __init__(self) -> None:
        self.clients: dict[UUID, tuple[Basis, Client]] = {}

    def get(self, basis: Basis) -> Client | None:
        """The client of this very basis, if it is the last one."""
        made = self.clients.get(basis.msp_id)
        return made[1] if made and made[0] == basis else None

    def keep(self, basis: Basis, made: Client) -> None:
        self.clients[basis.msp_id] = basis, made


known = Known()


def clients(today: date) -> list[Client]:
    """Every client of the scope with its present program, by its short name: the newest that runs,
    else one that is paused, else a closed one.

    One query tells what changed since it was last asked for; two more read that in full.
    """
    present = bases(today)
    found = {one.msp_id: known.get(one) for one in present}
    changed = [one for one in present if found[one.msp_id] is None]
    if changed:
        found |= fresh(changed)
    return [one for one in found.values() if one]


def fresh(changed: Sequence[Basis]) -> dict[UUID, Client]:
    """Clients put together from their programs and criteria, and kept."""
    ids = [one.program_id for one in changed if one.program_id]
    programs = {row.id: row for row in db.session.execute(OF_THESE, {"ids": ids})}
    criteria = criteria_of(ids)
    found = {}
    for one in changed:
        program = programs.get(one.program_id)
        made = found[one.msp_id] = client(one, program, criteria[program.id] if program else ())
        known.keep(one, made)
    return found


IN_FULL = select(
    Program.id,
    Msp.zone,
    Program.closed_at,
    Program.paused_on,
    Program.resumes_on,
    Program.resumed_on,
    Program.days_paused,
    Program.starts_on,
    Program.ends_on,
    Program.facts,
    Program.champion_accepted_at,
    Program.last_check_in_on,
    Program.weeks_checked_in,
    Program.confidence,
)
OF_THESE = IN_FULL.join(Msp).where(Program.id.in_(bindparam("ids", expanding=True)))


def criteria_of(program_ids: Collection[UUID]) -> Mapping[UUID, list[Any]]:
    """The criteria of these programs as plain rows: thousands of them, read once and let go."""
    found: dict[UUID, list[Any]] = {one: [] for one in program_ids}
    columns = Criterion.__mapper__.columns.values()
    wanted = select(*columns).where(Criterion.program_id.in_(program_ids))
    for row in db.session.execute(wanted.order_by(Criterion.position)):
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


def client(basis: Basis, program: Any | None, aims: Sequence[Any]) -> Client:
    """A client out of its program and the criteria of it, as rows."""
    if program is None:
        return Client(no_program(basis.name), basis.msp_id, basis.slug, basis.phone)
    hold, today = hold_of(program, program.zone), basis.today
    if hold:
        return resting(basis, program, hold)
    turns = [turn for turn in map(wrong_way, aims) if turn]
    roadmap = restored(program.facts)
    champion = facts_of_champion(basis.champion, program)
    length = max((program.ends_on - program.starts_on).days, 1)
    facts = ClientFacts(
        name=basis.name,
        roadmap=roadmap_sign(roadmap, today),
        criteria=criteria_sign(judge(aims, today)),
        champion=champion_sign(champion, today),
        has_champion=bool(champion.name),
        days_silent=days_silent(champion, today) if program.starts_on <= today else None,
        wrong_way=max(turns, key=lambda turn: turn.weeks, default=None),
    )
    return Client(
        facts=facts,
        msp_id=basis.msp_id,
        slug=basis.slug,
        phone=basis.phone,
        champion=champion.name,
        program_id=program.id,
        week=week_number(program.starts_on, today),
        done=roadmap.done,
        total=roadmap.total,
        elapsed=100 * (today - program.starts_on).days / length,
        behind=slip(roadmap, today),
        late=days_late(roadmap.oldest_due, None, today),
    )


def resting(basis: Basis, program: Any, hold: Hold) -> Client:
    """A client whose program is paused or closed: how that stands, and nobody to call."""
    roadmap = restored(program.facts)
    signs = hold.signs(basis.today)
    return Client(
        facts=ClientFacts(basis.name, *signs, has_champion=True),
        msp_id=basis.msp_id,
        slug=basis.slug,
        phone=basis.phone,
        champion=basis.champion,
        program_id=program.id,
        done=roadmap.done,
        total=roadmap.total,
        hold=hold.says(basis.today),
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
    wanted = select(
        WeekSigns.program_id,
        WeekSigns.week,
        WeekSigns.roadmap,
        WeekSigns.criteria,
        WeekSigns.champion,
    ).where(WeekSigns.program_id.in_(program_ids), WeekSigns.week >= first)
    found: dict[UUID, list[State]] = {
        program_id: [State.NONE] * PULSE_WEEKS for program_id in program_ids
    }
    for program_id, week, *signs in db.session.execute(wanted):
        place = (week - first) // WEEK
        if place < PULSE_WEEKS:
            found[program_id][place] = worst(map(State, signs))
    return found
