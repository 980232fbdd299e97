"""Who a person is, and whom they reach."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select, union

from app.accounts.models import (
    Attempt,
    Grant,
    Membership,
    Msp,
    Practice,
    PracticeMember,
    SignedIn,
    User,
)
from app.accounts.rules import WINDOW, normal_email
from app.db import db
from app.policy import GRANTS, Permission, Role
from app.tenancy import current_msp_id


@dataclass(frozen=True)
class Reach:
    """An MSP, and the role that one person has there."""

    msp: Msp
    role: Role
    title: str


def anyone_yet() -> bool:
    return bool(db.session.scalar(select(exists().select_from(User))))


def user_by_email(email: str) -> User | None:
    return db.session.scalar(select(User).where(User.email == normal_email(email)))


def user_by_id(user_id: UUID) -> User | None:
    return db.session.get(User, user_id)


def session_by_hash(id_hash: str) -> SignedIn | None:
    return db.session.get(SignedIn, id_hash)


def failures(buckets: list[str], now: datetime) -> dict[str, list[datetime]]:
    rows = db.session.execute(
        select(Attempt.bucket, Attempt.at).where(
            Attempt.bucket.in_(buckets), Attempt.at > now - WINDOW
        )
    )
    found: dict[str, list[datetime]] = {bucket: [] for bucket in buckets}
    for bucket, at in rows:
        found[bucket].append(at)
    return found


def msp_by_slug(slug: str) -> Msp | None:
    return db.session.scalar(select(Msp).where(Msp.slug == slug))


def practice_by_slug(slug: str) -> Practice | None:
    return db.session.scalar(select(Practice).where(Practice.slug == slug))


def reach(user_id: UUID, slug: str) -> Reach | None:
    """A person's role at one MSP: their membership's, else coach through a practice's grant."""
    row = db.session.execute(REACH, {"person": user_id, "slug": slug}).one_or_none()
    if row is None:
        return None
    msp, role, title, is_coach = row
    if role:
        return Reach(msp, Role(role), title)
    return Reach(msp, Role.COACH, "Coach") if is_coach else None


COACHES = (
    exists()
    .where(
        Grant.msp_id == Msp.id,
        Grant.status == "active",
        PracticeMember.practice_id == Grant.practice_id,
        PracticeMember.user_id == bindparam("person"),
        PracticeMember.status == "active",
    )
    .correlate(Msp)
)
"""Does this person coach the MSP of the statement around?"""
REACH = (
    select(Msp, Membership.role, Membership.title, COACHES)
    .outerjoin(
        Membership,
        (Membership.msp_id == Msp.id)
        & (Membership.user_id == bindparam("person"))
        & (Membership.status == "active"),
    )
    .where(Msp.slug == bindparam("slug"))
)


def clients_of(user_id: UUID) -> list[UUID]:
    """The MSPs whose grants let this person in as coach."""
    if Role.COACH not in GRANTS[Permission.VIEW_PORTFOLIO]:
        return []
    return list(db.session.scalars(granted_to(user_id)))


def granted_to(user_id: UUID) -> Select[UUID]:
    return (
        select(Grant.msp_id)
        .join(PracticeMember, PracticeMember.practice_id == Grant.practice_id)
        .where(
            PracticeMember.user_id == user_id,
            PracticeMember.status == "active",
            Grant.status == "active",
        )
    )


def msps_of(user_id: UUID) -> list[UUID]:
    """The MSPs where this person is an active member."""
    return list(
        db.session.scalars(
            select(Membership.msp_id).where(
                Membership.user_id == user_id, Membership.status == "active"
            )
        )
    )


def places_of(user_id: UUID, permission: Permission) -> list[Msp]:
    """The MSPs where somebody may do this as a member, by name."""
    return list(
        db.session.scalars(
            select(Msp)
            .join(Membership, Membership.msp_id == Msp.id)
            .where(
                Membership.user_id == user_id,
                Membership.status == "active",
                Membership.role.in_(GRANTS[permission]),
            )
            .order_by(Msp.name)
        )
    )


def reached(user_id: UUID, to: Permission = Permission.VIEW_PROGRAMS) -> list[UUID]:
    """The MSPs whose programs this person may see, or do something else to: those of a member, and
    those of a coach."""
    able = GRANTS[to]
    own = select(Membership.msp_id).where(
        Membership.user_id == user_id, Membership.status == "active", Membership.role.in_(able)
    )
    coached = granted_to(user_id) if Role.COACH in able else own
    return list(db.session.scalars(union(own, coached)))


def practice_of(user_id: UUID) -> Practice | None:
    return db.session.scalar(coached_by(user_id).limit(1))


def practices_of(user_id: UUID) -> list[Practice]:
    """The practices whose coach a person is, the first one first."""
    return list(db.session.scalars(coached_by(user_id)))


def practice_here(user_id: UUID) -> Practice | None:
    """The practice through which a person coaches the one MSP in scope."""
    letting = (Grant.practice_id == Practice.id) & (Grant.status == "active")
    here = coached_by(user_id).join(Grant, letting).where(Grant.msp_id == current_msp_id())
    return db.session.scalar(here.limit(1))


def coached_by(user_id: UUID) -> Select[Practice]:
    return (
        select(Practice)
        .join(PracticeMember, PracticeMember.practice_id == Practice.id)
        .where(PracticeMember.user_id == user_id, PracticeMember.status == "active")
        .order_by(Practice.id)
    )


def member(user_id: UUID) -> Membership | None:
    """A person's active place at the one MSP in scope."""
    return db.session.scalar(
        select(Membership).where(
            Membership.user_id == user_id,
            Membership.msp_id == current_msp_id(),
            Membership.status == "active",
        )
    )


def first_membership(user_id: UUID, rather: UUID | None = None) -> Membership | None:
    """A person's place at one of their MSPs: at this one if they have one there."""
    return db.session.scalar(
        select(Membership)
        .where(Membership.user_id == user_id, Membership.status == "active")
        .order_by(Membership.msp_id != rather, Membership.msp_id)
        .limit(1)
    )


def members(msp_id: UUID) -> list[Membership]:
    """Active members of an MSP by name, with their people."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(User, User.id == Membership.user_id)
            .where(Membership.msp_id == msp_id, Membership.status == "active")
            .order_by(User.name)
        )
    )


def assignable(msp_id: UUID) -> list[User]:
    """The people of an MSP who may be given work, by name: whoever may check off a task."""
    able = GRANTS[Permission.CHECK_OFF_TASK]
    return [one.user for one in members(msp_id) if Role(one.role) in able]


def people_at(msp_id: UUID) -> list[User]:
    """Everybody who reaches an MSP, by name: its members, and the coaches whom it let in."""
    here = select(Membership.user_id).where(
        Membership.msp_id == msp_id, Membership.status == "active"
    )
    coaching = (
        select(PracticeMember.user_id)
        .join(Grant, Grant.practice_id == PracticeMember.practice_id)
        .where(Grant.msp_id == msp_id, Grant.status == "active", PracticeMember.status == "active")
    )
    either = User.id.in_(here) | User.id.in_(coaching)
    return list(db.session.scalars(select(User).where(either).order_by(User.name)))


def msps_by_id(ids: list[UUID]) -> dict[UUID, Msp]:
    return {m.id: m for m in db.session.scalars(select(Msp).where(Msp.id.in_(ids)))}


def every_msp() -> list[UUID]:
    """All of the installation, for commands that look after it."""
    return list(db.session.scalars(select(Msp.id).order_by(Msp.id)))
