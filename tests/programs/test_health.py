"""The Roadmap sign, the forecast and readiness, in tables of cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.signs import State
from app.programs.health import (
    RoadmapFacts,
    RoadmapLimits,
    forecast_end,
    readiness,
    roadmap_facts,
    roadmap_sign,
    slip,
)
from app.programs.rules import ItemFacts, TaskFacts, work_of

TODAY = date(2026, 11, 23)
FIRST_END = date(2027, 3, 12)


def day(offset):
    return TODAY + timedelta(days=offset)


def facts(**given_facts):
    usual = {"done": 3, "total": 21, "first_end": FIRST_END, "planned_end": FIRST_END}
    return RoadmapFacts(**(usual | given_facts))


def moved(days):
    return facts(planned_end=FIRST_END + timedelta(days=days))


def late(days):
    return facts(oldest_due=day(-days), oldest_item="Prioritization")


@pytest.mark.parametrize(
    ("given_facts", "state", "line"),
    [
        (facts(), State.OK, "To the first plan"),
        (moved(-2), State.OK, "2 days ahead of the first plan"),
        (moved(1), State.OK, "1 day behind the first plan"),
        (moved(3), State.OK, "3 days behind the first plan"),
        (moved(4), State.WATCH, "4 days behind the first plan"),
        (moved(14), State.WATCH, "14 days behind the first plan"),
        (moved(15), State.OFF, "15 days behind the first plan"),
        (late(3), State.OK, "Prioritization is 3 days late"),
        (late(4), State.WATCH, "Prioritization is 4 days late"),
        (late(15), State.OFF, "Prioritization is 15 days late"),
        (late(0), State.OK, "To the first plan"),
        (facts(oldest_due=day(5), oldest_item="Triage"), State.OK, "To the first plan"),
        (
            facts(adrift_from=TODAY, adrift_item="MSAs"),
            State.OFF,
            "MSAs is under way without an owner or a date",
        ),
        (facts(adrift_from=day(1), adrift_item="MSAs"), State.OK, "To the first plan"),
        (RoadmapFacts(0, 0), State.NONE, "No roadmap yet"),
    ],
)
def test_the_roadmap_sign_gives_its_worst_reason(given_facts, state, line):
    sign = roadmap_sign(given_facts, TODAY)
    assert (sign.key, sign.name, sign.state, sign.line) == ("roadmap", "Roadmap", state, line)


def test_the_second_line_counts_what_is_done_and_names_the_other_reason():
    both = facts(
        planned_end=FIRST_END + timedelta(days=7), oldest_due=day(-3), oldest_item="Prioritization"
    )
    assert roadmap_sign(both, TODAY).line == "7 days behind the first plan"
    assert roadmap_sign(both, TODAY).more == "3 of 21 done. Prioritization is 3 days late"
    assert roadmap_sign(late(5), TODAY).more == "3 of 21 done. To the first plan"
    assert roadmap_sign(facts(), TODAY).more == "3 of 21 done"


def test_the_thresholds_are_settings():
    assert roadmap_sign(moved(10), TODAY, RoadmapLimits(calm=10, watch=20)).state is State.OK


def test_the_forecast_is_the_plan_until_something_is_late():
    assert forecast_end(facts(oldest_due=TODAY, longest_left=500), TODAY) == FIRST_END
    assert slip(facts(), TODAY) == 0


def test_late_work_near_the_end_pushes_the_end():
    waiting = facts(oldest_due=day(-1), planned_end=day(-1), first_end=day(-1), longest_left=10)
    assert forecast_end(waiting, TODAY) == day(10)
    assert slip(waiting, TODAY) == 11


def test_late_work_with_time_in_hand_does_not():
    assert forecast_end(facts(oldest_due=day(-1), longest_left=10), TODAY) == FIRST_END


def test_a_roadmap_without_dates_has_no_forecast():
    assert forecast_end(RoadmapFacts(0, 1), TODAY) is None
    assert slip(RoadmapFacts(0, 1), TODAY) == 0


def item(name, start, due, *checks, owned=True):
    tasks = tuple(TaskFacts(due, check) for check in checks)
    return ItemFacts(name, start, due, owned, work_of(tasks))


def test_facts_are_gathered_from_the_items():
    items = [
        item("Intake", day(-70), day(-60), day(-61), day(-59)),
        item("Triage", day(-20), day(-3), day(-10), None, None),
        item("MSAs", day(-7), day(11), None),
        item("Tech Ed", day(70), day(74), None, owned=False),
    ]
    assert roadmap_facts(items, FIRST_END) == RoadmapFacts(
        done=1,
        total=4,
        first_end=FIRST_END,
        planned_end=day(74),
        oldest_due=day(-3),
        oldest_item="Triage",
        longest_left=19,
        adrift_from=day(70),
        adrift_item="Tech Ed",
    )


def test_a_finished_roadmap_ends_with_its_last_check():
    items = [
        item("Intake", day(-70), day(-60), day(-61)),
        item("Triage", day(-20), day(9), day(-1)),
    ]
    found = roadmap_facts(items, day(9))
    assert (found.planned_end, found.oldest_due, found.longest_left) == (day(-1), None, 0)
    assert roadmap_sign(found, TODAY).line == "10 days ahead of the first plan"


def test_an_item_without_a_date_is_adrift_from_its_first_check():
    adrift = ItemFacts(
        "Other", None, None, True, work_of([TaskFacts(None, day(-4)), TaskFacts(None)])
    )
    found = roadmap_facts([adrift], FIRST_END)
    assert (found.adrift_from, found.adrift_item) == (day(-4), "Other")


def test_an_item_without_owner_that_nobody_began_is_not_adrift_yet():
    waiting = ItemFacts("Other", None, day(3), False, work_of([TaskFacts(day(3))]))
    assert roadmap_facts([waiting], FIRST_END).adrift_from is None


def test_what_was_set_aside_is_out_of_the_facts():
    aside = ItemFacts(
        "Other", day(0), day(3), True, work_of([TaskFacts(day(3), None, applies=False)])
    )
    assert roadmap_facts([aside], FIRST_END).total == 0


offsets = st.integers(-100, 100)


@given(offsets, offsets, st.integers(0, 60), st.integers(0, 30))
def test_waiting_never_brings_the_end_nearer(end, due, left, later):
    found = facts(planned_end=day(end), oldest_due=day(min(end, due)), longest_left=left)
    now, then = forecast_end(found, TODAY), forecast_end(found, day(later))
    assert now <= then


@pytest.mark.parametrize(
    ("given_facts", "missing"),
    [
        ((21, 3, 3, "Dana", True), []),
        ((0, 3, 3, "Dana", True), ["There is no roadmap"]),
        ((21, 0, 0, "Dana", True), ["There is no success criterion"]),
        ((21, 3, 2, "Dana", True), ["1 criterion has no baseline or no target"]),
        ((21, 3, 0, "Dana", True), ["3 criteria have no baseline or no target"]),
        ((21, 3, 3, "", False), ["Nobody is the champion"]),
        ((21, 3, 3, "Dana", False), ["Dana has not accepted yet"]),
        ((0, 0, 0, "", False), ["There is no roadmap", "There is no", "Nobody is the champion"]),
    ],
)
def test_readiness_says_what_is_missing(given_facts, missing):
    found = readiness(*given_facts)
    assert found.ready is not bool(missing)
    assert len(found.missing) == len(missing)
    assert all(one.startswith(words) for one, words in zip(found.missing, missing, strict=True))
