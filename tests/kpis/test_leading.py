"""A KPI beside its result: whether the one followed the other in the time expected."""

import pytest
from flask import Flask

from tests.kpis.conftest import read_weekly
from tests.kpis.test_signals import AFTER, BEFORE, KPI, go_live, improvements
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database
PAGE = f"/msps/northwind/kpis/{KPI}/leading"
HOURS = [9.4, 9.2, 9.5, 9.1, 9.3, 9.6, 9.2, 9.4, 9.3, 9.1, 9.4, 9.2, 7.1, 7.2, 7.0]


def test_it_tells_whether_the_result_followed(alice: Person, app: Flask, measured: str) -> None:
    page = alice.get(PAGE)
    assert "Nothing to follow yet" in page
    assert "is live yet, so there is nothing for Mean time to resolve to follow." in page
    with inside(app):
        read_weekly(KPI, [*BEFORE, *AFTER])
        read_weekly("mttr_net_hours", HOURS)
        go_live(improvements()[0], 23)
    page = alice.get(PAGE)
    assert "The result followed in the time expected" in page
    assert "Mean time to resolve in the week ending 8 November." in page
    assert "that is a sign, not a proof" in page
    assert "that time is our own assumption" in page
    assert page.text.count('class="plot"') == 2
    other = alice.get(f"{PAGE.replace(KPI, 'mttr_net_hours')}?with={KPI}")
    assert "The result followed in the time expected" in other
    assert "Goes before" in other


def test_its_files_are_of_the_kind_they_say(alice: Person, app: Flask, measured: str) -> None:
    with inside(app):
        read_weekly(KPI, [*BEFORE, *AFTER])
    starts = {".png": b"\x89PNG", ".svg": b"<svg", ".csv": b"\xef\xbb\xbfPeriod ending"}
    for end, start in starts.items():
        page = alice.get(f"{PAGE}{end}")
        assert page.response.get_data().startswith(start), end
        again = alice.get(f"{PAGE}{end}", **{"If-None-Match": page.headers["ETag"]})
        assert again.status == 304
    chart = alice.get(f"/msps/northwind/kpis/{KPI}/chart.csv")
    assert "2026-11-22,15,," in chart
    assert "2026-11-22,15," in alice.get(f"/msps/northwind/kpis/{KPI}/signals.csv")


def test_a_number_without_links_says_so(alice: Person, dave: Person, measured: str) -> None:
    page = alice.get("/msps/northwind/kpis/dso_days/leading")
    assert "Nothing is tied to this number" in page
    assert "What leads" not in alice.get("/msps/northwind/kpis/dso_days")
    assert alice.get("/msps/northwind/kpis/dso_days/leading.png").status == 404
    assert dave.get(PAGE).status == 404
