"""What was deleted, kept whole until it is brought back or the bin is emptied."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.policy import Permission
from app.programs.models.plan import parent, to_parent
from app.programs.models.program import Program
from app.tenancy import MspOwned


class Deletion(MspOwned, Base):
    """One thing with everything that hung on it.

    `rows` are the rows themselves by table, as JSON; they are in no other table any more. `goes`
    counts what went along, by table. `program_id` is the program that the thing was a part of,
    none for a program; deleting that program takes its bin along.
    """

    __tablename__ = "deletions"
    __table_args__ = (
        parent("program_id", "programs"),
        Index(None, "msp_id", "at"),
        Index(None, "msp_id", "program_id"),
    )

    program_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(200), default="")
    goes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rows: Mapped[dict[str, Any]] = mapped_column(default=dict, deferred=True)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship()
    program: Mapped[Program | None] = relationship(
        primaryjoin=to_parent(lambda: Deletion, "program_id", lambda: Program)
    )

    @property
    def led_by(self) -> frozenset[UUID]:
        return self.program.led_by if self.program else frozenset()

    @property
    def closed(self) -> bool:
        return self.program is not None and self.program.closed

    @property
    def is_part(self) -> bool:
        """Is it part of a plan, so that bringing it back changes that plan?"""
        return self.kind in {"task", "item", "phase"}

    @property
    def asks(self) -> Permission:
        """What somebody must be allowed to do to bring back what others deleted."""
        return Permission.EDIT_ROADMAP if self.program_id else Permission.HOLD_PROGRAMS
