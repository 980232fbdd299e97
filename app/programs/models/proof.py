"""What shows that a task was done: files, links and readings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.programs.models.plan import Task, parent, to_parent
from app.tenancy import MspOwned


class Proof(MspOwned, Base):
    """A file, a link or a reading on a task; one that was taken away can be brought back.

    A file lies in the data folder under the random name `stored`, and is `size` bytes of the type
    `media` that its content was judged to be. A reading is kept as it read that day.
    """

    __tablename__ = "proofs"
    __table_args__ = (parent("task_id", "tasks"), Index(None, "msp_id", "task_id", "at"))

    task_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(2000), default="")
    kpi_key: Mapped[str] = mapped_column(String(60), default="")
    stored: Mapped[str] = mapped_column(String(32), default="")
    media: Mapped[str] = mapped_column(String(100), default="")
    size: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[datetime | None]

    task: Mapped[Task] = relationship(primaryjoin=to_parent(lambda: Proof, "task_id", lambda: Task))
    by: Mapped[User] = relationship()

    @property
    def closed(self) -> bool:
        return self.task.closed

    @property
    def assignee_ids(self) -> frozenset[UUID]:
        """Who may take it away: whoever is on the task, and who added it; on no one's, anybody."""
        on_it = self.task.assignee_ids
        return on_it | {self.by_id} if on_it else on_it

    @property
    def led_by(self) -> frozenset[UUID]:
        return self.task.led_by
