"""What people say on a task."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

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

    @property
    def open(self) -> bool:
        """Does it wait for help?"""
        return self.stuck and self.settled_at is None
