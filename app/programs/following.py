"""A running program beside its template: what changed there since, and what was said to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.db import db
from app.programs import queries, templates
from app.programs.models import (
    Item,
    KeptTemplate,
    OwnTemplate,
    PracticeTemplate,
    Program,
    Task,
    TemplateAnswer,
)
from app.programs.template_changes import Kind, TemplateChange, changes
from app.programs.template_file import key_from

SHOWN = 50


@dataclass(frozen=True)
class Following:
    """What a program's template changed since the edition it follows, less what was answered."""

    template: KeptTemplate | None
    open: Sequence[TemplateChange]
    answers: Sequence[TemplateAnswer]

    def named(self, key: str) -> TemplateChange | None:
        return next((one for one in self.open if one.key == key), None)


@dataclass(frozen=True)
class Plan:
    """The items and tasks of a program by their places in its template."""

    items: dict[str, Item]
    tasks: dict[str, Task]

    def holds(self, change: TemplateChange) -> bool:
        """Has the program what the change is about, and not yet what it would add?"""
        item = change.place.rpartition(".")[0] if change.kind in OF_TASKS else change.place
        if change.kind is Kind.ITEM_ADDED:
            return change.place not in self.items
        if change.kind is Kind.TASK_ADDED:
            return item in self.items and change.place not in self.tasks
        return change.place in (self.tasks if change.kind in OF_TASKS else self.items)


OF_TASKS = {Kind.TASK_ADDED, Kind.TASK_CHANGED, Kind.TASK_GONE}


def following(program: Program) -> Following:
    template = templates.offered_here(program.template_id) if program.template_id else None
    if template is None:
        return Following(None, (), ())
    answers = answers_of(program)
    said = set(db.session.scalars(KEYS.where(TemplateAnswer.program_id == program.id)))
    began = templates.edition(template, program.template_edition)
    now = templates.edition(template, template.edition)
    if began is None or now is None or began is now:
        return Following(template, (), answers)
    found = changes(templates.parsed(began.text), templates.parsed(now.text))
    plan, since = plan_of(program), program.template_edition
    marked = (replace(one, since=since) for one in found)
    left = [one for one in marked if one.key not in said and plan.holds(one)]
    return Following(template, left, answers)


KEYS = select(TemplateAnswer.change)


def answers_of(program: Program) -> Sequence[TemplateAnswer]:
    """The last answers, newest first."""
    wanted = select(TemplateAnswer).where(TemplateAnswer.program_id == program.id)
    in_order = wanted.order_by(TemplateAnswer.at.desc(), TemplateAnswer.id.desc()).limit(SHOWN)
    return db.session.scalars(in_order.options(joinedload(TemplateAnswer.by))).all()


def plan_of(program: Program) -> Plan:
    items: dict[str, Item] = {}
    tasks: dict[str, Task] = {}
    for item in queries.items_with_tasks(program.id):
        place = f"{item.phase.key}.{item.key}"
        items[place] = item
        for task in item.tasks:
            tasks[f"{place}.{task.key or key_from(task.title)}"] = task
    return Plan(items, tasks)


def behind(programs: Sequence[Program]) -> set[Program]:
    """Those of these programs whose template has a later edition than they follow."""
    ids = {one.template_id for one in programs if one.template_id}
    latest: dict[UUID, int] = {}
    for kind in (OwnTemplate, PracticeTemplate) if ids else ():
        wanted = select(kind.id, kind.edition).where(kind.id.in_(ids))
        latest |= {row.id: row.edition for row in db.session.execute(wanted)}
    return {
        one
        for one in programs
        if one.template_id and latest.get(one.template_id, 0) > one.template_edition
    }
