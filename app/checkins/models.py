"""The champion's weekly sentence, and how the three signs stood that week."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.tenancy import MspOwned
from app.versions import Versioned


def of_program() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["msp_id", "program_id"], ["programs.msp_id", "programs.id"], ondelete="CASCADE"
    )


class CheckIn(MspOwned, Versioned, Base):
    """One a week: what the champion says, and how sure they are, 1 (not at all) to 5 (certain)."""

    __tablename__ = "check_ins"
    __table_args__ = (of_program(), UniqueConstraint("msp_id", "program_id", "week"))

    program_id: Mapped[UUID]
    week: Mapped[date]
    sentence: Mapped[str] = mapped_column(String(300))
    confidence: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship()


class WeekSigns(MspOwned, Base):
    """The three states as they stood at a week's check-in: the bars of the pulse."""

    __tablename__ = "week_signs"
    __table_args__ = (of_program(), UniqueConstraint("msp_id", "program_id", "week"))

    program_id: Mapped[UUID]
    week: Mapped[date]
    roadmap: Mapped[str] = mapped_column(String(10))
    criteria: Mapped[str] = mapped_column(String(10))
    champion: Mapped[str] = mapped_column(String(10))
