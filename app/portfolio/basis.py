"""What a coach's clients are put together from, so that only what changed is read in full."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select

from app.accounts.models import Msp, User
from app.criteria.models import Criterion
from app.db import db
from app.kpis.models import OwnKpi
from app.programs.models import Program
from app.tenancy import SCOPE


class Basis(NamedTuple):
    """What a client is put together from on one day: the same basis, the same client.

    Every change of a program, a criterion or an own KPI counts up its version; neither criteria
    nor own KPIs are ever removed.
    """

    msp_id: UUID
    name: str
    slug: str
    phone: str
    champion: str
    program_id: UUID | None
    version: int | None
    criteria: int | None
    versions: int | None
    own_kpis: int | None
    own_versions: int | None
    today: date


def bases(today: date) -> list[Basis]:
    """What every client of the scope is put together from; of its programs the present one."""
    present = {row.id: row for row in db.session.execute(PRESENT)}
    return [Basis._make((*row, today)) for row in present.values()]


AIMS = (
    select(
        Criterion.program_id,
        func.count(Criterion.id).label("criteria"),
        func.sum(Criterion.version).label("versions"),
    )
    .group_by(Criterion.program_id)
    .subquery()
)
OWN = (
    select(
        OwnKpi.msp_id,
        func.count(OwnKpi.id).label("own_kpis"),
        func.sum(OwnKpi.version).label("own_versions"),
    )
    .group_by(OwnKpi.msp_id)
    .subquery()
)
PRESENT = (
    select(
        Msp.id,
        Msp.name,
        Msp.slug,
        Msp.phone,
        func.coalesce(User.name, ""),
        Program.id.label("program_id"),
        Program.version,
        AIMS.c.criteria,
        AIMS.c.versions,
        OWN.c.own_kpis,
        OWN.c.own_versions,
    )
    .outerjoin(Program, Program.msp_id == Msp.id)
    .outerjoin(User, User.id == Program.champion_id)
    .outerjoin(AIMS, AIMS.c.program_id == Program.id)
    .outerjoin(OWN, OWN.c.msp_id == Msp.id)
    .where(Msp.id.in_(SCOPE))
    .order_by(
        Msp.slug,
        Program.closed_at.is_(None),
        Program.paused_on.is_(None),
        Program.started_at,
        Program.id,
    )
)
