"""Templates of an MSP's own, and every edition of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.programs.models.plan import parent
from app.tenancy import MspOwned
from app.versions import Versioned


class OwnTemplate(MspOwned, Versioned, Base):
    """A template by the number of its present edition; put away, nobody starts from it."""

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("msp_id", "key"),)

    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    edition: Mapped[int] = mapped_column(default=0)
    put_away_at: Mapped[datetime | None]

    @property
    def put_away(self) -> bool:
        return self.put_away_at is not None


class Edition(MspOwned, Base):
    """A template as it stood once: its whole text, what was changed, and by whom."""

    __tablename__ = "template_editions"
    __table_args__ = (
        parent("template_id", "templates"),
        UniqueConstraint("msp_id", "template_id", "number"),
    )

    template_id: Mapped[UUID]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship()


class TemplateAnswer(MspOwned, Base):
    """What a running program said to a change of its template: taken or refused, and why.

    `change` names the change by the place of its part, and a mark of what it says.
    """

    __tablename__ = "template_answers"
    __table_args__ = (
        parent("program_id", "programs"),
        UniqueConstraint("msp_id", "program_id", "change"),
    )

    program_id: Mapped[UUID]
    change: Mapped[str] = mapped_column(String(300))
    told: Mapped[str] = mapped_column(String(400))
    taken: Mapped[bool]
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User] = relationship()
