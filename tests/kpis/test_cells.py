"""What becomes of the text in a cell of the grid of numbers."""

from datetime import date
from time import perf_counter

from app.kpis.library import catalogue
from app.numbers.cells import Deed, Place, judge

TODAY = date(2026, 11, 23)
WEEK = date(2026, 11, 16), date(2026, 11, 22)
PLACE = Place(catalogue().kpis["sla_completion_met_pct"], WEEK, None)


def test_a_text_that_is_far_too_long_is_refused_at_once() -> None:
    began = perf_counter()
    judged = judge(PLACE, "1" + " " * 20_000 + "of 1" * 5_000 + "/", 0, TODAY)
    assert perf_counter() - began < 1
    assert judged.deed is Deed.WRONG
    assert judged.sentence.endswith("is not a number.")
    assert len(judged.sentence) < 60


def test_two_numbers_are_still_read() -> None:
    assert judge(PLACE, "91 / 102", 0, TODAY).deed is Deed.NEW
    assert judge(PLACE, "91 of 102", 0, TODAY).deed is Deed.NEW
