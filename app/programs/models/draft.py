"""What somebody has answered so far on the way to a program."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base
from app.tenancy import MspOwned
from app.versions import Versioned


class Draft(MspOwned, Versioned, Base):
    """One for each person and MSP: the answers as typed, by step and field.

    `once` becomes the program's own, so that one draft starts one program.
    """

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("msp_id", "user_id"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    once: Mapped[str] = mapped_column(String(60))
    answers: Mapped[dict[str, Any]] = mapped_column(default=dict)
