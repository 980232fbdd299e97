"""The steps of a task, in their order, and how far they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.planning.words import counted
from app.programs.models import Step
from app.programs.queries import IN_FOCUS
from app.tenancy import current_msp_id

MOST_STEPS = 30


@dataclass(frozen=True)
class Checklist:
    """The steps as the page shows them."""

    steps: Sequence[Step]

    @property
    def open(self) -> list[Step]:
        return [step for step in self.steps if not step.done]

    @property
    def cells(self) -> list[str]:
        """A square for each step; the first open one is next."""
        states = ["done" if step.done else "todo" for step in self.steps]
        if "todo" in states:
            states[states.index("todo")] = "next"
        return states

    @property
    def says(self) -> str:
        """How far it is: "2 of 4 steps done"."""
        done = len(self.steps) - len(self.open)
        return f"{done} of {counted(len(self.steps), 'step')} done"

    @property
    def left_says(self) -> str:
        """What is left, as a question begins: "2 steps are still open"."""
        count = len(self.open)
        return f"{counted(count, 'step')} {'is' if count == 1 else 'are'} still open"

    def beside(self, step: Step, way: int) -> Step | None:
        """The step before (-1) or after (1) another one."""
        place = self.steps.index(step) + way
        return self.steps[place] if 0 <= place < len(self.steps) else None


def checklist(task_id: UUID) -> Checklist:
    wanted = select(Step).where(Step.task_id == task_id, Step.removed_at.is_(None))
    return Checklist(db.session.scalars(wanted.order_by(Step.position, Step.id)).all())


def step(step_id: UUID) -> Step | None:
    """A step with its task, and all that the task's page walks."""
    whole = joinedload(Step.task).options(*IN_FOCUS)
    return db.session.get(Step, (current_msp_id(), step_id), options=[whole])
