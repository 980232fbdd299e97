"""The scorecard: the numbers in use over the latest weeks and months, side by side."""

from datetime import date
from itertools import pairwise

import pytest
from flask import Flask

from app.db import db
from app.kpis.catalogue import Cadence
from app.numbers.scorecard import latest, short
from tests import make
from tests.counting import counting
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database
PAGE = "/msps/northwind/kpis/scorecard"
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("cadence", "count", "first", "last", "head"),
    [
        (Cadence.WEEKLY, 13, date(2026, 8, 24), date(2026, 11, 22), "22 Nov"),
        (Cadence.MONTHLY, 6, date(2026, 5, 1), date(2026, 10, 31), "Oct"),
        (Cadence.QUARTERLY, 4, date(2025, 10, 1), date(2026, 9, 30), "Sep"),
    ],
)
def test_periods_end_with_the_latest_that_is_over(
    cadence: Cadence, count: int, first: date, last: date, head: str
) -> None:
    found = latest(cadence, MONDAY)
    assert (len(found), found[0][0], found[-1][1]) == (count, first, last)
    assert short(*found[-1]) == head
    assert all((later[0] - one[1]).days == 1 for one, later in pairwise(found))


def test_each_number_has_a_row_and_says_where_its_target_was_met(
    alice: Person, dave: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        month = make.reading("rhem", 0.2, on=date(2026, 10, 31))
        month.starts_on = date(2026, 10, 1)
        db.session.add(month)
    page = alice.get(PAGE)
    assert "The one number with a target met it in the latest month." in page
    assert "The latest 13 weeks" in page
    assert "The latest 6 months" in page
    assert page.text.index("Week ending 22 November") < page.text.index("Week ending 15 November")
    assert page.text.count('<td class="num card__met">') == 1
    assert '<td class="num card__met">0.2' in page
    assert "78%" in page
    assert "no reading" in page
    assert "Scorecard of the latest 13 weeks" in alice.get("/msps/northwind/kpis")
    assert dave.get(PAGE).status == 404
    assert "No numbers yet" in dave.get("/msps/fabrikam/kpis/scorecard")


def test_it_is_taken_away_as_rows_and_as_a_picture(
    alice: Person, dave: Person, app: Flask, measured: str
) -> None:
    page = alice.get(f"{PAGE}.csv")
    assert page.headers["Content-Disposition"] == 'inline; filename="scorecard.csv"'
    told = "None of 4 numbers with a target met it in the latest week"
    lack = ", 1 has no reading for it. Readings are late for On hold with a past due date."
    assert f"<p>{told}{lack}</p>" in alice.get(PAGE)
    for kind, begun in (("png", b"\x89PNG"), ("svg", b"<svg")):
        taken = alice.get(f"{PAGE}.{kind}")
        assert taken.response.data.startswith(begun)
        assert f"kpis/scorecard.{kind}" in alice.get(PAGE)
    drawn = alice.get(f"{PAGE}.svg")
    for words in (told, "The latest 13 weeks, to 22 November 2026", "78%"):
        assert f">{words}</text>" in drawn
    assert "var(" not in drawn
    assert "No numbers yet" in dave.get("/msps/fabrikam/kpis/scorecard.svg")
    assert dave.get(f"{PAGE}.png").status == 404
    row = "SLA performance: completion,%,2026-11-16,2026-11-22,78,95% or more,no"
    assert row in page
    with counting(app) as seen:
        alice.get(PAGE)
    assert len(seen) <= 12
