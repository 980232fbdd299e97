"""What a program that rests shows, and which day it may resume on."""

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from app.checkins.rules import ChampionFacts, champion_sign
from app.planning.signs import State
from app.planning.workdays import Workdays
from app.programs.forms.hold import PauseForm
from app.programs.hold import Hold, missed
from app.programs.rules import (
    ItemFacts,
    ItemState,
    Progress,
    TaskFacts,
    TaskState,
    item_state,
    task_state,
    work_of,
)

TODAY = date(2026, 11, 23)
MONDAY = date(2026, 12, 7)
WHY = "Two technicians left, and hiring comes first."


@pytest.mark.parametrize(
    ("hold", "says", "state"),
    [
        (Hold(TODAY, MONDAY), "Paused until 7 December", State.NONE),
        (Hold(date(2026, 11, 2), TODAY), "Paused; it was to resume on 23 November", State.WATCH),
        (Hold(date(2025, 11, 2)), "Closed on 2 November 2025", State.NONE),
    ],
)
def test_every_sign_says_how_it_rests(hold: Hold, says: str, state: State) -> None:
    roadmap, criteria, champion = hold.signs(TODAY)
    assert {one.line for one in (roadmap, criteria, champion)} == {says}
    assert {one.word for one in (roadmap, champion)} == {says.split()[0].strip(";")}
    assert (roadmap.state, criteria.state, champion.state) == (state, State.NONE, State.NONE)


def test_the_roadmap_still_says_how_far_it_got() -> None:
    assert Hold(TODAY, progress=Progress(4, 21)).signs(TODAY)[0].more == "4 of 21 done"
    assert Hold(TODAY, progress=Progress(0, 0)).signs(TODAY)[0].more == ""


def test_nothing_is_late_while_a_program_rests() -> None:
    task = TaskFacts(date(2026, 11, 2), held=True)
    assert task_state(task, TODAY) is TaskState.TO_COME
    item = ItemFacts(
        "Intake", date(2026, 11, 2), date(2026, 11, 9), True, work_of([task]), held=True
    )
    assert item_state(item, TODAY) is ItemState.UNDER_WAY


def test_a_pause_takes_its_working_days() -> None:
    assert missed(Workdays(), TODAY, MONDAY) == 10
    assert missed(Workdays(holidays=frozenset({date(2026, 11, 26)})), TODAY, MONDAY) == 9
    assert missed(Workdays(), TODAY, TODAY) == 0
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    assert missed(Workdays(), saturday, TODAY) == 0
    assert missed(Workdays(), friday, saturday) == 1


def test_silence_is_counted_from_the_end_of_a_pause() -> None:
    facts = ChampionFacts(
        "Alice", date(2026, 9, 14), date(2026, 10, 1), 3, 4, resumed_on=MONDAY, days_paused=28
    )
    sign = champion_sign(facts, date(2026, 12, 9))
    assert sign.state is State.OK
    assert sign.line == "Alice has not checked in since the program resumed, 2 days ago"
    assert sign.more == "Checked in 3 of 8 weeks. Confidence 4 of 5"


@pytest.mark.parametrize(
    ("until", "why", "says"),
    [
        ("2026-12-07", WHY, ""),
        ("2026-11-23", WHY, "Choose a day after today, such as 24 November 2026."),
        ("2026-11-02", WHY, "Choose a day after today, such as 24 November 2026."),
        ("2026-12-05", WHY, "2026 is a Saturday. The nearest working day is 4 December 2026."),
        ("20260-01-01", WHY, "Write the day as year, month, day, such as 2026-11-30."),
        ("9999-01-04", WHY, "Choose a day between 2000 and 2100"),
        ("", WHY, "Choose the day on which it resumes."),
        ("2026-12-07", "so", "Say why in one sentence of 10 to 140 characters."),
        ("2026-12-07", "x" * 141, "Say why in one sentence of 10 to 140 characters."),
    ],
)
def test_the_day_and_the_reason_of_a_pause(until: str, why: str, says: str) -> None:
    form = PauseForm(MultiDict({"until": until, "why": why, "version": "1"}))
    assert form.fits(Workdays(), TODAY) is not bool(says)
    told = [str(one) for errors in form.errors.values() for one in errors]
    assert all(says in one for one in told)
