"""Laying out plans: what holds for every plan, and small ones reckoned by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.network import Hold, Link, Plan, Task
from app.planning.schedule import Move, reschedule, schedule
from app.planning.workdays import Away, Workdays
from app.refusal import Refused
from tests.planning.networks import (
    START,
    as_laid_out,
    calendars,
    earliest_by_hand,
    links_among,
    longest_paths,
    own_days,
    plans,
    ready_on,
)

SOME = settings(max_examples=30)
MON, TUE, WED, THU, FRI = (START + timedelta(days=n) for n in range(5))
SAT, NEXT_MON, NEXT_TUE = START + timedelta(days=5), START + timedelta(days=7), START + timedelta(8)


def plan(tasks, links=(), **known):
    known = {"calendar": Workdays(), "start": MON, **known}
    return Plan(tasks, links, **known)


def dates(found):
    return {key: (timing.start, timing.due) for key, timing in found.timings.items()}


class TestEveryPlan:
    @SOME
    @given(plans())
    def test_no_free_task_begins_before_those_it_waits_for_are_done(self, given_plan):
        for found in (schedule(given_plan), reschedule(given_plan)):
            free = {task.key for task in given_plan.tasks if task.hold is Hold.FREE}
            for link in given_plan.links:
                ready = ready_on(given_plan.calendar, found.timings[link.before].due, link.lag)
                assert link.after not in free or found.timings[link.after].start >= ready

    @SOME
    @given(plans())
    def test_no_free_task_lands_on_a_day_off_or_in_its_owners_leave(self, given_plan):
        for found in (schedule(given_plan), reschedule(given_plan)):
            for task in given_plan.tasks:
                start, due = dates(found)[task.key]
                own = own_days(given_plan, task)
                if task.hold is Hold.FREE:
                    assert own.is_workday(start) and own.is_workday(due)
                    assert task.days is None or own.count(start, due) == task.days

    @SOME
    @given(plans())
    def test_no_free_task_begins_before_the_plan_or_its_earliest_day(self, given_plan):
        for found in (schedule(given_plan), reschedule(given_plan)):
            for task in given_plan.tasks:
                if task.hold is Hold.FREE:
                    assert found.timings[task.key].start >= max(START, task.earliest or START)

    @SOME
    @given(plans())
    def test_what_is_held_never_moves(self, given_plan):
        for found in (schedule(given_plan), reschedule(given_plan)):
            moved = {move.key for move in found.moves}
            for task in given_plan.tasks:
                start, due = dates(found)[task.key]
                if task.hold is not Hold.FREE:
                    assert task.key not in moved
                    assert start == (task.start or task.due)
                    assert task.due in (None, due)

    @SOME
    @given(plans())
    def test_rescheduling_twice_equals_once(self, given_plan):
        once = reschedule(given_plan)
        again = reschedule(as_laid_out(given_plan, once))
        assert again.moves == ()
        assert again.timings == once.timings

    @SOME
    @given(plans())
    def test_rescheduling_moves_nothing_earlier(self, given_plan):
        for move in reschedule(given_plan).moves:
            task = next(one for one in given_plan.tasks if one.key == move.key)
            assert task.start is None or move.start >= task.start

    @SOME
    @given(plans())
    def test_a_task_moves_only_when_something_makes_it(self, given_plan):
        found = reschedule(given_plan)
        moved = {move.key for move in found.moves}
        loose = replace(given_plan, links=())
        for key in {move.key for move in found.moves} - {m.key for m in reschedule(loose).moves}:
            assert any(link.after == key for link in given_plan.links)
        assert moved <= {task.key for task in given_plan.tasks}

    @SOME
    @given(plans())
    def test_nothing_is_moved_into_the_past(self, given_plan):
        for move in reschedule(given_plan).moves:
            assert given_plan.today is None or move.start >= given_plan.today

    @SOME
    @given(plans(), st.randoms(use_true_random=False))
    def test_the_order_of_tasks_and_links_makes_no_difference(self, given_plan, chance):
        tasks, links = list(given_plan.tasks), list(given_plan.links)
        chance.shuffle(tasks)
        chance.shuffle(links)
        other = replace(given_plan, tasks=tasks, links=links)
        assert reschedule(other).timings == reschedule(given_plan).timings

    @SOME
    @given(plans())
    def test_a_broken_link_leads_to_a_pinned_task_that_begins_too_early(self, given_plan):
        found = reschedule(given_plan)
        pinned = {task.key: task for task in given_plan.tasks if task.hold is Hold.PINNED}
        assert {broken.link for broken in found.broken} == {
            link
            for link in given_plan.links
            if link.after in pinned
            and begins_on(given_plan, pinned[link.after], found.timings[link.after].start)
            < ready_on(given_plan.calendar, found.timings[link.before].due, link.lag)
        }


def begins_on(given_plan: Plan[int], task: Task[int], start: date) -> date:
    """When work on a pinned task can begin: with a start alone, once its owner is back."""
    leave = given_plan.leave.get(task.owner, ()) if task.due is None else ()
    return given_plan.calendar.without(leave).on_or_after(start)


class TestAgainstSlowWays:
    @SOME
    @given(plans((Hold.FREE,)))
    def test_the_earliest_days_are_those_found_date_by_date(self, given_plan):
        bare = without_dates(given_plan)
        assert dates(schedule(bare)) == earliest_by_hand(bare, {})

    @SOME
    @given(st.integers(1, 7).flatmap(lambda n: st.tuples(sizes(n), links_among(n))), calendars)
    def test_the_critical_path_is_the_longest_of_all_paths(self, network, calendar):
        lengths, links = network
        tasks = [Task(key, f"T{key}", days=size) for key, size in enumerate(lengths)]
        given_plan = plan(tasks, links, calendar=calendar)
        length, on_it = longest_paths(given_plan)
        found = schedule(given_plan)
        assert set(found.critical) == on_it
        assert found.finish == calendar.add(MON, length - 1)

    @SOME
    @given(plans((Hold.FREE,)))
    def test_slack_is_how_late_a_task_may_be_before_the_end_moves(self, given_plan):
        bare = without_dates(given_plan)
        found = schedule(bare)
        for task in bare.tasks:
            timing, own = found.timings[task.key], own_days(bare, task)
            ends = [
                last_day(bare, {task.key: own.add(timing.start, timing.slack + n)}) for n in (0, 1)
            ]
            assert ends[0] == found.finish < ends[1]

    @SOME
    @given(plans((Hold.FREE,)))
    def test_free_slack_is_how_late_a_task_may_be_before_another_moves(self, given_plan):
        bare = without_dates(given_plan)
        found = schedule(bare)
        for task in bare.tasks:
            timing, own = found.timings[task.key], own_days(bare, task)
            spans = [
                earliest_by_hand(bare, {task.key: own.add(timing.start, timing.free + n)})
                for n in (0, 1)
            ]
            others = [{key: span[key] for key in span if key != task.key} for span in spans]
            before = {key: span for key, span in dates(found).items() if key != task.key}
            assert others[0] == before
            assert others[1] != before or spans[1][task.key][1] > found.finish


def sizes(count):
    return st.lists(st.integers(1, 5), min_size=count, max_size=count)


def without_dates(given_plan):
    tasks = [replace(task, start=None, due=None) for task in given_plan.tasks]
    return replace(given_plan, tasks=tasks)


def last_day(given_plan, delayed):
    return max(due for _, due in earliest_by_hand(given_plan, delayed).values())


class TestByHand:
    def test_a_successor_is_pushed_over_the_weekend(self):
        measure = Task("m", "Measure intake", MON, FRI)
        agree = Task("a", "Agree the doors", THU, FRI)
        found = reschedule(plan([measure, agree], [Link("m", "a")]))
        assert found.moves == (Move("a", NEXT_MON, NEXT_TUE, 2, "m"),)

    def test_what_has_room_stays_where_it_is(self):
        tasks = [Task("m", "Measure", MON, MON), Task("a", "Agree", FRI, FRI)]
        assert reschedule(plan(tasks, [Link("m", "a")])).moves == ()

    def test_laying_out_pulls_it_to_the_front(self):
        tasks = [Task("m", "Measure", MON, MON), Task("a", "Agree", FRI, FRI)]
        assert schedule(plan(tasks, [Link("m", "a")])).moves == (Move("a", TUE, TUE, -3, "m"),)

    def test_lag_waits_working_days_of_the_firm(self):
        tasks = [Task("m", "Measure", FRI, FRI), Task("a", "Agree")]
        found = schedule(plan(tasks, [Link("m", "a", lag=1)], start=FRI))
        assert found.timings["a"].start == NEXT_TUE

    def test_leave_pushes_the_due_day(self):
        away = {"bob": [Away(TUE, WED)]}
        found = reschedule(plan([Task("a", "Agree", MON, WED, 3, owner="bob")], leave=away))
        assert found.moves == (Move("a", MON, FRI, 2, None),)

    def test_a_task_without_a_length_keeps_its_due_day_through_leave_in_its_middle(self):
        away = {"bob": [Away(TUE, TUE)]}
        assert reschedule(plan([Task("a", "Agree", MON, WED, owner="bob")], leave=away)).moves == ()

    def test_a_due_day_on_a_weekend_is_the_monday_after(self):
        found = reschedule(plan([Task("a", "Agree", due=SAT)]))
        assert found.moves == (Move("a", NEXT_MON, NEXT_MON, 0, None),)

    def test_work_done_on_a_saturday_stays_there(self):
        tasks = [Task("m", "Measure", SAT, SAT, hold=Hold.DONE), Task("a", "Agree", THU, FRI)]
        found = reschedule(plan(tasks, [Link("m", "a")]))
        assert found.timings["m"].due == SAT
        assert found.moves == (Move("a", NEXT_MON, NEXT_TUE, 2, "m"),)

    def test_a_pinned_task_stays_and_says_which_link_it_breaks(self):
        link = Link("m", "a", lag=1)
        tasks = [Task("m", "Measure", MON, WED), Task("a", "Agree", THU, THU, hold=Hold.PINNED)]
        found = reschedule(plan(tasks, [link]))
        assert found.moves == ()
        assert [(one.link, one.days) for one in found.broken] == [(link, 1)]
        assert found.timings["m"].slack == -1

    @pytest.mark.parametrize("hold", [Hold.STARTED, Hold.DONE])
    def test_what_was_begun_out_of_order_binds_nobody(self, hold):
        tasks = [Task("m", "Measure", WED, WED), Task("a", "Agree", MON, FRI, hold=hold)]
        found = reschedule(plan(tasks, [Link("m", "a")]))
        assert found.moves == found.broken == ()
        assert found.timings["m"].slack == 2

    def test_a_task_behind_a_late_one_lands_today_at_the_earliest(self):
        tasks = [Task("m", "Measure", MON, TUE), Task("a", "Agree", TUE, TUE)]
        found = reschedule(plan(tasks, [Link("m", "a")], today=FRI))
        assert dates(found) == {"m": (MON, TUE), "a": (FRI, FRI)}

    def test_the_critical_path_is_told_in_order_with_the_room_beside_it(self):
        tasks = [
            Task("go", "Go live", days=1),
            Task("sop", "Write the SOP", days=5),
            Task("tool", "Set up the board", days=2),
            Task("base", "Measure the start", days=1),
        ]
        links = [Link("base", "sop"), Link("base", "tool"), Link("sop", "go"), Link("tool", "go")]
        found = schedule(plan(tasks, links))
        assert found.critical == ("base", "sop", "go")
        assert (found.timings["tool"].slack, found.timings["tool"].free) == (3, 3)
        assert found.finish == NEXT_TUE

    def test_a_plan_without_tasks_has_no_end(self):
        found = schedule(plan([]))
        assert (found.timings, found.finish) == ({}, None)

    def test_a_plan_that_never_ends_is_refused(self):
        with pytest.raises(Refused, match="fewer days"):
            schedule(plan([Task("a", "Agree", days=10**7)]))

    def test_two_tasks_with_one_key_are_a_bug(self):
        with pytest.raises(ValueError, match="same key"):
            schedule(plan([Task("a", "Agree"), Task("a", "Again")]))

    def test_a_link_to_nowhere_is_a_bug(self):
        with pytest.raises(ValueError, match="not in the plan"):
            schedule(plan([Task("a", "Agree")], [Link("a", "b")]))

    def test_everything_is_done_on_the_first_days_of_the_calendar_too(self):
        first = date(1, 1, 1)
        found = schedule(plan([Task("a", "Agree", days=2)], start=first))
        assert found.timings["a"].due == date(1, 1, 2)
