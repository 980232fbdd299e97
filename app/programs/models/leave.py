"""When somebody at an MSP is away."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.planning.workdays import Away
from app.tenancy import MspOwned


class Leave(MspOwned, Base):
    """Days on which a person does not work, both included; what was taken away can be brought back.

    The note is for the person and for whoever wrote it; the days are for all who plan.
    """

    __tablename__ = "leave"
    __table_args__ = (
        Index(None, "msp_id", "user_id", "ends_on"),
        Index(None, "msp_id", "ends_on"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=user_id)
    by: Mapped[User] = relationship(foreign_keys=by_id)

    @property
    def away(self) -> Away:
        return Away(self.starts_on, self.ends_on)

    def note_for(self, reader_id: UUID) -> str:
        """The note, for the two who may read it."""
        return self.note if reader_id in {self.user_id, self.by_id} else ""
