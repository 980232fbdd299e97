"""Departures from the first plan, and plans kept beside it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from app.accounts.models import User
from app.db import Base
from app.programs.models.plan import parent
from app.tenancy import MspOwned

NOT_TODAY = "Not today."
"""The reason of a task that its own person put off until the next working day."""


class Change(MspOwned, Base):
    """What changed on which thing, from what to what, why, by how many days, and at what cost.

    `by` proposed it; it is agreed once a sponsor or coach says so. `cost` is in minor units of the
    program's currency.
    """

    __tablename__ = "changes"
    __table_args__ = (
        parent("program_id", "programs"),
        Index(None, "msp_id", "program_id", "at"),
        Index(None, "msp_id", "thing_id"),
    )

    program_id: Mapped[UUID]
    thing_kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[UUID]
    thing_name: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(20))
    before: Mapped[str] = mapped_column(String(200))
    after: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(200))
    days: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    agreed_at: Mapped[datetime | None]
    agreed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    stands: Mapped[bool] = query_expression(default_expr=true())
    """Is the thing there, and not deleted? Told where a list of changes asks for it."""

    by: Mapped[User] = relationship(foreign_keys=by_id)
    agreed_by: Mapped[User | None] = relationship(foreign_keys=agreed_by_id)

    @property
    def asks(self) -> bool:
        """Does it wait for somebody to agree? Putting a task off until tomorrow does not."""
        return self.agreed_at is None and self.reason != NOT_TODAY


class SavedPlan(MspOwned, Base):
    """The dates of a program's items as they stood one day, kept under a name for ever.

    `dates` holds [first day, due day] by the id of each item that had a due day.
    """

    __tablename__ = "saved_plans"
    __table_args__ = (
        parent("program_id", "programs"),
        UniqueConstraint("msp_id", "program_id", "name"),
    )

    program_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(String(60))
    ends_on: Mapped[date]
    dates: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship()
