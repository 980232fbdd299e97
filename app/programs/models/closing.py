"""How a program ended: what it reached, what was learnt, and what is watched from then on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.programs.models.plan import parent
from app.tenancy import MspOwned


class Closing(MspOwned, Base):
    """One for each time that a program was closed; opened again, it stays with who and why.

    `reached` has a line for each success criterion, in words: name, start, target, end, verdict.
    `watched` are the keys of the KPIs to keep an eye on.
    """

    __tablename__ = "closings"
    __table_args__ = (parent("program_id", "programs"), Index(None, "msp_id", "program_id", "at"))

    program_id: Mapped[UUID]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    done: Mapped[int]
    total: Mapped[int]
    met: Mapped[int]
    reached: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    lessons: Mapped[str] = mapped_column(String(4000))
    watched: Mapped[list[str]] = mapped_column(default=list)
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    reopened_why: Mapped[str] = mapped_column(String(200), default="")

    by: Mapped[User] = relationship(foreign_keys=by_id)
    reopened_by: Mapped[User | None] = relationship(foreign_keys=reopened_by_id)
