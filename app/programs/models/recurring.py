"""What a task that repeats has besides: its rule, its open run, and when it began to count."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column


class Recurring:
    """`repeats` is the rule as calendars write it, counted from `repeats_from`; empty for a task
    that comes once. One that repeated keeps the day from which it did.

    `run_on` is the day of the run that is recorded next: its `due` day, unless it was put off.
    The task is done when its last run is; it counts from the first one on, `first_done_at`.
    """

    if TYPE_CHECKING:
        done_at: Mapped[datetime | None]

    repeats: Mapped[str] = mapped_column(String(200), default="")
    repeats_from: Mapped[date | None]
    run_on: Mapped[date | None]
    first_done_at: Mapped[datetime | None]

    @property
    def counted_at(self) -> datetime | None:
        """Since when it counts as done towards its improvements."""
        return self.first_done_at or self.done_at
