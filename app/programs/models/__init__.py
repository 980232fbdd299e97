"""Programs, their plan, and the changes of it."""

from app.programs.models.change import Change
from app.programs.models.plan import Item, ItemKpi, Phase, Task, TaskItem, TaskPerson
from app.programs.models.program import Program

__all__ = ["Change", "Item", "ItemKpi", "Phase", "Program", "Task", "TaskItem", "TaskPerson"]
