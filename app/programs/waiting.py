"""What waits for somebody besides their tasks, such as a sign-off or a number to enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Exists,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.accounts.models import Membership, Msp
from app.criteria.models import Criterion
from app.db import Id, db
from app.kpis import library
from app.kpis.catalogue import Cadence, Scope
from app.kpis.models import Owners, OwnKpi, Reading
from app.planning.gates import Deed
from app.policy import Role
from app.programs.models import (
    Mention,
    Note,
    Phase,
    Program,
    SignOff,
    Sop,
    SopReader,
    SopSignature,
    Task,
)
from app.programs.queries import RUNNING

MOST = 12
ONE_DAY = timedelta(days=1)
PERSON = bindparam("person", type_=Id())
SUNDAY, MONTH = bindparam("sunday", type_=Date()), bindparam("month", type_=Date())
QUARTER = bindparam("quarter", type_=Date())
"""The last days of the last whole week, month and quarter."""
BEGINS = {name: bindparam(f"{name}_begins", type_=Date()) for name in ("month", "quarter")}
KEYS: dict[Cadence, Any] = {
    pace: bindparam(f"{pace.value}_keys", expanding=True) for pace in Cadence
}
"""The KPIs of the catalogue that are measured of the firm, by their rhythm."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: a program to lead, a comment that names the person, a SOP to sign, a
    sign-off, or so many numbers, of a program or of an MSP."""

    kind: str
    id: UUID
    msp_slug: str
    msp_name: str
    program: str
    name: str
    count: int


def waiting_for(person_id: UUID, today: date) -> Sequence[Waiting]:
    """What waits for a person at every MSP in scope; one statement."""
    asked = {"person": person_id, **ended(today), **keys()}
    return [Waiting(*row) for row in db.session.execute(EVERYTHING, asked)]


def ended(today: date) -> dict[str, date]:
    """The last days of the last whole week, month and quarter, and when the latter began."""
    month = today.replace(day=1) - ONE_DAY
    this_quarter = date(today.year, today.month - (today.month - 1) % 3, 1)
    quarter = this_quarter - ONE_DAY
    return {
        "sunday": today - timedelta(days=today.weekday() + 1),
        "month": month,
        "month_begins": month.replace(day=1),
        "quarter": quarter,
        "quarter_begins": date(quarter.year, quarter.month - 2, 1),
    }


@cache
def keys() -> dict[str, list[str]]:
    shipped = [one for one in library.catalogue().kpis.values() if Scope.COMPANY in one.scopes]
    return {
        f"{pace.value}_keys": [one.key for one in shipped if one.cadence is pace]
        for pace in Cadence
    }


def waits(
    kind: str, thing: Any, name: Any, count: Any = None, program: Any = Program.slug
) -> Select[Any]:
    return select(
        literal(kind).label("kind"),
        thing.label("id"),
        Msp.slug.label("slug"),
        Msp.name.label("msp"),
        program.label("program"),
        cast(name, String(200)).label("name"),
        (literal(1) if count is None else count).label("count"),
    )


def programs_to_lead() -> Select[Any]:
    """Programs whose champion the person is asked to be, and has not answered."""
    chosen = and_(Program.champion_id == PERSON, Program.champion_accepted_at.is_(None))
    return (
        waits("lead", Program.id, Program.name)
        .join(Msp, Msp.id == Program.msp_id)
        .where(or_(Program.asked_id == PERSON, chosen), *RUNNING)
    )


def mentions() -> Select[Any]:
    """Tasks with comments that name the person, and that they have not seen or answered."""
    return (
        waits("mention", Task.id, Task.title, func.count(Mention.id))
        .select_from(Mention)
        .join(Note, and_(Note.msp_id == Mention.msp_id, Note.id == Mention.note_id))
        .join(Task, and_(Task.msp_id == Note.msp_id, Task.id == Note.task_id))
        .join(Program, and_(Program.msp_id == Task.msp_id, Program.id == Task.program_id))
        .join(Msp, Msp.id == Task.msp_id)
        .where(Mention.user_id == PERSON, Mention.seen_at.is_(None), *RUNNING)
        .group_by(Task.id, Task.title, Msp.slug, Msp.name, Program.slug)
    )


def signatures() -> Select[Any]:
    """SOPs that the person is asked to sign, and has not signed as they are now; beside a task that
    is done too, as its SOP may change later, but not beside one that was set aside."""
    signed = exists().where(
        SopSignature.msp_id == Sop.msp_id,
        SopSignature.sop_id == Sop.id,
        SopSignature.user_id == PERSON,
        SopSignature.number >= Sop.asked,
    )
    return (
        waits("sign", Task.id, Task.title)
        .select_from(SopReader)
        .join(Sop, and_(Sop.msp_id == SopReader.msp_id, Sop.id == SopReader.sop_id))
        .join(Task, and_(Task.msp_id == Sop.msp_id, Task.id == Sop.task_id))
        .join(Program, and_(Program.msp_id == Task.msp_id, Program.id == Task.program_id))
        .join(Msp, Msp.id == Task.msp_id)
        .where(SopReader.user_id == PERSON, ~signed, Task.set_aside_at.is_(None), *RUNNING)
    )


def sign_offs() -> Select[Any]:
    """Phases and criteria, not deleted, whose sign-off was asked for and not answered: the
    sponsor's, or of a program without a sponsor, the owners'."""
    newer = aliased(SignOff)
    answered = exists().where(
        newer.msp_id == SignOff.msp_id,
        newer.thing_id == SignOff.thing_id,
        newer.number > SignOff.number,
    )
    there = or_(
        *(
            exists().where(thing.msp_id == SignOff.msp_id, thing.id == SignOff.thing_id)
            for thing in (Phase, Criterion)
        )
    )
    owns = exists().where(
        Membership.msp_id == SignOff.msp_id,
        Membership.user_id == PERSON,
        Membership.role == Role.OWNER.value,
        Membership.status == "active",
    )
    return (
        waits("gate", SignOff.program_id, SignOff.thing_name)
        .join(Program, and_(Program.msp_id == SignOff.msp_id, Program.id == SignOff.program_id))
        .join(Msp, Msp.id == SignOff.msp_id)
        .where(or_(Program.sponsor_id == PERSON, and_(Program.sponsor_id.is_(None), owns)))
        .where(*RUNNING)
        .where(SignOff.stands == Deed.ASKED.value, ~answered, there)
    )


def numbers() -> Select[Any]:
    """Programs that the person leads, or some KPIs of which they type, with how many of these
    criteria lack the last period's reading; one that says "no data" is a reading too, and nothing
    is asked before a period has ended."""
    ended = {Cadence.WEEKLY.value: SUNDAY, Cadence.MONTHLY.value: MONTH}
    ends = case(ended, value=Criterion.rhythm)
    never = and_(Criterion.read_on.is_(None), Criterion.starts_on <= ends)
    behind = or_(never, Criterion.read_on < ends)
    types = exists().where(
        Owners.msp_id == Criterion.msp_id,
        Owners.kpi_key == Criterion.kpi_key,
        Owners.enters_id == PERSON,
    )
    return (
        waits("numbers", Program.id, Program.name, func.count(Criterion.id))
        .join(
            Criterion, and_(Criterion.msp_id == Program.msp_id, Criterion.program_id == Program.id)
        )
        .join(Msp, Msp.id == Program.msp_id)
        .where(or_(Program.champion_id == PERSON, Program.stand_in_id == PERSON, types))
        .where(behind, *RUNNING)
        .group_by(Program.id, Msp.slug, Msp.name, Program.slug, Program.name)
    )


def typed() -> Select[Any]:
    """MSPs where the person types KPIs that no criterion of an open program is on, with how many
    of these lack the last period's reading."""
    own = and_(OwnKpi.msp_id == Owners.msp_id, OwnKpi.kpi_key == Owners.kpi_key)
    weekly, monthly, quarterly = (has_pace(pace) for pace in Cadence)
    ends = case((weekly, SUNDAY), (monthly, MONTH), else_=QUARTER)
    name, of_none = literal("Numbers that you type"), literal("")
    return (
        waits("typed", Msp.id, name, func.count(Owners.id), of_none)
        .select_from(Owners)
        .join(Msp, Msp.id == Owners.msp_id)
        .outerjoin(OwnKpi, own)
        .where(Owners.enters_id == PERSON, OwnKpi.put_away_at.is_(None))
        .where(or_(weekly, monthly, quarterly), ~is_pursued(), ~is_read(ends))
        .group_by(Msp.id, Msp.slug, Msp.name)
    )


