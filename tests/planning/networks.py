"""Random small plans, and the slow and plain ways that the engine must agree with."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from app.planning.network import Hold, Link, Plan, Task
from app.planning.schedule import Timetable
from app.planning.workdays import ONE_DAY, Away, Workdays

START = date(2026, 11, 23)
PEOPLE = ("ann", "ben", None)

days = st.dates(START - timedelta(days=10), START + timedelta(days=40))
calendars = st.builds(
    Workdays, st.frozensets(st.integers(0, 6), min_size=1), st.frozensets(days, max_size=8)
)
absences = st.builds(
    lambda first, more: Away(first, first + timedelta(days=more)), days, st.integers(0, 9)
)
leaves = st.fixed_dictionaries({"ann": st.lists(absences, max_size=3), "ben": st.just([])})


@st.composite
def tasks(draw: st.DrawFn, key: int, holds: tuple[Hold, ...] = tuple(Hold)) -> Task[int]:
    hold = draw(st.sampled_from(holds))
    start = draw(st.none() | days)
    due = draw(st.none() | st.dates(start or START, (start or START) + timedelta(days=6)))
    if hold is not Hold.FREE and not (start or due):
        start = START
    owner = draw(st.sampled_from(PEOPLE))
    size, earliest = draw(st.none() | st.integers(1, 5)), draw(st.none() | days)
    return Task(key, f"T{key}", start, due, size, earliest, owner, hold)


@st.composite
def plans(draw: st.DrawFn, holds: tuple[Hold, ...] = tuple(Hold)) -> Plan[int]:
    """Up to seven tasks; links lead from lower keys to higher ones, in any order of the rows."""
    count = draw(st.integers(1, 7))
    made = draw(st.permutations([draw(tasks(key, holds)) for key in range(count)]))
    links = draw(links_among(count))
    today = draw(st.none() | days)
    return Plan(made, links, draw(calendars), START, draw(leaves), today)


def links_among(count: int) -> st.SearchStrategy[list[Link[int]]]:
    pairs = [(before, after) for after in range(count) for before in range(after)]
    if not pairs:
        return st.just([])
    chosen = st.lists(st.sampled_from(pairs), max_size=9, unique=True)
    lags = st.lists(st.integers(0, 3), min_size=9, max_size=9)
    return st.builds(
        lambda some, waits: [Link(*pair, lag) for pair, lag in zip(some, waits, strict=False)],
        chosen,
        lags,
    )


def own_days(plan: Plan[int], task: Task[int]) -> Workdays:
    """The days on which the owner of a task works."""
    return plan.calendar.without(plan.leave.get(task.owner, ()))


def ready_on(calendar: Workdays, due: date, lag: int) -> date:
    """The first day for a task that waits for one that is due then."""
    return calendar.add(calendar.on_or_after(due + ONE_DAY), lag)


def as_laid_out(plan: Plan[int], found: Timetable[int]) -> Plan[int]:
    """The plan once every move is made."""
    now = {move.key: (move.start, move.due) for move in found.moves}
    return replace(plan, tasks=[moved(task, now.get(task.key)) for task in plan.tasks])


def moved(task: Task[int], to: tuple[date, date] | None) -> Task[int]:
    return replace(task, start=to[0], due=to[1]) if to else task


def earliest_by_hand(plan: Plan[int], delayed: Mapping[int, date]) -> dict[int, tuple[date, date]]:
    """Every task as early as it can be, one date at a time; some not before a day."""
    spans: dict[int, tuple[date, date]] = {}
    for task in sorted(plan.tasks, key=lambda one: one.key):
        waits = [
            ready_on(plan.calendar, spans[link.before][1], link.lag)
            for link in plan.links
            if link.after == task.key
        ]
        floors = [plan.start, plan.today, task.earliest, delayed.get(task.key)]
        own = own_days(plan, task)
        start = own.on_or_after(max([*waits, *(day for day in floors if day)]))
        spans[task.key] = start, own.add(start, (task.days or 1) - 1)
    return spans


def longest_paths(plan: Plan[int]) -> tuple[int, set[int]]:
    """The length in working days of the longest chains, and every task on one of them."""
    size = {task.key: task.days or 1 for task in plan.tasks}
    chains = [
        (sum(size[key] for key in chain) + lags, chain)
        for task in plan.tasks
        for chain, lags in chains_from(plan, task.key)
    ]
    length = max(long for long, _ in chains)
    return length, {key for long, chain in chains if long == length for key in chain}


def chains_from(plan: Plan[int], key: int) -> Iterator[tuple[tuple[int, ...], int]]:
    yield (key,), 0
    for link in plan.links:
        if link.before == key:
            for chain, lags in chains_from(plan, link.after):
                yield (key, *chain), lags + link.lag
