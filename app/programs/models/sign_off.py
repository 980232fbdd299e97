"""Sign-offs of phases and criteria: one row for each word about them, never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    and_,
    event,
    func,
    select,
)
from sqlalchemy.orm import Mapped, Mapper, aliased, foreign, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.tenancy import MspOwned


class SignOff(MspOwned, Base):
    """Who said what about the sign-off of a phase or a criterion, and how it stood at that moment.

    `number` counts the records of one thing from 1, so that two people cannot both write the same
    one. `deed` is what was done, `stands` how the thing stands since. `despite` says why it was
    signed off with something open. `seen` holds the criteria as they stood, in words and numbers,
    and how many tasks and criteria were open.
    """

    __tablename__ = "sign_offs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["msp_id", "program_id"], ["programs.msp_id", "programs.id"], ondelete="CASCADE"
        ),
        UniqueConstraint("msp_id", "thing_id", "number"),
        Index(None, "msp_id", "program_id", "at"),
    )

    program_id: Mapped[UUID]
    thing_kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[UUID]
    thing_name: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    deed: Mapped[str] = mapped_column(String(20))
    stands: Mapped[str] = mapped_column(String(20))
    said: Mapped[str] = mapped_column(String(500), default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    despite: Mapped[str] = mapped_column(String(200), default="")
    seen: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship()


class Kept(RuntimeError):
    """Code would change what was signed; always a bug."""


def refuse_change(_mapper: Mapper[Any], _connection: Any, row: SignOff) -> None:
    raise Kept(f"Record {row.number} of {row.thing_name} would change.")


event.listen(SignOff, "before_update", refuse_change)
event.listen(SignOff, "before_delete", refuse_change)


def newest_of(thing: Any) -> ColumnElement[bool]:
    """The join of a thing to the last record about it."""
    other = aliased(SignOff)
    newest = (
        select(func.max(other.number))
        .where(other.msp_id == thing.msp_id, other.thing_id == thing.id)
        .correlate(thing)
        .scalar_subquery()
    )
    return and_(
        foreign(SignOff.msp_id) == thing.msp_id,
        foreign(SignOff.thing_id) == thing.id,
        SignOff.number == newest,
    )
