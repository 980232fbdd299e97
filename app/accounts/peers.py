"""An MSP and its peers, the other clients of its practices: who agreed to be compared."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Grant, Msp, PracticeMember, User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.tenancy import SCOPE

AGREED, TAKEN_BACK = "comparison agreed", "comparison taken back"


def grants_of(msp_id: UUID) -> Sequence[Grant]:
    """The practices that an MSP lets in, by name, each with whether the MSP is compared there."""
    wanted = select(Grant).where(Grant.msp_id == msp_id, Grant.status == "active")
    found = db.session.scalars(wanted.options(joinedload(Grant.practice)))
    return sorted(found, key=lambda one: one.practice.name)


def peers_of(msp_id: UUID) -> list[UUID]:
    """The MSPs that agreed to be compared at a practice where this one agreed, itself included."""
    agreed = (Grant.status == "active", Grant.compared_at.is_not(None))
    where = select(Grant.practice_id).where(Grant.msp_id == msp_id, *agreed)
    wanted = select(Grant.msp_id).where(Grant.practice_id.in_(where), *agreed)
    return list(db.session.scalars(wanted.distinct()))


class Coached(NamedTuple):
    """A client of a coach, and whether it is compared among the clients of the practice."""

    msp_id: UUID
    slug: str
    name: str
    agreed: bool


def coached(user_id: UUID) -> list[Coached]:
    """The clients in scope by name; two practices of one coach are asked as one."""
    agrees = (
        select(Grant.msp_id)
        .join(PracticeMember, PracticeMember.practice_id == Grant.practice_id)
        .where(PracticeMember.user_id == user_id, PracticeMember.status == "active")
        .where(Grant.status == "active", Grant.compared_at.is_not(None))
    )
    wanted = select(Msp.id, Msp.slug, Msp.name, Msp.id.in_(agrees)).where(Msp.id.in_(SCOPE))
    return [Coached(*row) for row in db.session.execute(wanted.order_by(Msp.name))]


def let_compare(msp: Msp, is_let: bool, by: User) -> None:
    """Whether an MSP's numbers are compared among the clients of the practices it lets in."""
    changed = [one for one in grants_of(msp.id) if bool(one.compared_at) != is_let]
    for one in changed:
        one.compared_at = now() if is_let else None
    if changed:
        names = " and ".join(one.practice.name for one in changed)
        record(AGREED if is_let else TAKEN_BACK, msp, by, name=names)