def has_pace(pace: Cadence) -> ColumnElement[bool]:
    """Whether a KPI with an owner is entered in this rhythm: shipped, or an own one."""
    is_own = and_(OwnKpi.formula == "", OwnKpi.cadence == pace.value)
    return or_(Owners.kpi_key.in_(KEYS[pace]), is_own)


def is_pursued() -> Exists:
    """Whether a criterion of an open program is on a KPI with an owner."""
    return exists().where(
        Criterion.msp_id == Owners.msp_id,
        Criterion.kpi_key == Owners.kpi_key,
        Program.msp_id == Criterion.msp_id,
        Program.id == Criterion.program_id,
        Program.closed_at.is_(None),
    )


def is_read(ends: Any) -> Exists:
    """Whether a KPI with an owner has the firm's reading of the last period, or of a longer one
    that is over as well."""
    return exists().where(
        Reading.msp_id == Owners.msp_id,
        Reading.kpi_key == Owners.kpi_key,
        Reading.scope_kind == Scope.COMPANY.value,
        Reading.scope_key == "",
        or_(
            Reading.ends_on >= ends,
            and_(Reading.ends_on >= MONTH, Reading.starts_on <= BEGINS["month"]),
            and_(Reading.ends_on >= QUARTER, Reading.starts_on <= BEGINS["quarter"]),
        ),
    )


PARTS = (programs_to_lead(), mentions(), signatures(), sign_offs(), numbers(), typed())
EVERYTHING = union_all(*(select(part.limit(MOST).subquery()) for part in PARTS))
