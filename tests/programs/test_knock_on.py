"""What has to move along with a moved task never lands on a day on which nobody of it is there."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.leave import covers
from app.planning.network import Hold, Plan, Task
from app.planning.schedule import reschedule
from app.programs.knock_on import forced
from tests.planning.networks import START, absences, calendars, days, links_among

SOME = settings(max_examples=40)


@st.composite
def moved_plans(draw):
    """Tasks that take the working day on which they are due, some of them held; and when nobody of
    each is there."""
    count = draw(st.integers(2, 7))
    holds = st.sampled_from([Hold.FREE, Hold.FREE, Hold.PINNED, Hold.DONE])
    calendar = draw(calendars)
    dues = st.builds(lambda day: calendar.on_or_after(max(day, START)), days)
    tasks = [Task(key, f"T{key}", due=draw(dues), hold=draw(holds)) for key in range(count)]
    away = st.lists(absences, max_size=2).map(tuple)
    leave = {key: spans for key in range(count) if (spans := draw(away))}
    return Plan(tasks, draw(links_among(count)), calendar, START, today=START), leave


def after(plan, moves):
    tasks = [replace(one, due=moves.get(one.key, one.due)) for one in plan.tasks]
    return replace(plan, tasks=tasks)


@SOME
@given(moved_plans())
def test_no_task_lands_on_a_day_off_or_in_leave_and_nothing_that_is_held_moves(known):
    plan, leave = known
    free = {one.key for one in plan.tasks if one.hold is Hold.FREE}
    for key, due in forced(plan, leave).items():
        assert key in free and plan.calendar.is_workday(due) and due >= START
        assert not covers(leave.get(key, ()), due)


@SOME
@given(moved_plans())
def test_every_link_to_a_free_task_is_kept(known):
    plan, leave = known
    laid = after(plan, forced(plan, leave))
    moves = reschedule(laid).moves
    assert [one.key for one in moves if one.because is not None] == []


@SOME
@given(moved_plans())
def test_twice_equals_once(known):
    plan, leave = known
    assert forced(after(plan, forced(plan, leave)), leave) == {}
