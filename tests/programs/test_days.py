"""A day on a page is the day where the page's MSP is, whatever it is elsewhere."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from flask import Flask

from app.accounts.queries import msp_by_slug
from app.kpis.benchmarks import Level
from app.kpis.keep_benchmarks import Figure, keep
from app.kpis.kept_benchmarks import kept
from app.kpis.library import kpi
from tests import make
from tests.conftest import Time
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database
KPI = "triage_new_count"


@pytest.fixture
def evening(app: Flask, bobs_task: UUID, time: Time) -> str:
    """Monday evening in New York, when it is Tuesday in UTC; the page of a task."""
    with inside(app):
        msp = msp_by_slug("northwind")
        assert msp is not None
        msp.zone = "America/New_York"
    time.at = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    return f"/msps/northwind/tasks/{bobs_task}"


def test_what_is_said_on_monday_evening_is_of_monday(
    app: Flask,
    alice: Person,
    mona: Person,
    evening: str,
    item_keyed: Callable[[str], UUID],
) -> None:
    assert alice.post(f"{evening}/comments", text="Asked them all.").status == 303
    page = alice.get(evening).text.split('id="comments"')[1]
    assert "23 Nov" in page and "24 Nov" not in page
    assert alice.post("/msps/northwind/kpis/closed", until="2026-11-15").status == 303
    assert "closed it on 23 November." in alice.get("/msps/northwind/kpis/closed")
    week = {"starts_on": "2026-11-09", "ends_on": "2026-11-15", "value": "4"}
    told = "closed them on 23 November."
    assert told in alice.post(f"/msps/northwind/kpis/{KPI}/readings", **week)
    week = {"starts_on": "2026-11-16", "ends_on": "2026-11-22", "value": "4"}
    assert alice.post(f"/msps/northwind/kpis/{KPI}/readings", **week).status == 303
    page = mona.post(f"/msps/northwind/kpis/{KPI}/readings", **week | {"value": "5"})
    assert page.status == 409 and "23 Nov" in page and "24 Nov" not in page
    item = f"/msps/northwind/items/{item_keyed('service-coordination-dashboards')}/date"
    why = "The client asked for more time."
    assert alice.post(item, due="2026-12-11", reason=why).status == 303
    page = mona.post(item, due="2026-12-10", reason=why, version="1")
    assert page.status == 409 and "23 November 2026" in page
    with inside(app):
        found, alice_ = kpi(KPI), make.user("alice")
        assert found is not None
        figure = Figure(Level.GOOD, 3.0, None, "Us", "Our book", date(2026, 10, 1), "")
        keep(found, figure, alice_)
        assert f"{kept(KPI)[0].at:%-d %B}" == "23 November"
