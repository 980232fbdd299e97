"""What stands out in a KPI, and whether what went live moved it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app.criteria.actions import NewCriterion, add_criterion
from app.criteria.goals import Goal
from app.criteria.queries import baseline_from_readings
from app.kpis.queries import readings
from app.programs.models import Item
from app.programs.queries import roadmap
from tests import make
from tests.counting import counting
from tests.kpis.conftest import read_weekly, running
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

KPI = "schedule_required_no_call_count"
PAGE = f"/msps/northwind/kpis/{KPI}"
VIEW = f"{PAGE}?view=signals"
FILES = pytest.mark.parametrize("path", [f"{PAGE}/signals.png", f"{PAGE}/signals.svg"])
BEFORE = [31, 28, 30, 27, 32, 29, 30, 28, 31, 29, 30]
AFTER = [12, 14, 13, 15]


def keys(item: Item) -> list[str]:
    return [one.kpi_key for one in item.moves]


def improvements() -> list[Item]:
    """Those that are meant to move the KPI."""
    items = [item for phase in roadmap(running().id) for item in phase.items]
    return [one for one in items if KPI in keys(one)]


def go_live(item: Item, day: int, month: int = 10) -> None:
    for task in item.tasks:
        task.done_at = datetime(2026, month, day, 9, tzinfo=UTC)


@pytest.fixture
def moved(app: Flask, measured: str) -> str:
    """Fifteen weeks, halved from the one after an improvement went live on Friday 23 October."""
    with inside(app):
        read_weekly(KPI, [*BEFORE, *AFTER])
        first = improvements()[0]
        go_live(first, 23)
        return first.name


def test_the_second_view_marks_what_stands_out(alice: Person, app: Flask, moved: str) -> None:
    page = alice.get(VIEW)
    assert "4 weeks stand out" in page
    assert "Diamond: beyond the limits." in page
    assert ">Beyond</text>" in page
    assert "Triangle" not in page
    assert "Below the lower limit" in page
    assert page.text.count('<svg xmlns="http://www.w3.org/2000/svg" class="plot"') == 2
    assert "The latest range is the one from before the last improvement" in page


def test_both_views_lead_to_each_other(alice: Person, moved: str) -> None:
    assert f'href="{VIEW}"' in alice.get(PAGE)
    assert f'href="{PAGE}" aria-current="page"' in alice.get(PAGE)
    assert f'href="{VIEW}" aria-current="page"' in alice.get(VIEW)


@pytest.mark.parametrize("path", [PAGE, VIEW])
def test_each_go_live_has_its_finding(alice: Person, path: str, moved: str) -> None:
    page = alice.get(path)
    assert "Did it move?" in page
    assert "Better since the week ending 1 November: 29.5 before" in page
    assert f"before {moved.replace('&', '&amp;')} went live, 13.5 after." in page
    assert "has no reading" not in page
    assert "Nothing else on record changed in that time. That is a sign, not a proof." in page


def test_with_another_go_live_in_the_same_time_no_cause_is_named(
    alice: Person, app: Flask, moved: str
) -> None:
    with inside(app):
        other = improvements()[1]
        go_live(other, 30)
        name = other.name.replace("&", "&amp;")
    page = alice.get(PAGE)
    assert f"In the same time: {name} (30 October)." in page
    assert "So this does not show which of them it was." in page


def test_soon_after_it_is_too_early(alice: Person, app: Flask, moved: str) -> None:
    with inside(app):
        go_live(improvements()[0], 13, month=11)
    assert "Too early to say: 1 of the 4 weeks needed after" in alice.get(PAGE)


def test_limits_begin_anew_once_there_are_readings_enough(
    alice: Person, app: Flask, moved: str
) -> None:
    with inside(app):
        go_live(improvements()[0], 5)
    page = alice.get(VIEW)
    assert "The latest range rests on 7 readings and will still move." in page


def test_limits_frozen_with_a_baseline_hold_until_an_improvement_goes_live(
    alice: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        read_weekly(KPI, [*BEFORE[:6], 40, *BEFORE[7:], *AFTER, *AFTER[:2]])
        first_week = readings(KPI)[-1].starts_on
        frozen = baseline_from_readings(KPI, first_week, first_week + timedelta(days=41))
        new = NewCriterion(KPI, make.START, Goal(make.END, 10), 7, frozen)
        add_criterion(running().id, new, make.user("alice"))
        go_live(improvements()[0], 16)
    page = alice.get(VIEW)
    assert "Solid limits are frozen with the baseline" in page
    assert ">Frozen with the baseline</text>" in page
    assert "Above the upper limit" in page
    rows = alice.get(f"{PAGE}/signals.csv").text.splitlines()[1:]
    limits = [row.split(",")[2:] for row in rows]
    kept = {tuple(row[:3]) for row in limits if row[-1]}
    assert kept == {tuple(f"{edge:.12g}" for edge in (29.5, frozen.lower, frozen.upper))}
    assert [bool(row[-1]) for row in limits] == [True] * 11 + [False] * 6


def test_without_enough_readings_it_says_what_is_missing(
    alice: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        read_weekly(KPI, [4, 5, 6])
    page = alice.get(VIEW)
    assert "No usual range yet" in page
    assert "A usual range needs 6 readings in a row, each on enough data." in page
    assert "Did it move?" not in page


def test_readings_that_never_moved_have_no_range(alice: Person, app: Flask, measured: str) -> None:
    with inside(app):
        read_weekly(KPI, [0] * 12)
    assert "Every reading so far is the same" in alice.get(VIEW)


def test_a_small_sample_is_left_out_and_said_so(alice: Person, app: Flask, measured: str) -> None:
    with inside(app):
        read_weekly("tech_fcr_pct", [60, 62, 61, 63, 60, 62, 61, 5])
        few = readings("tech_fcr_pct")[0]
        few.n = 1
    page = alice.get("/msps/northwind/kpis/tech_fcr_pct?view=signals")
    assert "1 reading of a small sample is left out." in page
    assert "Every week lies in its usual range" in page


def test_a_share_differs_by_points(alice: Person, app: Flask, moved: str) -> None:
    with inside(app):
        moves = [item for phase in roadmap(running().id) for item in phase.items]
        go_live(next(one for one in moves if "resource_utilization_pct" in keys(one)), 9)
    page = alice.get("/msps/northwind/kpis/resource_utilization_pct")
    assert "points, most likely between" in page


@FILES
def test_its_files_are_sent_once(alice: Person, path: str, moved: str) -> None:
    first = alice.get(path)
    assert first.status == 200
    assert f'filename="{KPI}-signals.' in first.headers["Content-Disposition"]
    again = alice.get(path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.response.get_data()) == (304, b"")


def test_the_drawing_stands_alone(alice: Person, moved: str) -> None:
    page = alice.get(f"{PAGE}/signals.svg")
    assert page.text.startswith("<svg xmlns=")
    assert "var(--" not in page


@FILES
def test_a_kpi_without_readings_has_one_that_says_so(
    alice: Person, path: str, time: object
) -> None:
    assert alice.get(path).status == 200


@FILES
def test_another_firm_finds_nothing(dave: Person, path: str, moved: str) -> None:
    assert dave.get(path).status == 404
    assert dave.get(VIEW).status == 404


def test_it_asks_the_database_no_more_than_the_trend(alice: Person, app: Flask, moved: str) -> None:
    with counting(app) as trend:
        alice.get(PAGE)
    with counting(app) as odd:
        alice.get(VIEW)
    assert len(odd) <= len(trend) <= 12
