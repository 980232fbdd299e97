"""Did it move? Each improvement of a program that went live, and what its numbers did since."""

import pytest
from flask import Flask

from app.numbers.evidence import Outcome, summary
from tests.kpis.conftest import read_weekly
from tests.kpis.test_signals import AFTER, BEFORE, KPI, go_live, improvements
from tests.person import Person
from tests.scopes import inside

PAGE = "/msps/northwind/evidence"
SUMS = {
    (1, (("Better", 1),)): "was to move 1 number: 1 moved for the better.",
    (3, (("Better", 2), ("Worse", 1), ("No clear change", 1))): (
        "were to move 4 numbers: 2 moved for the better, 1 for the worse, 1 without a clear change."
    ),
    (2, (("Too early", 1), ("Not enough data", 2), ("Never measured", 2))): (
        "were to move 5 numbers: 3 cannot be told yet, 2 never measured."
    ),
    (
        2,
        (),
    ): "2 improvements went live, but none was to move a number, so there is nothing to show.",
}


@pytest.mark.parametrize("case", SUMS)
def test_the_summary_counts_every_effect_once(
    case: tuple[int, tuple[tuple[str, int], ...]],
) -> None:
    live, outcomes = case
    assert summary(live, {Outcome(word): count for word, count in outcomes}).endswith(SUMS[case])


pytestmark = pytest.mark.one_database


def test_it_tells_what_each_improvement_moved(alice: Person, app: Flask, measured: str) -> None:
    page = alice.get(PAGE)
    assert "Nothing is live yet" in page
    with inside(app):
        read_weekly(KPI, [*BEFORE, *AFTER])
        first, second = improvements()[:2]
        go_live(first, 23)
        go_live(second, 13, month=11)
        names = [one.name.replace("&", "&amp;") for one in (first, second)]
    page = alice.get(PAGE)
    assert "2 improvements went live" in page
    assert page.text.index(names[1]) < page.text.index(names[0])
    assert "Live since 23 October." in page
    assert "Better since the week ending 1 November: 29.5 before" in page
    assert "Too early to say: 1 of the 4 weeks needed after" in page
    assert "Never measured, so nobody can tell: <a" in page
    assert "never measured." in page
    assert "more improvements are to come." in page
    assert f'href="/msps/northwind/kpis/{KPI}?view=signals"' in page
    assert '/evidence">Did it move?' in alice.get("/msps/northwind/")


def test_a_program_that_is_not_there_has_no_evidence(dave: Person, measured: str) -> None:
    assert dave.get(PAGE).status == 404
    assert dave.get("/msps/fabrikam/evidence").status == 302
