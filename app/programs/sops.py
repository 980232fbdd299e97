"""The SOP beside a task as its pages ask for it: versions, readers, and who has yet to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import defer, joinedload, undefer

from app.accounts.models import User
from app.db import db
from app.planning.words import counted
from app.programs.models import Sop, SopReader, SopSignature, SopText
from app.stats.words import listed

MOST_VERSIONS = 50


@dataclass(frozen=True)
class Reader:
    """Somebody who is asked to sign, and when they signed what counts; None for not yet."""

    user: User
    signed_at: datetime | None


@dataclass(frozen=True)
class Signing:
    """How far the reading of a SOP is."""

    readers: tuple[Reader, ...]

    @cached_property
    def missing(self) -> tuple[User, ...]:
        return tuple(reader.user for reader in self.readers if reader.signed_at is None)

    @property
    def says(self) -> str:
        """How many signed, and who is missing: "1 of 2 people signed. Kayla has not yet."."""
        count = len(self.readers) - len(self.missing)
        done = f"{count} of {counted(len(self.readers), 'person', 'people')} signed"
        return f"{done}. {self.missing_says}" if self.missing else f"{done}."

    @property
    def missing_says(self) -> str:
        """Who has yet to sign, in a sentence; more than five are counted."""
        names = [user.first_name for user in self.missing]
        if len(names) > 5:
            names = [*names[:4], f"{len(names) - 4} more"]
        verb = "has" if len(self.missing) == 1 else "have"
        return f"{listed(names)} {verb} not signed yet." if names else ""

    def waits_for(self, person_id: UUID) -> bool:
        return any(user.id == person_id for user in self.missing)


NOBODY = Signing(())


def signing(sop: Sop | None) -> Signing:
    """The readers of a SOP by name, with the signatures that count for its newest text."""
    if sop is None:
        return NOBODY
    counts = and_(
        SopSignature.sop_id == SopReader.sop_id,
        SopSignature.user_id == SopReader.user_id,
        SopSignature.number >= sop.asked,
    )
    wanted = (
        select(User, SopSignature.at)
        .join(SopReader, SopReader.user_id == User.id)
        .outerjoin(SopSignature, counts)
        .where(SopReader.sop_id == sop.id)
        .order_by(User.name, User.id, SopSignature.at)
    )
    first: dict[User, datetime | None] = {}
    for user, at in db.session.execute(wanted):
        first.setdefault(user, at)
    return Signing(tuple(Reader(user, at) for user, at in first.items()))


def sop_of(task_id: UUID) -> Sop | None:
    """The SOP beside a task as it is now, whatever this request read before."""
    wanted = select(Sop).where(Sop.task_id == task_id).options(joinedload(Sop.text))
    return db.session.scalar(wanted.execution_options(populate_existing=True))


def words_of(sop: Sop | None) -> str:
    """The newest text as it was written."""
    newest = text_of(sop, sop.number) if sop else None
    return newest.words if newest else ""


def text_of(sop: Sop, number: int) -> SopText | None:
    """One version, with the words that it was written in."""
    wanted = select(SopText).where(SopText.sop_id == sop.id, SopText.number == number)
    return db.session.scalar(wanted.options(joinedload(SopText.by), undefer(SopText.words)))


def texts(sop: Sop) -> Sequence[SopText]:
    """The last versions, newest first."""
    wanted = select(SopText).where(SopText.sop_id == sop.id).order_by(SopText.number.desc())
    seen = (joinedload(SopText.by), defer(SopText.html))
    return db.session.scalars(wanted.limit(MOST_VERSIONS).options(*seen)).all()


def signatures(sop: Sop) -> dict[int, list[SopSignature]]:
    """Who signed which version, by its number and in the order in which they did."""
    wanted = select(SopSignature).where(SopSignature.sop_id == sop.id).order_by(SopSignature.at)
    found: dict[int, list[SopSignature]] = {}
    for one in db.session.scalars(wanted.options(joinedload(SopSignature.user))):
        found.setdefault(one.number, []).append(one)
    return found


def signature(sop: Sop, person_id: UUID) -> SopSignature | None:
    """A person's signature of the newest version."""
    mine = (SopSignature.user_id == person_id, SopSignature.number == sop.number)
    return db.session.scalar(select(SopSignature).where(SopSignature.sop_id == sop.id, *mine))


def readers(sop: Sop) -> dict[UUID, SopReader]:
    """Who is asked to sign, by person."""
    wanted = select(SopReader).where(SopReader.sop_id == sop.id)
    return {one.user_id: one for one in db.session.scalars(wanted)}
