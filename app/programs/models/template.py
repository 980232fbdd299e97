"""Templates that an MSP or a practice keeps, every edition of them, and drafts of the next one."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.accounts.models import Practice, User
from app.db import Base
from app.programs.models.plan import parent
from app.tenancy import MspOwned, PracticeOwned
from app.versions import Versioned


def parent_of_practice(column: str, table: str) -> ForeignKeyConstraint:
    """The same as `parent`, for what belongs to a practice."""
    return ForeignKeyConstraint(
        ["practice_id", column], [f"{table}.practice_id", f"{table}.id"], ondelete="CASCADE"
    )


class KeptTemplate(Versioned):
    """A template by the number of its present edition; put away, nobody starts from it."""

    if TYPE_CHECKING:
        id: Mapped[UUID]

    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    edition: Mapped[int] = mapped_column(default=0)
    put_away_at: Mapped[datetime | None]

    @property
    def put_away(self) -> bool:
        return self.put_away_at is not None


class KeptEdition:
    """A template as it stood once: its whole text, what was changed, and by whom."""

    template_id: Mapped[UUID]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    @declared_attr
    def by(cls) -> Mapped[User]:  # noqa: N805
        return relationship(User)


class KeptDraft(Versioned):
    """The next edition while somebody changes it part by part, as the tables of its file.

    `edition` is the one from which it began; `before` are the tables before something was taken
    out, or the draft was dropped, to put it back. Dropped, it has no tables.
    """

    template_id: Mapped[UUID]
    edition: Mapped[int]
    tables: Mapped[dict[str, Any]]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))

    @declared_attr
    def by(cls) -> Mapped[User]:  # noqa: N805
        return relationship(User)


class OwnTemplate(KeptTemplate, MspOwned, Base):
    """A template of an MSP's own."""

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("msp_id", "key"),)


class Edition(KeptEdition, MspOwned, Base):
    __tablename__ = "template_editions"
    __table_args__ = (
        parent("template_id", "templates"),
        UniqueConstraint("msp_id", "template_id", "number"),
    )


class TemplateDraft(KeptDraft, MspOwned, Base):
    __tablename__ = "template_drafts"
    __table_args__ = (
        parent("template_id", "templates"),
        UniqueConstraint("msp_id", "template_id"),
    )


class PracticeTemplate(KeptTemplate, PracticeOwned, Base):
    """A template that a practice offers to every MSP that lets it in."""

    __tablename__ = "practice_templates"
    __table_args__ = (UniqueConstraint("practice_id", "key"),)

    practice: Mapped[Practice] = relationship(lazy="joined", innerjoin=True)


class PracticeEdition(KeptEdition, PracticeOwned, Base):
    __tablename__ = "practice_template_editions"
    __table_args__ = (
        parent_of_practice("template_id", "practice_templates"),
        UniqueConstraint("practice_id", "template_id", "number"),
    )


class PracticeDraft(KeptDraft, PracticeOwned, Base):
    __tablename__ = "practice_template_drafts"
    __table_args__ = (
        parent_of_practice("template_id", "practice_templates"),
        UniqueConstraint("practice_id", "template_id"),
    )


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
