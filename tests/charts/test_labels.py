"""No label is cut off, and none lies on another."""

from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.charts import letters
from app.charts.kpi_trend import kpi_trend
from app.charts.places import Box, Places, pushed_apart
from app.charts.theme import REGULAR, Face
from tests.charts.hostile import trends
from tests.charts.samples import DRAWINGS

PLOTS = [name for name in DRAWINGS if name.endswith(("840", "358"))]
TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.mark.parametrize("name", PLOTS)
def test_no_label_is_cut_off(name):
    width, height, boxes = labels(DRAWINGS[name]())
    for words, box in boxes.items():
        assert box.left >= -1, words
        assert box.right <= width + 1, words
        assert 0 <= box.top < box.bottom <= height, words


@pytest.mark.parametrize("name", PLOTS)
def test_no_label_lies_on_another(name):
    _, _, boxes = labels(DRAWINGS[name]())
    for (one, box), (other, second) in combinations(boxes.items(), 2):
        wide = min(box.right, second.right) - max(box.left, second.left)
        high = min(box.bottom, second.bottom) - max(box.top, second.top)
        assert wide < 2 or high < 3, f"{one} lies on {other}"


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(trends(), st.sampled_from([840, 358]))
def test_whatever_is_drawn_stays_in_the_picture(data, width):
    _, height, boxes = labels(kpi_trend(data, "any", width))
    for words, box in boxes.items():
        assert box.left >= -12, words
        assert box.right <= width + 12, words
        assert -4 <= box.top < box.bottom <= height + 4, words


def labels(svg: str) -> tuple[float, float, dict[tuple[int, str], Box]]:
    root = ElementTree.fromstring(svg)
    boxes = {}
    for number, text in enumerate(root.iter(TEXT)):
        words, size = text.text or "", float(text.get("font-size", ""))
        face = Face("ink", size, int(text.get("font-weight", REGULAR)))
        wide = letters.width(words, face)
        share = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
        left, base = float(text.get("x", "")) - wide * share, float(text.get("y", ""))
        boxes[number, words] = Box(left, base - 0.66 * size, left + wide, base)
    return float(root.get("width", "")), float(root.get("height", "")), boxes


def test_a_label_takes_the_first_free_place():
    places = Places(Box(0, 0, 100, 100))
    places.take(Box(0, 0, 50, 50))
    assert places.best([Box(10, 10, 30, 20), Box(60, 10, 80, 20), Box(60, 60, 80, 70)]) == 1


def test_a_label_that_would_cover_too_much_is_left_out():
    places = Places(Box(0, 0, 100, 100))
    places.take(Box(0, 0, 100, 100))
    assert places.best([Box(10, 10, 30, 20)], most=50) == -1


def test_a_place_out_of_bounds_is_the_last_choice():
    places = Places(Box(0, 0, 100, 100))
    places.take(Box(0, 0, 100, 100), weight=2)
    assert places.best([Box(95, 0, 115, 10), Box(40, 40, 60, 50)]) == 1


@given(st.lists(st.floats(0, 300), min_size=1, max_size=14))
def test_marks_pushed_apart_neither_touch_nor_leave_their_row(wanted):
    wanted = sorted(wanted)
    spots = pushed_apart(wanted, [20] * len(wanted), 0, 300)
    assert spots[0] >= 10 - 1e-6
    assert spots[-1] <= 290 + 1e-6
    assert all(right - left >= 20 - 1e-6 for left, right in pairwise(spots))


def test_marks_with_room_stay_where_they_are():
    assert pushed_apart([30, 80, 200], [20, 20, 20], 0, 300) == [30, 80, 200]
