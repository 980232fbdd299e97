"""The small steps of a task."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base
from app.programs.models.plan import Task, parent, to_parent
from app.tenancy import MspOwned


class Step(MspOwned, Base):
    """One line of a checklist; one that was taken away can be brought back."""

    __tablename__ = "steps"
    __table_args__ = (parent("task_id", "tasks"), Index(None, "msp_id", "task_id", "position"))

    task_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]

    task: Mapped[Task] = relationship(primaryjoin=to_parent(lambda: Step, "task_id", lambda: Task))

    @property
    def done(self) -> bool:
        return self.done_at is not None

    @property
    def closed(self) -> bool:
        return self.task.closed

    @property
    def assignee_ids(self) -> frozenset[UUID]:
        return self.task.assignee_ids

    @property
    def led_by(self) -> frozenset[UUID]:
        return self.task.led_by
