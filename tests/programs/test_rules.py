"""States of tasks, items and phases, progress and lateness, in tables of cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.programs.rules import (
    ItemFacts,
    ItemState,
    Progress,
    TaskFacts,
    TaskState,
    days_late,
    days_moved,
    item_state,
    item_states,
    phase_state,
    progress,
    task_state,
    work_of,
)

TODAY = date(2026, 11, 25)
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 29)


def ago(days):
    return TODAY - timedelta(days=days)


def ahead(days):
    return TODAY + timedelta(days=days)


def task(due, done_on=None, applies=True):
    return TaskFacts(due, done_on, applies)


def item(*tasks, start=None, due=None, owned=True, name="Triage"):
    return ItemFacts(name, start or ago(5), due or ahead(5), owned, work_of(tasks))


@pytest.mark.parametrize(
    ("given_task", "found"),
    [
        pytest.param(task(ago(3)), TaskState.LATE, id="past its day"),
        pytest.param(task(TODAY), TaskState.TODAY, id="on its day"),
        pytest.param(task(SUNDAY), TaskState.THIS_WEEK, id="until Sunday"),
        pytest.param(task(ahead(5)), TaskState.TO_COME, id="from next Monday"),
        pytest.param(task(None), TaskState.TO_COME, id="without a day"),
        pytest.param(task(ago(3), ago(1)), TaskState.DONE, id="done late is done"),
        pytest.param(task(ago(3), None, False), TaskState.NOT_APPLICABLE, id="set aside"),
    ],
)
def test_a_task_stands_by_its_day(given_task, found):
    assert task_state(given_task, TODAY) is found


@pytest.mark.parametrize(
    ("due", "done_on", "days"),
    [
        (ago(10), None, 10),
        (ago(10), ago(7), 3),
        (TODAY, None, 0),
        (ahead(4), None, 0),
        (None,) * 2 + (0,),
    ],
)
def test_lateness_is_counted_in_calendar_days(due, done_on, days):
    assert days_late(due, done_on, TODAY) == days


def test_a_move_is_counted_from_the_first_plan():
    assert days_moved(date(2026, 11, 13), date(2026, 11, 27)) == 14
    assert days_moved(date(2026, 11, 27), date(2026, 11, 13)) == -14
    assert days_moved(None, TODAY) == 0


DONE, OPEN, ASIDE = task(ago(2), ago(3)), task(ahead(3)), task(ahead(3), None, False)


@pytest.mark.parametrize(
    ("given_item", "found"),
    [
        pytest.param(item(DONE, DONE), ItemState.DONE, id="all done"),
        pytest.param(item(DONE, ASIDE), ItemState.DONE, id="done but for what was set aside"),
        pytest.param(item(ASIDE), ItemState.NOT_APPLICABLE, id="all set aside"),
        pytest.param(item(DONE, OPEN), ItemState.UNDER_WAY, id="begun"),
        pytest.param(item(OPEN), ItemState.UNDER_WAY, id="its start has come"),
        pytest.param(item(OPEN, start=ahead(1)), ItemState.TO_COME, id="its start has not come"),
        pytest.param(item(DONE, OPEN, start=ahead(1)), ItemState.UNDER_WAY, id="begun early"),
        pytest.param(item(DONE, task(ago(1))), ItemState.LATE, id="a task is late"),
        pytest.param(item(task(None), due=ago(1)), ItemState.LATE, id="its own day has passed"),
        pytest.param(item(), ItemState.UNDER_WAY, id="without tasks"),
        pytest.param(item(due=ago(1)), ItemState.LATE, id="without tasks, past its day"),
    ],
)
def test_an_item_stands_by_its_tasks(given_item, found):
    assert item_state(given_item, TODAY) is found


def test_the_earliest_item_to_come_is_next():
    items = [
        item(DONE),
        item(OPEN, start=ahead(9)),
        item(OPEN, start=ahead(2)),
        item(OPEN, start=ahead(2)),
    ]
    assert item_states(items, TODAY) == (
        ItemState.DONE,
        ItemState.TO_COME,
        ItemState.NEXT,
        ItemState.TO_COME,
    )


def test_nothing_is_next_when_nothing_is_to_come():
    assert item_states([item(DONE), item(OPEN)], TODAY) == (ItemState.DONE, ItemState.UNDER_WAY)


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ([ItemState.DONE, ItemState.DONE], ItemState.DONE),
        ([ItemState.DONE, ItemState.NOT_APPLICABLE], ItemState.DONE),
        ([ItemState.NOT_APPLICABLE], ItemState.NOT_APPLICABLE),
        ([ItemState.DONE, ItemState.LATE, ItemState.TO_COME], ItemState.LATE),
        ([ItemState.DONE, ItemState.TO_COME], ItemState.UNDER_WAY),
        ([ItemState.NEXT, ItemState.TO_COME], ItemState.NEXT),
        ([ItemState.TO_COME], ItemState.TO_COME),
    ],
)
def test_a_phase_stands_by_its_items(states, found):
    assert phase_state(states) is found


def test_progress_can_be_counted():
    states = [ItemState.DONE] * 3 + [ItemState.LATE] + [ItemState.TO_COME] * 4
    assert str(progress(states)) == "3 of 8"


def test_what_does_not_apply_counts_in_neither_number():
    states = [TaskState.DONE, TaskState.NOT_APPLICABLE, TaskState.TODAY]
    assert progress(states) == Progress(1, 2)


tasks = st.builds(
    TaskFacts,
    st.none() | st.dates(ago(60), ahead(60)),
    st.none() | st.dates(ago(60), TODAY),
    st.booleans(),
)


@given(st.lists(tasks, max_size=8))
def test_an_item_is_done_exactly_when_progress_is_whole(several):
    counted = progress(task_state(one, TODAY) for one in several)
    done = item_state(item(*several), TODAY) is ItemState.DONE
    assert done == (counted.total > 0 and counted.done == counted.total)


@given(st.lists(tasks, min_size=1, max_size=8))
def test_checking_off_everything_always_finishes_an_item(several):
    finished = [TaskFacts(one.due, TODAY, applies=True) for one in several]
    assert item_state(item(*finished), TODAY) is ItemState.DONE
