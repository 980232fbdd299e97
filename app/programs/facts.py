"""Rows as the rules see them, and back: what a roadmap's signs are computed from."""

from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.programs.health import RoadmapFacts
from app.programs.models import Item, Program, Task
from app.programs.rules import ItemFacts, TaskFacts


def task_facts(task: Task, zone: str) -> TaskFacts:
    return TaskFacts(due=task.due, done_on=local_day(task.done_at, zone))


def item_facts(item: Item, zone: str) -> ItemFacts:
    return ItemFacts(
        name=item.name,
        start=item.starts_on,
        due=item.due,
        owned=item.owner_id is not None,
        tasks=tuple(task_facts(task, zone) for task in item.tasks),
    )


def local_day(moment: datetime | None, zone: str) -> date | None:
    """The calendar day of an instant where the MSP is."""
    return moment.astimezone(ZoneInfo(zone)).date() if moment else None


def stored(facts: RoadmapFacts) -> dict[str, Any]:
    """Facts as JSON keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(facts).items()
    }


def roadmap_facts_of(program: Program) -> RoadmapFacts:
    """The facts that the last change of the plan left with the program."""
    days = {f.name for f in fields(RoadmapFacts) if "date" in str(f.type)}
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if value and name in days else value
        for name, value in program.facts.items()
    }
    return RoadmapFacts(**values) if values else RoadmapFacts(0, 0, program.first_ends_on)
