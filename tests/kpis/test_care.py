"""Who looks after a number, and how it is counted: owners, agreement, and changes of definition."""

import pytest
from flask import Flask

from app.criteria.actions import keep_latest
from app.criteria.queries import criteria_on
from tests import make
from tests.kpis.conftest import read_weekly
from tests.kpis.test_signals import AFTER, BEFORE, KPI, go_live, improvements
from tests.person import Person
from tests.scopes import inside
from tests.world import ask

pytestmark = pytest.mark.one_database
PAGE = f"/msps/northwind/kpis/{KPI}"
WORDS = "Open tickets that need a visit and have none booked, without those of new clients."
WHY = "New clients are booked by their project now."


def test_somebody_answers_for_it_and_somebody_types_it(
    alice: Person, mona: Person, app: Flask, measured: str
) -> None:
    page = alice.get(PAGE)
    assert page.text.count("Nobody yet") == 2
    with inside(app):
        ids = {name: str(make.user(name).id) for name in ("olga", "mona", "gus")}
    given = {"accountable": ids["olga"], "enters": ids["mona"], "version": "0"}
    assert alice.post(f"{PAGE}/care", **given).status == 303
    page = alice.get(PAGE)
    assert "Olga" in page
    assert "Mona" in page
    may_not = alice.post(f"{PAGE}/care", accountable="", enters=ids["gus"], version="1")
    assert may_not.status == 422
    late = mona.post(f"{PAGE}/care", accountable="", enters="", version="7")
    assert late.status == 409
    wrong = mona.post(f"{PAGE}/care", accountable="somebody", enters="", version="1")
    assert wrong.status == 422
    assert "Choose somebody from the list." in wrong


def test_one_tap_agrees_and_one_takes_it_back(alice: Person, bob: Person, measured: str) -> None:
    number = alice.get("/msps/northwind/kpis/resource_utilization_pct")
    assert "obody has agreed on how it is counted" in number
    assert "We agree on this" in alice.get(PAGE)
    assert "We agree on this" not in bob.get(PAGE)
    for _tap in range(2):
        assert alice.post(f"{PAGE}/agree").status == 303
    page = alice.get(PAGE)
    assert "Agreed on 23 Nov by Alice" in page
    assert "We agree on this" not in page
    assert alice.post(f"{PAGE}/agree/undo").status == 303
    assert "We agree on this" in alice.get(PAGE)


def test_another_definition_is_marked_on_the_charts_and_cuts_what_is_compared(
    alice: Person, app: Flask, measured: str
) -> None:
    with inside(app):
        read_weekly(KPI, [*BEFORE, *AFTER])
        go_live(improvements()[0], 23)
    alice.post(f"{PAGE}/agree")
    wrong = alice.post(f"{PAGE}/definition", says=WORDS, starts_on="2027-01-01", why="So")
    assert wrong.status == 422
    assert WORDS in wrong
    assert "This day is still to come." in wrong
    assert "Write the reason in a sentence" in wrong
    told = {"says": WORDS, "starts_on": "2026-10-26", "why": WHY}
    assert alice.post(f"{PAGE}/definition", **told).status == 303
    page = alice.get(PAGE)
    assert "Definition changed here</a>, 26 Oct" in page
    assert WORDS in page
    assert "We agree on this" in page
    assert "Not enough data" in page
    assert "Definition changed here" in alice.get(f"{PAGE}?view=signals")
    evidence = alice.get("/msps/northwind/evidence")
    assert (
        "The definition changed on 26 October; readings beyond that day are left out." in evidence
    )
    earlier = alice.post(f"{PAGE}/definition", says=WORDS, starts_on="2026-10-26", why=WHY)
    assert "A later definition begins before that day." in earlier
    assert "At first" in alice.get(f"{PAGE}/care")


def test_weeks_from_before_another_definition_are_not_held(
    alice: Person, app: Flask, measured: str
) -> None:
    key = "resource_utilization_pct"
    with inside(app):
        (aim,) = criteria_on([key])
        aim.target, aim.hold_needed, aim.hold_of = 62.0, 3, 4
        keep_latest([key])
    criterion = f"/msps/northwind/criteria/{measured}"
    held = alice.get(criterion)
    assert "So far 4.</dd>" in held
    told = {"says": WORDS, "starts_on": "2026-11-16", "why": WHY}
    assert alice.post(f"/msps/northwind/kpis/{key}/definition", **told).status == 303
    page = alice.get(criterion)
    assert "So far 1. Since 16 November it is counted another way" in page
    assert "62% in 1 of the last 4 weeks; it takes 3." in page


def test_the_list_tells_how_recent_and_how_trustworthy(alice: Person, measured: str) -> None:
    page = alice.get("/msps/northwind/kpis")
    assert "Up to date<small>trust: fair</small>" in page
    assert "Silent<small>trust: low</small>" in page


def test_who_may_not_enter_readings_gives_no_owners(
    bob: Person, dave: Person, measured: str
) -> None:
    for path in ("care", "definition", "agree", "agree/undo"):
        assert ask(bob, "POST", f"{PAGE}/{path}").status == 403
        assert ask(dave, "POST", f"{PAGE}/{path}").status == 404
