"""The tasks of an item as squares: one for each that counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.planning.words import counted
from app.programs.models import Program
from app.programs.rules import TaskFacts, task_state
from app.programs.work import TASK_CELLS

STRANDS = {"sop": "SOP", "tool": "tool", "data": "data"}


@dataclass(frozen=True)
class Squares:
    """The tasks of an item that count, one square each."""

    cells: tuple[str, ...] = ()
    strands: Mapping[str, int] = field(default_factory=dict)

    @property
    def late(self) -> str:
        late = self.cells.count("late")
        return f"{counted(late, 'task')} late" if late else ""

    @property
    def mix(self) -> str:
        """What kinds of tasks there are: "3 SOP, 2 tool, 1 data"."""
        kinds = ((self.strands.get(key, 0), name) for key, name in STRANDS.items())
        return ", ".join(f"{count} {name}" for count, name in kinds if count)


class Mark(NamedTuple):
    """A task as its square shows it: what repeats is due with its open run, and counts as done
    from its first one on."""

    strand: str
    due: date | None
    done: bool
    applies: bool


def squares(tasks: Iterable[Mark], program: Program, today: date) -> Squares:
    """The squares of tasks in their order; what was set aside has none."""
    counting = [task for task in tasks if task.applies]
    kinds = {(task.due, task.done) for task in counting}
    looks = {kind: cell(*kind, program.held, today) for kind in kinds}
    cells = tuple(looks[task.due, task.done] for task in counting)
    return Squares(cells, Counter(task.strand for task in counting))


def cell(due: date | None, done: bool, held: bool, today: date) -> str:
    facts = TaskFacts(due, today if done else None, held=held)
    return TASK_CELLS.get(task_state(facts, today), "todo")
