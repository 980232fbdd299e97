"""Rescheduling a program of 10,000 tasks against a bare graphlib sort of the same links, and as it
would be on the machine that the budgets are made for.

python -m bench.planning
"""

import gc
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from graphlib import TopologicalSorter
from pathlib import Path
from statistics import mean, median

from app import create_app
from app.config import Settings
from app.planning.holidays import us_public_holidays
from app.planning.network import Hold, Link, Plan, Task
from app.planning.schedule import reschedule
from app.planning.workdays import MONDAY_TO_FRIDAY, Away, Workdays
from bench import pages
from bench.pages import SECRET, Page, Visitor, serving
from bench.run import REFERENCE_HELLO
from bench.world import build

TASKS, LINKS, PEOPLE, ROUNDS, BUDGET_MS = 10_000, 15_000, 60, 15, 200
START = date(2026, 9, 14)


def a_plan() -> Plan[int]:
    """A made-up program, the same each time: links lead a little ahead, everybody takes leave."""
    chance = random.Random(11)
    calendar = Workdays(MONDAY_TO_FRIDAY, us_public_holidays(range(2026, 2030)))
    leave = {person: tuple(holidays_of(chance)) for person in range(PEOPLE)}
    tasks = [a_task(key, chance) for key in range(TASKS)]
    links = [a_link(chance) for _ in range(LINKS)]
    return Plan(tasks, links, calendar, START, leave, START + timedelta(days=70))


def a_task(key: int, chance: random.Random) -> Task[int]:
    start = START + timedelta(days=key * 180 // TASKS)
    hold = Hold.DONE if key < TASKS // 4 else Hold.PINNED if key % 50 == 0 else Hold.FREE
    days = chance.randrange(1, 4)
    due = start + timedelta(days=days - 1)
    return Task(key, f"Task {key}", start, due, days, None, chance.randrange(PEOPLE), hold)


def a_link(chance: random.Random) -> Link[int]:
    before = chance.randrange(TASKS - 1)
    after = min(before + chance.randrange(1, 400), TASKS - 1)
    return Link(before, after, chance.choice((0, 0, 0, 1, 5)))


def holidays_of(chance: random.Random) -> list[Away]:
    firsts = (START + timedelta(days=chance.randrange(0, 500)) for _ in range(6))
    return [Away(first, first + timedelta(days=chance.randrange(0, 14))) for first in firsts]


def bare_sort(plan: Plan[int]) -> int:
    sorter: TopologicalSorter[int] = TopologicalSorter({task.key: () for task in plan.tasks})
    for link in plan.links:
        sorter.add(link.after, link.before)
    return len(tuple(sorter.static_order()))


def main() -> None:
    plan = a_plan()
    found = reschedule(plan)
    work = {"sort": lambda: bare_sort(plan), "ours": lambda: reschedule(plan)}
    times, hello = beside_hello(work)
    ours, sort = times["ours"], times["sort"]
    there = ours / hello * REFERENCE_HELLO
    verdict = "within" if there <= BUDGET_MS else "OVER"
    print(f"{TASKS:,} tasks, {LINKS:,} links, {PEOPLE} people with leave:")
    print(f"  {len(found.moves):,} moved, {len(found.broken):,} links broken by pinned tasks")
    print(f"  {ours:.0f} ms to reschedule here, {ours / hello:.0f} times hello world")
    print(f"  {there:.0f} ms on the reference, {verdict} the budget of {BUDGET_MS} ms")
    print(f"  {ours / sort:.1f} times a bare graphlib sort of the same links, {sort:.0f} ms")


def beside_hello(work: dict[str, Callable[[], object]]) -> tuple[dict[str, float], float]:
    """The times of this work, and those of a hello-world request before and after it."""
    with tempfile.TemporaryDirectory() as folder:
        build(create_app(Settings(data_dir=Path(folder), secret_key=SECRET)), 1)
        with serving(Path(folder)) as (server, port):
            before = hello_world(server, port)
            times = timed(work)
            return times, mean((before, hello_world(server, port)))


def hello_world(server: int, port: int) -> float:
    page = Page("hello world", "", "/bench/hello")
    times, _sizes, _asked = pages.ask([page], {"": Visitor(port, "")}, server)
    return median(cpu for cpu, _wall in times[page.name])


def timed(work: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median CPU milliseconds of each, round after round, so that all see the same machine."""
    spent: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS):
        for name, act in work.items():
            gc.collect()
            begin = time.process_time()
            act()
            spent[name].append(1000 * (time.process_time() - begin))
    return {name: median(one) for name, one in spent.items()}


if __name__ == "__main__":
    main()
