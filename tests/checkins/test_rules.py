"""The Champion sign and the weeks of check-ins, in tables of cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checkins.rules import (
    CONFIDENCE,
    ChampionFacts,
    ChampionLimits,
    champion_sign,
    is_done_this_week,
    monday,
    week_from_key,
    week_key,
    week_number,
)
from app.planning.signs import State

TODAY = date(2026, 11, 23)
START = date(2026, 9, 14)


def day(offset):
    return TODAY + timedelta(days=offset)


def champion(last=None, **given_facts):
    usual = {"name": "Dana Whitlock", "start": START, "last_check_in": last}
    return ChampionFacts(**(usual | given_facts))


@pytest.mark.parametrize(
    ("facts", "state", "line"),
    [
        (champion(TODAY), State.OK, "Dana Whitlock checked in today"),
        (champion(day(-1)), State.OK, "Dana Whitlock checked in yesterday"),
        (champion(day(-7)), State.OK, "Dana Whitlock checked in 7 days ago"),
        (champion(day(-8)), State.WATCH, "Dana Whitlock checked in 8 days ago"),
        (champion(day(-14)), State.WATCH, "Dana Whitlock checked in 14 days ago"),
        (champion(day(-15)), State.OFF, "Dana Whitlock checked in 15 days ago"),
        (champion(name=""), State.OFF, "Nobody is the champion"),
        (champion(name="", start=day(9)), State.OFF, "Nobody is the champion"),
        (champion(accepted=False), State.WATCH, "Dana Whitlock has not accepted yet"),
        (champion(start=day(1)), State.NONE, "Dana Whitlock begins on 24 November"),
        (
            champion(start=day(-3)),
            State.OK,
            "Dana Whitlock has not checked in yet; the program began 3 days ago",
        ),
        (
            champion(start=day(-20)),
            State.OFF,
            "Dana Whitlock has not checked in yet; the program began 20 days ago",
        ),
        (champion(day(-30), start=day(-2)), State.OK, "Dana Whitlock checked in 30 days ago"),
    ],
)
def test_the_champion_sign_counts_days_since_the_check_in(facts, state, line):
    sign = champion_sign(facts, TODAY)
    assert (sign.key, sign.name, sign.state, sign.line) == ("champion", "Champion", state, line)


@pytest.mark.parametrize(
    ("facts", "more"),
    [
        (champion(day(-7), weeks_checked_in=9), "Checked in 9 of 10 weeks"),
        (champion(TODAY, weeks_checked_in=10), "Checked in 10 of 11 weeks"),
        (
            champion(TODAY, weeks_checked_in=11, confidence=4),
            "Checked in 11 of 11 weeks. Confidence 4 of 5",
        ),
        (champion(start=TODAY), "The first check-in is this week"),
        (champion(TODAY, start=TODAY, weeks_checked_in=1), "Checked in 1 of 1 week"),
        (champion(day(-22), name=""), "Last check-in 1 November"),
        (champion(name=""), ""),
    ],
)
def test_the_second_line_counts_weeks_and_this_one_only_once_done(facts, more):
    assert champion_sign(facts, TODAY).more == more


def test_the_thresholds_are_settings():
    patient = ChampionLimits(calm=14, watch=28)
    assert champion_sign(champion(day(-14)), TODAY, patient).state is State.OK


def test_confidence_has_five_words():
    assert sorted(CONFIDENCE) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("given_day", "start", "key"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), "2026-W48"),
        (date(2026, 11, 29), date(2026, 11, 23), "2026-W48"),
        (date(2027, 1, 1), date(2026, 12, 28), "2026-W53"),
        (date(2024, 12, 30), date(2024, 12, 30), "2025-W01"),
    ],
)
def test_a_week_begins_on_monday_and_has_its_iso_name(given_day, start, key):
    assert monday(given_day) == start
    assert week_key(given_day) == key
    assert week_from_key(key) == start


@pytest.mark.parametrize("key", ["", "2026", "2026-W00", "2025-W53", "2026-W1", "2026W48", "week"])
def test_a_week_that_does_not_exist_is_none(key):
    assert week_from_key(key) is None


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_week_leads_back_to_its_monday(given_day):
    assert week_from_key(week_key(given_day)) == monday(given_day)


def test_the_week_of_the_program_counts_from_one():
    assert week_number(START, START - timedelta(days=1)) == 0
    assert week_number(START, START) == 1
    assert week_number(START, TODAY) == 11
    assert week_number(date(2026, 9, 18), date(2026, 9, 21)) == 2


def test_a_check_in_on_any_day_of_the_week_is_this_weeks():
    assert is_done_this_week(day(0), day(6))
    assert is_done_this_week(day(6), day(0))
    assert not is_done_this_week(day(-1), day(0))
    assert not is_done_this_week(None, day(0))
