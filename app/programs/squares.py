"""The tasks of an item as squares: one for each that counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from app.planning.words import counted
from app.programs.facts import Dated, task_facts
from app.programs.models import Program
from app.programs.rules import task_state
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


class Marked(Dated, Protocol):
    """A task, or as much of it as its square depends on."""

    @property
    def strand(self) -> str: ...


def squares(tasks: Iterable[Marked], program: Program, today: date) -> Squares:
    """The squares of tasks in their order; what was set aside has none."""
    counting = [task for task in tasks if task.applies]
    facts = (task_facts(task, program.msp.zone, program.held) for task in counting)
    cells = (TASK_CELLS.get(task_state(one, today), "todo") for one in facts)
    return Squares(tuple(cells), Counter(task.strand for task in counting))
