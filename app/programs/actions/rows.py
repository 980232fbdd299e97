"""Rows for a phase, an improvement or a task that was not in the first plan."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select

from app.db import db
from app.programs.models import Item, ItemKpi, Phase, Program, Task, TaskItem
from app.programs.parts import ItemWords, PhaseWords, TaskWords
from app.tenancy import new_id


def new_phase(
    program: Program, words: PhaseWords, key: str, start: date, others: Collection[Phase]
) -> Phase:
    """An empty phase after the others; it has no first dates."""
    phase = Phase(
        id=new_id(),
        program_id=program.id,
        key=key,
        name=words.name,
        purpose=words.purpose,
        position=max((one.position for one in others), default=0) + 1,
        starts_on=start,
        ends_on=start,
        result_kpis=list(words.kpis),
    )
    db.session.add(phase)
    db.session.flush()
    return phase


def new_item(phase: Phase, words: ItemWords, key: str, start: date, due: date) -> Item:
    """An improvement without tasks, the last of its phase, for the champion."""
    item = Item(
        id=new_id(),
        program_id=phase.program_id,
        phase_id=phase.id,
        key=key,
        name=words.name,
        purpose=words.purpose,
        position=max((one.position for one in phase.items), default=0) + 1,
        owner_id=phase.program.champion_id,
        starts_on=start,
        due=due,
        first_starts_on=start,
    )
    db.session.add(item)
    db.session.flush()
    keep_kpis(item, words.kpis)
    return item


def new_task(item: Item, words: TaskWords, key: str, due: date) -> Task:
    """A task of nobody yet, the last of its improvement."""
    task = Task(
        id=new_id(),
        program_id=item.program_id,
        key=key,
        strand=words.strand,
        title=words.title,
        why=words.why,
        minutes=words.minutes,
        due=due,
    )
    db.session.add(task)
    db.session.flush()
    db.session.add(TaskItem(task_id=task.id, item_id=item.id, position=next_place(item)))
    return task


def next_place(item: Item) -> int:
    """The position after the tasks of an improvement."""
    last = select(func.max(TaskItem.position)).where(TaskItem.item_id == item.id)
    return (db.session.scalar(last) or 0) + 1


def keep_kpis(item: Item, keys: Sequence[str]) -> None:
    """The item is meant to move these KPIs and no others, in this order."""
    for one in item.moves:
        if one.kpi_key not in keys:
            db.session.delete(one)
    held = {one.kpi_key: one for one in item.moves}
    for position, key in enumerate(keys):
        row = held.get(key) or ItemKpi(item_id=item.id, kpi_key=key)
        row.position = position
        db.session.add(row)
