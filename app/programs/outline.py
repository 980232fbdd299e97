"""A template while it is changed part by part: the tables of its file, found by their places."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from hashlib import sha256
from typing import Any

from app.programs.template import Duty, Strand
from app.programs.template_file import MOST_DAYS, free_key, key_from
from app.tomlfile import Place, TomlError

Values = dict[str, Any]
LISTS = ("phases", "items", "tasks")
KINDS = ("template", "phase", "improvement", "task")
NOT_THERE = "none"
RIGHT: Values = {
    "name": "A name",
    "title": "A title",
    "purpose": "What for",
    "why": "",
    "owner": Duty.CHAMPION.value,
    "strand": Strand.SOP.value,
    "minutes": 0,
    "starts_after": 0,
    "ends_after": MOST_DAYS,
    "due_after": 0,
    "moves": [],
    "result_kpis": [],
    "waits_for": [],
    "repeats": "",
}
"""What is right in a field, whatever stands in the others."""
Check = Callable[[Values], Sequence[TomlError]]
EMPTY = {
    "phases": "Add a phase, so that there is something to do.",
    "items": "Add an improvement to this phase, or take the phase out.",
}


class Outline:
    """The tables of a template.

    A part is named by its place: "phase", "phase.improvement", "phase.improvement.task"; the
    empty place is the template itself.
    """

    def __init__(self, tables: Values) -> None:
        self.tables = deepcopy(tables)

    @classmethod
    def of(cls, text: str) -> "Outline":
        return cls(tomllib.loads(text))

    def part(self, place: str) -> Values | None:
        """The table of a part with all that is in it; None where there is none."""
        keys = keys_of(place)
        found: Values | None = self.tables if len(keys) <= len(LISTS) else None
        for name, key in zip(LISTS, keys, strict=False):
            found = next((one for one in (found or {}).get(name, ()) if one["key"] == key), None)
        return found

    def values(self, place: str) -> Values | None:
        """What a part says of its own, without the parts in it."""
        part = self.part(place)
        return None if part is None else {k: v for k, v in part.items() if k not in LISTS}

    def mark(self, place: str) -> str:
        """A mark of what a part says, to tell whether a page is older than it."""
        values = self.values(place)
        told = json.dumps(values, sort_keys=True)
        return NOT_THERE if values is None else sha256(told.encode()).hexdigest()[:16]

    def inside(self, place: str) -> list[Values]:
        """The parts of a part, in their order; a task has none."""
        part, depth = self.part(place), len(keys_of(place))
        if part is None or depth == len(LISTS):
            return []
        found: list[Values] = part.setdefault(LISTS[depth], [])
        return found

    def position(self, place: str) -> tuple[int, int]:
        """Which one of its neighbours a part is, counted from 1, and of how many."""
        neighbours = self.inside(parent_of(place))
        keys = [one["key"] for one in neighbours]
        return keys.index(keys_of(place)[-1]) + 1, len(keys)

    def change(self, place: str, values: Values) -> None:
        """The part says this from now on; tasks stay in the order of their days."""
        part = self.part(place)
        assert part is not None
        part.update(values)
        self.put_in_order(place)

    def add(self, parent: str, values: Values) -> str:
        """A new part after the others of its parent; its place, under a key of its own."""
        neighbours = self.inside(parent)
        name = str(values.get("name") or values.get("title") or "")
        key = free_key(key_from(name), [one["key"] for one in neighbours])
        depth = len(keys_of(parent)) + 1
        below: Values = {LISTS[depth]: []} if depth < len(LISTS) else {}
        neighbours.append({"key": key, **values, **below})
        place = f"{parent}.{key}" if parent else key
        self.put_in_order(place)
        return place

    def put_in_order(self, place: str) -> None:
        """Tasks by the day on which they are due; those of one day stay as they are."""
        tasks = self.inside(parent_of(place)) if len(keys_of(place)) == len(LISTS) else []
        if all(isinstance(one.get("due_after"), int) for one in tasks):
            tasks.sort(key=lambda one: one["due_after"])

    def move(self, place: str, step: int) -> None:
        """One place up (-1) or down (1); two tasks change their days with their places."""
        neighbours = self.inside(parent_of(place))
        here = self.position(place)[0] - 1
        there = here + step
        if not 0 <= there < len(neighbours):
            return
        one, other = neighbours[here], neighbours[there]
        neighbours[here], neighbours[there] = other, one
        if len(keys_of(place)) == len(LISTS):
            one["due_after"], other["due_after"] = other["due_after"], one["due_after"]

    def remove(self, place: str) -> int:
        """Take a part out; answers how many tasks waited for what was in it, and do no more."""
        neighbours = self.inside(parent_of(place))
        neighbours[:] = [one for one in neighbours if one["key"] != keys_of(place)[-1]]
        freed = 0
        for _place, task in self.tasks():
            waits = task.get("waits_for", [])
            kept = [one for one in waits if not f"{one['task']}.".startswith(f"{place}.")]
            freed += len(kept) < len(waits)
            task["waits_for"] = kept
        return freed

    def tasks(self) -> Iterator[tuple[str, Values]]:
        """Every task with its place."""
        for phase in self.inside(""):
            for item in self.inside(phase["key"]):
                above = f"{phase['key']}.{item['key']}"
                yield from ((f"{above}.{task['key']}", task) for task in self.inside(above))

    def at(self, place: str) -> Place:
        """The place as the parser of files tells it: by the number in each array."""
        keys = keys_of(place)
        above = [".".join(keys[: depth + 1]) for depth in range(len(keys))]
        return tuple((LISTS[depth], self.position(one)[0]) for depth, one in enumerate(above))

    def place(self, at: Place) -> str:
        """The opposite of `at`; what stands deeper than a task is told as the task."""
        place = ""
        for _name, number in at[: len(LISTS)]:
            place = f"{place}.{self.inside(place)[number - 1]['key']}".strip(".")
        return place

    def name(self, place: str) -> str:
        """What people call a part."""
        values = self.values(place) or {}
        return str(values.get("name") or values.get("title") or "")

    def sentence(self, error: TomlError) -> str:
        """What is wrong with a part, with the names of tasks instead of their places."""
        if error.said.startswith("write at least one"):
            return EMPTY[error.key]
        titles = {place: f"“{task['title']}”" for place, task in self.tasks()}
        said = re.sub(r"\b(?:an )?item\b", in_words, error.said)
        told = PLACE.sub(lambda found: titles.get(found[0], found[0]), said)
        return told[:1].upper() + told[1:]


def in_words(found: re.Match[str]) -> str:
    """What a file calls an item is an improvement to people."""
    return found[0].replace("item", "improvement")


PLACE = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+\.[a-z0-9-]+")


def keys_of(place: str) -> list[str]:
    return place.split(".") if place else []


def parent_of(place: str) -> str:
    return place.rpartition(".")[0]


def kind_of(place: str) -> str:
    """What a part is called: an improvement, a task."""
    return KINDS[min(len(keys_of(place)), len(LISTS))]


def wrong_in(outline: Outline, place: str, check: Check) -> dict[str, str]:
    """Everything that is wrong with a part: a sentence by the field of its form.

    A reader tells one mistake of a table at a time; so each is put right and asked again.
    """
    trial, found = Outline(outline.tables), dict[str, str]()
    while told := of_part(trial, place, check(trial.tables)).items() - found.items():
        found |= dict(told)
        trial.change(place, {name: RIGHT[name] for name, _sentence in told if name in RIGHT})
        if not any(name in RIGHT for name, _sentence in told):
            break
    return found


def of_part(outline: Outline, place: str, errors: Sequence[TomlError]) -> dict[str, str]:
    """What of these mistakes is this part's to put right: a sentence by the field of its form."""
    found: dict[str, str] = {}
    for error in errors:
        name = field_of(outline.at(place), error)
        if name:
            found.setdefault(name, outline.sentence(error))
    return found


def field_of(at: Place, error: TomlError) -> str:
    """The field that a mistake belongs beside; none where it is about another part."""
    is_task = len(at) == len(LISTS)
    if error.at == at:
        return "ends_after" if error.key == "tasks" else error.key
    if is_task and error.at[: len(at)] == at:
        return "waits_for"
    if is_task and error.at == at[:-1] and error.key == "tasks":
        return "due_after" if error.said.startswith("a task") else "title"
    if at and error.at == at[:-1] and error.key == at[-1][0]:
        return "name"
    return "waits_for" if is_task and not error.at and error.key == "waits_for" else ""
