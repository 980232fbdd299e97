"""What people say on a task."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.programs.models.plan import Task, parent, to_parent
from app.tenancy import MspOwned


class Note(MspOwned, Base):
    """A comment on a task; one that says "I'm stuck" stays open until somebody settles it."""

    __tablename__ = "notes"
    __table_args__ = (
        parent("program_id", "programs"),
        parent("task_id", "tasks"),
        Index(None, "msp_id", "task_id", "at"),
        Index(None, "msp_id", "program_id", "stuck"),
    )

    program_id: Mapped[UUID]
    task_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(String(2000))
    stuck: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))

    task: Mapped[Task] = relationship(primaryjoin=to_parent(lambda: Note, "task_id", lambda: Task))
    by: Mapped[User] = relationship(foreign_keys=by_id)
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)

    mentions: Mapped[list["Mention"]] = relationship(
        primaryjoin=lambda: Note.id == foreign(Mention.note_id), order_by=lambda: Mention.id
    )

    @property
    def open(self) -> bool:
        """Does it wait for help?"""
        return self.stuck and self.settled_at is None

    @property
    def led_by(self) -> frozenset[UUID]:
        return self.task.led_by

    @property
    def closed(self) -> bool:
        return self.task.closed

    def asks(self, person_id: UUID) -> bool:
        """Does it name this person, who has not answered yet?"""
        return any(one.user_id == person_id and one.seen_at is None for one in self.mentions)


class Mention(MspOwned, Base):
    """A comment names somebody, and waits for them until they have seen it or answered."""

    __tablename__ = "mentions"
    __table_args__ = (
        parent("note_id", "notes"),
        UniqueConstraint("msp_id", "note_id", "user_id"),
        Index(None, "msp_id", "user_id", "seen_at"),
    )

    note_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    seen_at: Mapped[datetime | None]

    note: Mapped[Note] = relationship(
        primaryjoin=to_parent(lambda: Mention, "note_id", lambda: Note), viewonly=True
    )
