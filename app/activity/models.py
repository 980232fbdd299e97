"""One row for each deed; nothing is ever changed or taken away."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.tenancy import MspOwned

if TYPE_CHECKING:
    from app.accounts.models import User


class Event(MspOwned, Base):
    __tablename__ = "events"
    __table_args__ = (
        Index(None, "msp_id", "thing_id", "at"),
        Index(None, "msp_id", "program_id", "at"),
    )

    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    deed: Mapped[str] = mapped_column(String(60))
    thing_kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[UUID]
    program_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)

    by: Mapped["User | None"] = relationship(lazy="joined")
