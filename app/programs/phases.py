"""Where a program is: each phase as squares, from columns alone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.programs.models import Program
from app.programs.roadmap import ITEM_CELLS
from app.programs.rules import ItemState, Progress, item_states, progress
from app.programs.sketch import sketch


@dataclass(frozen=True)
class PhaseSquares:
    """A phase by name, with the states of its items in their order."""

    key: str
    name: str
    states: tuple[ItemState, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        return tuple(ITEM_CELLS.get(state, "todo") for state in self.states)

    @property
    def progress(self) -> Progress:
        return progress(self.states)


def phase_lines(program: Program, today: date) -> list[PhaseSquares]:
    """The phases of a program in their order, as they stand today."""
    plan = sketch(program)
    found: dict[UUID, list[ItemState]] = {}
    for item, state in zip(plan.items, item_states(plan.facts, today), strict=True):
        found.setdefault(item.phase_id, []).append(state)
    return [PhaseSquares(one.key, one.name, tuple(found[one.id])) for one in plan.phases]
