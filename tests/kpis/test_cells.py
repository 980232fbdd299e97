"""What becomes of the text in a cell of the grid of numbers."""

from datetime import date
from time import perf_counter

import pytest
from werkzeug.datastructures import MultiDict

from app.kpis.forms import ValueForm
from app.kpis.library import catalogue
from app.numbers.cells import Deed, Place, judge
from app.numbers.doubts import Doubts

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


@pytest.mark.parametrize(
    ("before", "row", "asked"),
    [
        (78, ["80", "81"], []),
        (78, ["8", "81"], ["8"]),
        (78, ["8", "8", "9"], ["8"]),
        (78, ["8", "", "80"], ["8"]),
        (None, ["8", "81"], ["81"]),
        (78, ["eight", "80"], []),
        (78, ["0/0", "80"], []),
    ],
)
def test_a_slip_is_asked_about_but_not_the_number_after_it(
    before: float | None, row: list[str], asked: list[str]
) -> None:
    doubts = Doubts(PLACE.kpi, before, before)
    judged = [doubts.ask(PLACE, judge(PLACE, text, 0, TODAY), sure=False) for text in row]
    assert [text for text, one in zip(row, judged, strict=True) if one.question] == asked
    assert all((one.deed is Deed.ODD) == bool(one.question) for one in judged)
    sure = Doubts(PLACE.kpi, before, before)
    assert all(
        sure.ask(PLACE, judge(PLACE, t, 0, TODAY), sure=True).deed is not Deed.ODD for t in row
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("7 h", "“7 h” is in hours, this KPI counts in percent."),
        ("$5", "“$5” is in money, this KPI counts in percent."),
        ("=A1/B1", "This is a formula. Write the number that it gives."),
        ("63,5.2", "“63,5.2” is not a number. Write one like 63.5."),
        ("140", "This share is never over 100%. Enter a number up to 100, such as 63.5."),
        ("63,5 %", ""),
    ],
)
def test_one_reading_is_read_as_a_cell_is_and_comes_back_as_typed(text: str, told: str) -> None:
    form = ValueForm(PLACE.kpi, TODAY, WEEK, MultiDict({"value": text}))
    assert form.validate() is not bool(told)
    assert [*form.value.errors] == ([told] if told else [])
    assert text.replace('"', "&#34;") in form.value()
