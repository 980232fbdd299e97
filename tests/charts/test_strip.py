"""The strip: who may be named is, what lies in the middle is told, and less can be better."""

import re
from dataclasses import replace

from app.charts.strip import Mark, numbers, strip, strip_png, table
from tests.charts.samples import STRIP, STRIPS

PEERS = STRIPS["strip-of-peers"]


def test_the_middle_half_and_the_own_reading_are_written_out() -> None:
    for width in (840, 358):
        drawn = strip(STRIPS["strip-own"], "k", width)
        assert ">Northwind IT 63%</text>" in drawn
        assert ">Middle half, median 64.6%</text>" in drawn
        assert "Client" not in drawn


def test_where_less_is_better_the_axis_runs_the_other_way() -> None:
    def right_of(drawn: str) -> bool:
        own, middle = re.search(r'cx="([\d.]+)"', drawn), re.search(r'<text x="([\d.]+)"', drawn)
        assert own
        assert middle
        return float(own[1]) > float(middle[1])

    assert right_of(strip(PEERS, "k"))
    assert not right_of(strip(replace(PEERS, flipped=False), "k"))


def test_the_table_has_every_mark_and_the_edges_from_the_better_end() -> None:
    assert table(PEERS) == [
        ("Who", "Reading"),
        ("Northwind IT", "4.9 h"),
        ("Lower edge of the middle half", "5.2 h"),
        ("Median", "6.4 h"),
        ("Upper edge of the middle half", "7.9 h"),
    ]
    assert len(table(STRIP)) == 1 + 20 + 3
    assert numbers(STRIPS["strip-of-few"])[1] == ("Client 2", 57.2)


def test_marks_that_would_cover_each_other_are_piled_up() -> None:
    near = replace(STRIP, marks=(Mark(64, "a"), Mark(64.1, "b"), Mark(55, "c")))
    heights = re.findall(r'<circle [^>]*cy="([\d.]+)"', strip(near, "k"))
    assert len(heights) == 3
    assert len(set(heights)) == 2


def test_the_picture_is_a_png() -> None:
    assert strip_png(PEERS)[:8] == b"\x89PNG\r\n\x1a\n"
