"""Where a program is: each phase as squares, from columns alone."""

from dataclasses import dataclass
from datetime import date

from app.programs import queries
from app.programs.facts import facts_from
from app.programs.models import Program
from app.programs.roadmap import ITEM_CELLS
from app.programs.rules import ItemState, Progress, item_states, progress


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
    rows, zone, held = queries.item_rows(program.id), program.msp.zone, program.held
    marks = queries.marks(program.id)
    facts = [facts_from(row, marks.get(row.id, ()), zone, held) for row in rows]
    found: dict[tuple[str, str], list[ItemState]] = {}
    for row, state in zip(rows, item_states(facts, today), strict=True):
        found.setdefault((row.phase_key, row.phase_name), []).append(state)
    return [PhaseSquares(*phase, tuple(states)) for phase, states in found.items()]
