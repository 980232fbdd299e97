"""A program of 10,000 tasks against the same one of 35: the roadmap as a list and over time.

python -m bench.large
"""

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app import create_app
from app.accounts.models import Msp
from app.clock import now, today
from app.config import Settings
from app.db import db, write_intent
from app.programs.models import Item, Phase, Program, Task, TaskItem, TaskLink, TaskPerson
from app.tenancy import new_id, scope_of
from bench import pages
from bench.pages import MSP, SECRET, Figures, Page, Visitor, serving
from bench.run import REFERENCE_HELLO, judged
from bench.world import CHAMPION, TASKS, build

LARGE, IN_AN_ITEM, LINKED = 10_000, 20, 10
"""So many tasks, so many of them in an item, and every so-manieth waits for the one before."""
CPU, QUERIES, LATER, KIB = 10, 12, 40, 1024
Row = dict[str, Any]


def main() -> None:
    print(
        "| Page | tasks | CPU ms, median | x hello | ms on the reference | queries | KB | budget |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for tasks in (TASKS, LARGE):
        with tempfile.TemporaryDirectory() as folder:
            for line in told(measure(Path(folder), tasks), tasks):
                print(line, flush=True)


def measure(folder: Path, tasks: int) -> dict[str, Figures]:
    """Build the program, serve it, and ask for its pages in turn, round after round."""
    app = create_app(Settings(data_dir=folder, secret_key=SECRET))
    world = build(app, 1)
    token = write_intent.set(True)
    with app.app_context():
        grow(tasks - world.tasks)
        db.session.commit()
        db.engine.dispose()
    write_intent.reset(token)
    with serving(folder) as (server, port):
        people = {name: Visitor(port, name) for name in ("", CHAMPION)}
        wanted = asked_for()
        times, sizes, _ = pages.ask(wanted, people, server)
        counts = {page.name: pages.statements(app, page, people) for page in wanted}
    return {
        page.name: pages.summary(times[page.name], counts[page.name], sizes[page.name])
        for page in wanted
    }


def asked_for() -> list[Page]:
    return [
        Page("hello world", "", "/bench/hello"),
        Page("list", CHAMPION, f"{MSP}/roadmap"),
        Page("list, mine", CHAMPION, f"{MSP}/roadmap?show=mine"),
        Page("timeline", CHAMPION, f"{MSP}/roadmap/timeline"),
    ]


def told(found: dict[str, Figures], tasks: int) -> Iterator[str]:
    hello = found.pop("hello world").cpu
    for name, one in found.items():
        there, size = one.cpu / hello * REFERENCE_HELLO, one.size / KIB
        budget = (
            f"CPU {judged(there, CPU)}, queries {judged(one.queries, QUERIES)}, "
            f"size {judged(size, LATER)}"
        )
        yield (
            f"| {name} | {tasks:,} | {one.cpu:.1f} | {one.cpu / hello:.0f} | {there:.1f} "
            f"| {one.queries} | {size:.1f} | {budget} |"
        )


def grow(more: int) -> None:
    """So many more tasks, straight into the tables: items in every phase in turn, a third of them
    done, with one person on each task."""
    with scope_of(db.session.scalars(select(Msp.id)).all()):
        program = db.session.scalars(select(Program)).one()
        ids = [new_id() for _ in range(max(more, 0))]
        if ids:
            items = places(program, len(ids))
            put(Task, (task(program, n, one) for n, one in enumerate(ids)))
            put(TaskItem, (place(n, one, items) for n, one in enumerate(ids)))
            put(TaskPerson, ({"task_id": one, "user_id": program.champion_id} for one in ids))
            put(TaskLink, links(program, ids))


def put(model: Any, rows: Iterator[Row]) -> None:
    db.session.execute(insert(model), list(rows))


def places(program: Program, tasks: int) -> list[UUID]:
    phases = db.session.scalars(select(Phase.id).order_by(Phase.position)).all()
    ids = [new_id() for _ in range(-(-tasks // IN_AN_ITEM))]
    put(
        Item,
        (item(program, phases[n * len(phases) // len(ids)], n, one) for n, one in enumerate(ids)),
    )
    return ids


def item(program: Program, phase_id: UUID, number: int, item_id: UUID) -> Row:
    starts_on = program.starts_on + timedelta(days=number % 180)
    due = starts_on + timedelta(days=14)
    return {
        "id": item_id,
        "program_id": program.id,
        "phase_id": phase_id,
        "key": f"item-{number}",
        "name": f"Improvement {number} of many",
        "position": 100 + number,
        "owner_id": program.champion_id,
        "starts_on": starts_on,
        "first_starts_on": starts_on,
        "due": due,
        "first_due": due,
    }


def task(program: Program, number: int, task_id: UUID) -> Row:
    due = program.starts_on + timedelta(days=number // IN_AN_ITEM % 180 + 14)
    done = due < today()
    return {
        "id": task_id,
        "program_id": program.id,
        "strand": "sop",
        "title": f"Task {number} of many",
        "due": due,
        "first_due": due,
        "done_at": now() if done else None,
        "done_by_id": program.champion_id if done else None,
    }


def place(number: int, task_id: UUID, items: list[UUID]) -> Row:
    item_id, position = items[number // IN_AN_ITEM], number % IN_AN_ITEM
    return {"task_id": task_id, "item_id": item_id, "position": position}


def links(program: Program, ids: list[UUID]) -> Iterator[Row]:
    for before, after in zip(ids[::LINKED], ids[1::LINKED], strict=False):
        yield {"program_id": program.id, "predecessor_id": before, "successor_id": after}


if __name__ == "__main__":
    main()
