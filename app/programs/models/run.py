"""The runs of a task that repeats: done, or missed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.programs.models.plan import parent
from app.tenancy import MspOwned


class Run(MspOwned, Base):
    """One run by the day of its rule: who did it and when, or nobody, when it was missed.

    `due` is the day to which it was put off. `ticks` holds what was ticked when it was done, by
    the id of the step, so that putting the run back brings it back whole.
    """

    __tablename__ = "runs"
    __table_args__ = (
        parent("task_id", "tasks"),
        UniqueConstraint("msp_id", "task_id", "run_on"),
    )

    task_id: Mapped[UUID]
    run_on: Mapped[date]
    due: Mapped[date]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    ticks: Mapped[dict[str, Any]] = mapped_column(default=dict)

    done_by: Mapped[User | None] = relationship()
