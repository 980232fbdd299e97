"""The SOP beside a task: its text in versions, who reads and signs it, and who signed which."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.programs.models.plan import parent
from app.tenancy import MspOwned
from app.versions import Versioned


class Sop(MspOwned, Versioned, Base):
    """The text that a task is done by.

    `number` is its newest version; signatures count from version `asked` on, which a small
    correction leaves where it is. With `needed` the task is done only after everybody has signed.
    """

    __tablename__ = "sops"
    __table_args__ = (parent("task_id", "tasks"), UniqueConstraint("msp_id", "task_id"))

    task_id: Mapped[UUID]
    number: Mapped[int] = mapped_column(default=1)
    asked: Mapped[int] = mapped_column(default=1)
    needed: Mapped[bool] = mapped_column(default=False)

    text: Mapped["SopText"] = relationship(
        primaryjoin=lambda: (Sop.id == foreign(SopText.sop_id)) & (Sop.number == SopText.number),
        viewonly=True,
        uselist=False,
    )


class SopText(MspOwned, Base):
    """One version: the Markdown that was written, and the HTML that was made of it."""

    __tablename__ = "sop_texts"
    __table_args__ = (parent("sop_id", "sops"), UniqueConstraint("msp_id", "sop_id", "number"))

    sop_id: Mapped[UUID]
    number: Mapped[int]
    words: Mapped[str] = mapped_column(Text, deferred=True)
    html: Mapped[str] = mapped_column(Text)
    changed: Mapped[str] = mapped_column(String(200), default="")
    small: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship()


class SopReader(MspOwned, Base):
    """Somebody who is asked to read and sign."""

    __tablename__ = "sop_readers"
    __table_args__ = (
        parent("sop_id", "sops"),
        UniqueConstraint("msp_id", "sop_id", "user_id"),
        Index(None, "msp_id", "user_id"),
    )

    sop_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    user: Mapped[User] = relationship()


class SopSignature(MspOwned, Base):
    """Somebody has read this version, and says so."""

    __tablename__ = "sop_signatures"
    __table_args__ = (
        parent("sop_id", "sops"),
        UniqueConstraint("msp_id", "sop_id", "user_id", "number"),
    )

    sop_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    number: Mapped[int]
    at: Mapped[datetime]

    user: Mapped[User] = relationship()
