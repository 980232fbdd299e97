"""How often and how far a plan slipped: cases by hand, and what holds for every plan."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.slips import Moved, Slip, against_each, behind, slips
from app.planning.workdays import MONDAY_TO_FRIDAY, Workdays

THU, FRI, MON, TUE = date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)
CALENDAR = Workdays(MONDAY_TO_FRIDAY, frozenset({FRI}))
FIRST = {"intake": THU, "triage": MON}
GROUPS = {"intake": ["intake"], "phase 1": ["intake", "triage"], "phase 2": ["billing"]}


def told(now, moves=()):
    return slips(GROUPS, FIRST, now, moves, CALENDAR)


def test_a_plan_as_it_was_has_not_slipped():
    assert told(FIRST)["phase 1"] == Slip(0, 0)


@pytest.mark.parametrize(
    ("now", "days"), [(THU, 0), (MON, 1), (TUE, 2), (date(2026, 11, 24), -2), (FRI, 0)]
)
def test_days_behind_are_working_days_and_negative_ahead(now, days):
    assert told({"intake": now})["intake"].days == days


def test_only_moves_to_later_are_slips():
    moves = [Moved("intake", THU, TUE), Moved("intake", TUE, MON), Moved("intake", MON, TUE)]
    found = told({"intake": TUE, "triage": MON}, moves)
    assert found["intake"] == Slip(2, 2)
    assert found["phase 1"] == Slip(2, 1)


def test_a_phase_is_as_late_as_its_end_not_as_its_items_together():
    assert told({"intake": MON, "triage": MON})["phase 1"].days == 0


def test_what_joined_since_moves_the_end_and_what_was_dropped_gives_it_back():
    assert behind(["intake", "new"], FIRST, {"intake": THU, "new": TUE}, CALENDAR) == 2
    assert behind(["intake", "triage"], FIRST, {"intake": THU}, CALENDAR) == -1


def test_what_was_in_neither_plan_has_no_days():
    assert told(FIRST)["phase 2"] == Slip(0, None)


def test_a_thing_named_twice_in_a_group_slips_once():
    groups = {"item": ["intake", "intake"]}
    assert slips(groups, FIRST, FIRST, [Moved("intake", THU, MON)], CALENDAR)["item"].times == 1


def test_each_baseline_has_its_own_distance():
    baselines = {"first plan": FIRST, "after hiring": {"intake": MON}, "before": {}}
    found = against_each(baselines, ["intake"], {"intake": TUE}, CALENDAR)
    assert list(found.items()) == [("first plan", 2), ("after hiring", 1), ("before", None)]


days = st.dates(date(2026, 9, 1), date(2027, 3, 31)).map(CALENDAR.on_or_after)
plans = st.dictionaries(st.sampled_from("abcd"), days, min_size=1)


@settings(max_examples=60)
@given(plans, plans, plans)
def test_distances_between_plans_add_up(one, other, third):
    keys = set(one) & set(other) & set(third)
    parts = [behind(keys, a, b, CALENDAR) for a, b in ((one, other), (other, third), (one, third))]
    assert not keys or parts[0] + parts[1] == parts[2]


@settings(max_examples=60)
@given(plans, st.integers(0, 30))
def test_a_plan_moved_as_a_whole_is_that_far_behind(plan, count):
    later = {key: CALENDAR.add(day, count) for key, day in plan.items()}
    assert behind(plan, plan, later, CALENDAR) == count
    assert all(day + timedelta(days=count) <= later[key] for key, day in plan.items())
