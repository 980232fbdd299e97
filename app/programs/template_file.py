"""Templates as TOML files: read strictly, every mistake with its place, and written again."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from app.planning.repeats import endless_rule
from app.programs.template import (
    Duty,
    Strand,
    Template,
    TemplateItem,
    TemplatePhase,
    TemplateTask,
    Wait,
    place_of_task,
)
from app.tomlfile import Table, TomlError, read_folder

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_DAYS, MOST_MINUTES = 2600, 6000
KEYS, NAME, TITLE, WORDS = 60, 120, 200, 2000
MOST = {"phases": 20, "items": 60, "tasks": 60, "waits_for": 20}
Part = TypeVar("Part")


def read_templates(folder: Path) -> dict[str, Template]:
    """Every template of a folder by key: programs first, then each phase, in the programs' order.

    A file with `phases` puts phase files together, or holds its phases itself; every other file
    is a phase. Raises TomlError, which names the file and the key.
    """
    tables = read_folder(folder)
    reader = Reader()
    wholes = [table for table in tables if table.has("phases")]
    alone = [reader.phase(table) for table in tables if not table.has("phases")]
    reader.phases = {phase.key: phase for phase in alone}
    programs = [reader.program(table) for table in wholes]
    reader.close()
    placed = [phase.key for program in programs for phase in program.phases]
    alone.sort(key=lambda phase: placed.index(phase.key) if phase.key in placed else len(placed))
    templates = [*programs, *map(alone_as_program, alone)]
    return unique({template.key: template for template in templates}, len(templates), folder.name)


def unique(found: dict[str, Template], count: int, folder: str) -> dict[str, Template]:
    if len(found) < count:
        raise TomlError(f"{folder}: two templates have the same key.")
    return found


def alone_as_program(phase: TemplatePhase) -> Template:
    return Template(phase.key, phase.name, phase.purpose, phase.result_kpis, (phase,))


@dataclass
class Reader:
    """Reads tables into parts of templates and keeps every mistake, to tell them together.

    `phases` are those that a program may name; `kpis` are the known ones, None takes any.
    """

    phases: Mapping[str, TemplatePhase] = field(default_factory=dict)
    kpis: Collection[str] | None = None
    errors: list[TomlError] = field(default_factory=list)

    def close(self) -> None:
        """Raise the first mistake, if there was one."""
        if self.errors:
            raise self.errors[0]

    def template(self, table: Table) -> Template:
        """A whole template, or a phase on its own."""
        if table.has("phases"):
            return self.program(table)
        template = alone_as_program(self.phase(table))
        if not self.errors:
            check_waits(template, table)
        return template

    def program(self, table: Table) -> Template:
        template = Template(
            key=key_of(table),
            name=table.text("name", most=NAME),
            purpose=table.text("purpose", most=WORDS),
            result_kpis=self.known(table, "result_kpis"),
            phases=self.each(table, "phases", self.placed),
        )
        table.close()
        refuse_twins(table, "phases", [phase.key for phase in template.phases])
        if not self.errors:
            check_waits(template, table)
        return template

    def placed(self, table: Table) -> TemplatePhase:
        """A phase of a program: written out in the file, or named by its key."""
        starts = table.whole("starts_after", most=MOST_DAYS)
        if table.has("items"):
            return replace(self.phase(table), starts_after=starts)
        key = table.text("key")
        if key not in self.phases:
            raise table.problem("key", f"no phase file has the key {key}; write its items here.")
        table.close()
        return replace(self.phases[key], starts_after=starts)

    def phase(self, table: Table) -> TemplatePhase:
        phase = TemplatePhase(
            key=key_of(table),
            name=table.text("name", most=NAME),
            purpose=table.text("purpose", most=WORDS),
            result_kpis=self.known(table, "result_kpis"),
            starts_after=0,
            items=self.each(table, "items", self.item),
        )
        table.close()
        refuse_twins(table, "items", [item.key for item in phase.items])
        return phase

    def item(self, table: Table) -> TemplateItem:
        owner = table.choice("owner", Duty)
        item = TemplateItem(
            key=key_of(table),
            name=table.text("name", most=NAME),
            purpose=table.text("purpose", most=WORDS),
            owner=owner,
            moves=self.known(table, "moves"),
            starts_after=table.whole("starts_after", most=MOST_DAYS),
            ends_after=table.whole("ends_after", most=MOST_DAYS),
            tasks=with_keys(self.each(table, "tasks", lambda one: read_task(one, owner), "title")),
        )
        table.close()
        check_window(item, table)
        return item

    def each(
        self, table: Table, key: str, read: Callable[[Table], Part], name: str = "key"
    ) -> tuple[Part, ...]:
        """Every part of an array that can be read; what cannot is kept among the mistakes."""
        found = []
        tables = table.tables(key, name=name, optional=key == "tasks")
        for number, one in enumerate(tables, start=1):
            if number > MOST[key]:
                raise table.problem(key, f"use at most {MOST[key]} of them.")
            try:
                found.append(read(one))
            except TomlError as error:
                self.errors.append(error)
        if not found and not self.errors and key != "tasks":
            raise table.problem(key, f"write at least one [[{key}]] table.")
        return tuple(found)

    def known(self, table: Table, key: str) -> tuple[str, ...]:
        """The keys of KPIs, each of them once and in the catalogue."""
        keys = tuple(dict.fromkeys(table.texts(key)))
        unknown = [one for one in keys if self.kpis is not None and one not in self.kpis]
        if unknown:
            raise table.problem(key, f"no KPI has the key {unknown[0][:KEYS]}.")
        return keys


def key_of(table: Table) -> str:
    """A key as addresses have it; a hyphen stands between its words."""
    key = table.text("key", most=KEYS)
    if not KEY.fullmatch(key):
        raise table.problem("key", "use small letters, digits, and hyphens between words.")
    return key


def refuse_twins(table: Table, key: str, keys: list[str]) -> None:
    if len(set(keys)) < len(keys):
        raise table.problem(key, f"two {key} have the same key.")


def check_window(item: TemplateItem, table: Table) -> None:
    dues = [task.due_after for task in item.tasks]
    refuse_twins(table, "tasks", [task.key for task in item.tasks])
    if item.ends_after < item.starts_after:
        raise table.problem("ends_after", "an item ends on or after the day it starts.")
    if dues != sorted(dues):
        raise table.problem("tasks", "put the tasks in the order of due_after.")
    if dues and dues[-1] > item.ends_after - item.starts_after:
        raise table.problem("tasks", "a task is due after its item ends.")


def read_task(table: Table, owner: Duty) -> TemplateTask:
    task = TemplateTask(
        strand=table.choice("strand", Strand),
        title=table.text("title", most=TITLE),
        why=table.text("why", "", most=WORDS),
        owner=table.choice("owner", Duty, owner),
        minutes=table.whole("minutes", most=MOST_MINUTES),
        due_after=table.whole("due_after", most=MOST_DAYS),
        key=key_of(table) if table.has("key") else "",
        waits_for=tuple(map(read_wait, table.tables("waits_for", optional=True))),
        repeats=table.parsed("repeats", endless_rule),
    )
    table.close()
    return task


def read_wait(table: Table) -> Wait:
    wait = Wait(table.text("task", most=4 * KEYS), table.whole("lag", 0, most=MOST_DAYS))
    table.close()
    return wait


def with_keys(tasks: Iterable[TemplateTask]) -> tuple[TemplateTask, ...]:
    """The tasks of an item, each with a key: its own, or one made of its title."""
    taken: set[str] = set()
    found = []
    for task in tasks:
        key = task.key or free_key(key_from(task.title), taken)
        taken.add(key)
        found.append(replace(task, key=key))
    return tuple(found)


def key_from(words: str) -> str:
    """A key out of words: the first few of them that a key can hold."""
    key = "-".join(re.findall(r"[a-z0-9]+", words.lower()))
    return key[: KEYS - 4].strip("-") or "task"


def free_key(key: str, taken: Collection[str]) -> str:
    """The key, numbered when it is taken."""
    number = 1
    while (key if number == 1 else f"{key}-{number}") in taken:
        number += 1
    return key if number == 1 else f"{key}-{number}"


def check_waits(template: Template, table: Table) -> None:
    """Every task that is waited for is there, and none wait in a circle."""
    graph = {place: task.waits_for for place, task in places(template)}
    for place, waits in graph.items():
        missing = [one.task for one in waits if one.task not in graph]
        if missing:
            raise table.problem("waits_for", f"{place} waits for {missing[0]}, which is not here.")
    order = TopologicalSorter({place: [w.task for w in waits] for place, waits in graph.items()})
    try:
        order.prepare()
    except CycleError as circle:
        told = ", then ".join(circle.args[1])
        raise table.problem("waits_for", f"these wait in a circle: {told}.") from None


def places(template: Template) -> Iterator[tuple[str, TemplateTask]]:
    """Every task of a template with its place."""
    for phase in template.phases:
        for item in phase.items:
            for task in item.tasks:
                yield place_of_task(phase, item, task), task


def written(template: Template) -> str:
    """The template as the text of a TOML file that reads as the same template."""
    lines = [*pairs(template, "key", "name", "purpose", "result_kpis")]
    for phase in template.phases:
        lines += ["", "[[phases]]"]
        lines += pairs(phase, "key", "name", "purpose", "result_kpis", "starts_after")
        for item in phase.items:
            lines += ["", "[[phases.items]]"]
            lines += pairs(item, "key", "name", "owner", "purpose", "moves")
            lines += pairs(item, "starts_after", "ends_after")
            for task in item.tasks:
                lines += ["", "[[phases.items.tasks]]", *pairs(task, *TASK), *waits(task)]
    return "\n".join(lines) + "\n"


TASK = ("key", "strand", "title", "why", "owner", "minutes", "due_after", "repeats")


def pairs(part: object, *names: str) -> Iterator[str]:
    """Lines of a table. A JSON text, number or list is a TOML one too."""
    for name in names:
        value = getattr(part, name)
        if value != "":
            yield f"{name} = {quoted(value)}"


def quoted(value: object) -> str:
    """The characters themselves: TOML has no pairs of surrogates. It has no bare delete either."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def waits(task: TemplateTask) -> Iterator[str]:
    if task.waits_for:
        told = (f"{{ task = {quoted(one.task)}, lag = {one.lag} }}" for one in task.waits_for)
        yield f"waits_for = [{', '.join(told)}]"
