"""What is written stands in any page: well-formed, without styles, with ids of its own only."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.charts.kpi_trend import kpi_trend
from app.charts.sparkline import Journey, Mark, journey, progress_bar, pulse, sparkline
from tests.charts.hostile import maybe, texts, trends, values
from tests.charts.samples import DRAWINGS, HOSTILE, UTILIZATION

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
QUICK = settings(max_examples=150, deadline=None, derandomize=True)
marks = st.builds(Mark, st.floats(-1e12, 1e12), texts)


@SLOW
@given(trends(), st.sampled_from([840, 358]))
def test_a_trend_of_anything_is_well_formed(data, width):
    check(kpi_trend(data, "any", width))


@QUICK
@given(st.lists(maybe, max_size=20))
def test_a_sparkline_of_anything_is_well_formed(series):
    check(sparkline(series))


@QUICK
@given(
    st.builds(
        Journey,
        texts,
        marks,
        marks,
        st.none() | marks,
        st.none() | st.floats(-1e12, 1e12),
        st.none() | st.tuples(st.none() | st.floats(-1e6, 1e6), st.none() | st.floats(-1e6, 1e6)),
        texts,
    )
)
def test_a_journey_of_anything_is_well_formed(way):
    check(journey(way))


@QUICK
@given(st.lists(st.sampled_from(["ok", "watch", "off", "none"]), max_size=30), texts)
def test_a_pulse_of_anything_is_well_formed(states, label):
    check(pulse(states, label))


@QUICK
@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9), st.none() | values, texts)
def test_a_progress_bar_of_anything_is_well_formed(done, total, mark, label):
    check(progress_bar(done, total, mark, label))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_well_formed(name):
    check(DRAWINGS[name]())


def check(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        assert not {name for name in element.attrib if name == "style" or name.startswith("on")}
        tag = element.tag.removeprefix("{http://www.w3.org/2000/svg}")
        assert tag in {"svg", "title", "desc", "path", "circle", "rect", "text", "polyline"}
    assert not re.search(r'="[^"]*(nan|inf)', svg)


def test_title_and_description_are_named_by_key_and_width():
    root = ElementTree.fromstring(kpi_trend(UTILIZATION, "kpi-7", 358))
    ids = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert ids == {
        "kpi-7-358-title": UTILIZATION.title,
        "kpi-7-358-desc": UTILIZATION.sentence,
    }
    assert root.get("aria-labelledby") == "kpi-7-358-title kpi-7-358-desc"
    assert root.get("role") == "img"
    assert (root.get("width"), root.get("height")) == ("358", "300")


@pytest.mark.parametrize("key", ["", 'a"b', "a b", "-a", "é"])
def test_a_key_that_cannot_lead_an_id_is_refused(key):
    with pytest.raises(ValueError, match="key"):
        kpi_trend(UTILIZATION, key)


def test_text_is_shown_as_it_was_typed():
    data = replace(
        UTILIZATION, title="<b>$x^2$</b> & \x0b“more”", say=lambda value: f"{value:g} $$"
    )
    svg = kpi_trend(data, "typed")
    assert '<title id="typed-840-title">&lt;b&gt;$x^2$&lt;/b&gt; &amp; “more”</title>' in svg
    assert ">63 $$</text>" in svg


def test_a_name_of_two_hundred_letters_leaves_the_numbers_standing():
    data = replace(UTILIZATION, benchmarks=(replace(UTILIZATION.benchmarks[0], by=HOSTILE),))
    svg = kpi_trend(data, "long")
    assert ">64–72%</text>" in svg
    assert ">Target 68%</text>" in svg


def test_threads_draw_the_same_bytes():
    with ThreadPoolExecutor(8) as pool:
        drawn = set(pool.map(lambda _: kpi_trend(UTILIZATION, "same"), range(24)))
    assert len(drawn) == 1
