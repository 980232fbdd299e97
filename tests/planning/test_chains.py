"""Chains that cannot reach the end of a plan are left out, and nothing else changes."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.planning.chains import Span, near_the_end
from app.planning.network import Hold, Link, Plan, Task
from app.planning.schedule import reschedule
from app.planning.workdays import Workdays
from tests.planning.networks import START, calendars, days, links_among

MONDAY = date(2026, 11, 23)


@st.composite
def on_due_days(draw: st.DrawFn) -> tuple[dict[int, date], list[Link[int]], Span]:
    count = draw(st.integers(1, 7))
    dues = {key: draw(days) for key in range(count)}
    last = draw(days)
    return dues, draw(links_among(count)), Span(draw(calendars), START, draw(days), last)


def critical(dues: dict[int, date], links: list[Link[int]], span: Span) -> set[int]:
    """What has no slack when every task is laid out."""
    tasks = [Task(key, f"T{key}", due=due) for key, due in dues.items()]
    end = Task(-1, "The end", due=span.last, hold=Hold.PINNED)
    plan = Plan([*tasks, end], links, span.calendar, span.first, today=span.today)
    return {one.key for one in reschedule(plan).timings.values() if one.critical} - {-1}


@given(on_due_days())
def test_the_critical_tasks_are_those_of_the_whole_plan(plan):
    dues, links, span = plan
    near = near_the_end(dues, links, span)
    kept = {key: due for key, due in dues.items() if key in near}
    inner = [link for link in links if link.after in near]
    assert all(link.before in near for link in inner)
    assert critical(kept, inner, span) == critical(dues, links, span)


def test_only_a_chain_that_can_reach_the_end_is_looked_at():
    week = [MONDAY + timedelta(days=day) for day in range(5)]
    dues = {1: week[0], 2: week[1], 3: week[0], 4: week[4], 5: week[3]}
    links = [Link(1, 2), Link(3, 4)]
    span = Span(Workdays(), week[0], week[0], week[4])
    assert near_the_end(dues, links, span) == {3, 4}
    late = replace(links[0], lag=4)
    assert near_the_end(dues, [late, links[1]], span) == {1, 2, 3, 4}


def test_a_task_on_a_day_off_may_move_to_today_and_reach_the_end():
    saturday, friday = MONDAY - timedelta(days=2), MONDAY + timedelta(days=4)
    span = Span(Workdays(), MONDAY - timedelta(days=7), friday, friday)
    assert near_the_end({1: saturday}, [], span) == {1}
    assert near_the_end({1: MONDAY}, [], span) == set()
