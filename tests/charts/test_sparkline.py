"""The small pictures of lists: where their marks lie, and what is read aloud."""

import re
from xml.etree import ElementTree

import pytest

from app.charts.sparkline import Journey, Mark, journey, place, progress_bar, pulse, sparkline
from tests.charts.samples import JOURNEYS

UTILIZATION = JOURNEYS["on-pace"]


def label(svg):
    return ElementTree.fromstring(svg).get("aria-label")


class TestJourney:
    @pytest.mark.parametrize(("value", "at"), [(58, 10), (68, 82), (63, 46)])
    def test_baseline_lies_left_and_target_right(self, value, at):
        assert place(UTILIZATION, value) == at

    @pytest.mark.parametrize(("value", "at"), [(9.4, 10), (6, 82), (7.7, 46)])
    def test_the_same_way_round_where_less_is_better(self, value, at):
        assert place(JOURNEYS["falling"], value) == at

    @pytest.mark.parametrize(("value", "at"), [(0, 1.5), (1000, 99)])
    def test_what_lies_beyond_is_held_at_the_ends(self, value, at):
        assert place(UTILIZATION, value) == at

    def test_a_target_that_is_the_baseline_is_reached_by_holding_it(self):
        assert place(JOURNEYS["to-hold"], 96) == 82
        assert place(JOURNEYS["to-hold"], 95) == 1.5

    def test_it_is_read_aloud(self):
        assert label(journey(UTILIZATION)) == (
            "Resource utilization: baseline 58%, now 63%, target 68%. On pace."
        )

    def test_without_a_reading_there_is_no_dot(self):
        svg = journey(JOURNEYS["no-reading"])
        assert "<circle" not in svg
        assert label(svg) == "Open tickets: baseline 90, no reading yet, target 40."

    def test_the_way_done_reaches_from_the_baseline_to_now(self):
        assert 'x="10%" y="25" width="36.0%"' in journey(UTILIZATION)
        assert 'x="1.5%" y="25" width="8.5%"' in journey(JOURNEYS["worse"])

    @pytest.mark.parametrize(
        ("low", "high", "band"),
        [(64, 72, 'x="53.2%" y="14" width="45.8%"'), (64, None, 'x="53.2%" y="14" width="45.8%"'),
         (None, 58, 'x="1.5%" y="14" width="8.5%"')],
    )  # fmt: skip
    def test_an_open_band_reaches_the_end(self, low, high, band):
        way = Journey("KPI", Mark(58, "58"), Mark(68, "68"), benchmark=(low, high))
        assert band in journey(way)


class TestPulse:
    def test_one_bar_a_week_newest_right(self):
        svg = pulse(["none", "off", "watch", "ok", "ok"], "Roadmap, week by week")
        assert re.findall(r'<rect x="(\d+)" y="([\d.]+)"', svg) == [
            ("0", "17"), ("7", "14.4"), ("14", "7.6"), ("21", "0"), ("28", "0"),
        ]  # fmt: skip
        assert svg.count("opacity=") == 1

    def test_it_is_read_aloud(self):
        assert label(pulse(["none", "ok"], "Roadmap")) == "Roadmap: no data, on track"
        assert label(pulse([], "Roadmap")) == "Roadmap: no weeks yet"

    def test_an_unknown_state_is_an_error(self):
        with pytest.raises(KeyError):
            pulse(["late"], "Roadmap")


class TestProgressBar:
    @pytest.mark.parametrize(
        ("done", "total", "width"), [(9, 21, "42.9"), (30, 21, "100"), (21, 21, "100")]
    )
    def test_it_is_as_long_as_what_is_done(self, done, total, width):
        assert f'width="{width}%" height="8" rx="2" fill="var(--cell)"' in progress_bar(done, total)

    @pytest.mark.parametrize(("done", "total"), [(0, 21), (0, 0), (3, 0)])
    def test_nothing_done_or_to_do_is_an_empty_bar(self, done, total):
        assert "--cell" not in progress_bar(done, total)

    def test_the_mark_stays_on_the_bar(self):
        assert 'x="100%" width="2"' in progress_bar(1, 2, 140)
        assert "--accent" not in progress_bar(1, 2)

    def test_it_is_read_aloud_only_where_no_words_stand_beside_it(self):
        assert label(progress_bar(9, 21, label="9 of 21 items done")) == "9 of 21 items done"
        assert 'aria-hidden="true"' in progress_bar(9, 21)


class TestSparkline:
    def test_the_last_value_is_marked(self):
        assert '<circle cx="92" cy="4" r="3"' in sparkline([1, 2, 3])
        assert '<circle cx="47.5" cy="4" r="3"' in sparkline([1, 2, None])

    def test_a_gap_stays_open(self):
        assert sparkline([1, 2, 3, 4]).count("<polyline") == 1
        assert sparkline([1, 2, None, 3, 4]).count("<polyline") == 2

    def test_equal_values_lie_in_the_middle(self):
        assert 'points="3,14 92,14"' in sparkline([5, 5])

    def test_nothing_is_drawn_of_nothing(self):
        assert sparkline([]) == sparkline([None, float("nan")])
        assert "<circle" not in sparkline([])
