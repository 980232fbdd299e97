"""Many periods at once: typed, pasted out of a spreadsheet, put right, and refused cell by cell."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.activity.queries import history
from app.criteria.models import Criterion
from app.db import db
from app.kpis.library import catalogue
from app.kpis.models import Reading
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

GRID = "/msps/northwind/kpis/grid"
SLA, TRIAGE = "sla_completion_met_pct", "triage_new_count"
NAME = catalogue().kpis[TRIAGE].name
REASON = "Two tickets were doubles"


def stored(app: Flask, key: str) -> dict[date, tuple[float | None, int]]:
    """The kept values and versions of a KPI by the last day of their period."""
    with inside(app):
        found = db.session.scalars(select(Reading).where(Reading.kpi_key == key))
        return {one.ends_on: (one.value, one.version) for one in found}


def everything(app: Flask) -> int:
    with inside(app):
        return len(db.session.scalars(select(Reading)).all())


def test_the_grid_shows_eight_weeks_with_what_is_in(alice: Person, measured: str) -> None:
    page = alice.get(GRID)
    assert page.status == 200
    assert f'name="{SLA}-2026-11-16" value="78"' in page
    assert f'name="{SLA}-2026-09-28" value="80"' in page
    assert f'name="{SLA}-2026-09-21"' not in page
    assert f'name="{TRIAGE}-2026-11-16" value=""' in page
    assert 'href="/msps/northwind/kpis/grid?by=months' in page
    earlier = alice.get(f"{GRID}?by=weeks&until=2026-09-27")
    assert 'name="resource_utilization_pct-2026-09-21" value="59"' in earlier
    assert "Later" in earlier
    months = alice.get(f"{GRID}?by=months")
    assert 'name="rhem-2026-10-01" value=""' in months
    assert ">October<" in months
    for until in ("soon", "2030-01-01", "0001-01-01"):
        assert alice.get(f"{GRID}?until={until}").status == 200


def test_a_block_is_put_into_the_grid_looked_at_and_saved(
    alice: Person, app: Flask, measured: str
) -> None:
    before = everything(app)
    block = f"\t2 Nov\t2026-W46\t22 Nov\n{NAME}\t3\t\t5\n"
    look = alice.post(GRID, pasted=block, look="1")
    assert look.status == 200
    assert "2 new, 0 changed" in look
    assert f'name="{TRIAGE}-2026-11-02" value="3"' in look
    assert f'name="{TRIAGE}-2026-11-16" value="5"' in look
    assert everything(app) == before
    assert alice.post(GRID, pasted=block).status == 303
    assert stored(app, TRIAGE) == {date(2026, 11, 8): (3.0, 1), date(2026, 11, 22): (5.0, 1)}
    again = alice.post(GRID, pasted=block)
    assert again.status == 303
    assert everything(app) == before + 2


def test_a_block_without_headings_begins_at_the_chosen_cell(
    alice: Person, app: Flask, measured: str
) -> None:
    page = alice.post(GRID, pasted="4\t5\n", row=TRIAGE, column="6")
    assert page.status == 303
    assert stored(app, TRIAGE) == {date(2026, 11, 15): (4.0, 1), date(2026, 11, 22): (5.0, 1)}
    page = alice.post(GRID, pasted="\t4\t5\t6\n", row=TRIAGE, column="6")
    assert page.status == 422
    assert "2 cells lie outside of the grid." in page
    assert "\t4\t5\t6" in page


def test_one_bad_cell_keeps_all_that_was_typed_and_saves_none(
    alice: Person, app: Flask, measured: str
) -> None:
    before = everything(app)
    typed = {
        f"{TRIAGE}-2026-11-16": "three",
        f"{TRIAGE}-2026-11-09": "4",
        f"{SLA}-2026-09-28": "n/a",
    }
    page = alice.post(GRID, **typed)
    assert page.status == 422
    assert "“three” is not a number. Write one like 12." in page
    assert "“n/a” is not a number." in page
    assert f'name="{TRIAGE}-2026-11-16" value="three"' in page
    assert f'name="{TRIAGE}-2026-11-09" value="4"' in page
    assert f'href="#{TRIAGE}-2026-11-16"' in page
    assert everything(app) == before


def test_a_reading_is_put_right_with_a_reason(alice: Person, app: Flask, measured: str) -> None:
    cell = f"{SLA}-2026-11-16"
    typed = {cell: "81", f"{cell}-version": "1"}
    page = alice.post(GRID, **typed)
    assert page.status == 422
    assert "Write the reason in a sentence" in page
    assert stored(app, SLA)[date(2026, 11, 22)] == (78.0, 1)
    assert alice.post(GRID, reason=REASON, **typed).status == 303
    assert stored(app, SLA)[date(2026, 11, 22)] == (81.0, 2)
    with inside(app):
        row = db.session.scalar(
            select(Reading).where(Reading.kpi_key == SLA).order_by(-Reading.version)
        )
        assert row is not None
        assert history(row.id)[0].detail["why"] == REASON
        criterion = db.session.scalar(select(Criterion).where(Criterion.kpi_key == SLA))
        assert criterion is not None
        assert criterion.latest == 81.0
    emptied = alice.post(GRID, **{cell: "", f"{cell}-version": "2"})
    assert emptied.status == 422
    assert "This number is in." in emptied


def test_two_people_lose_neither_number(
    alice: Person, mona: Person, app: Flask, measured: str
) -> None:
    cell = f"{SLA}-2026-11-16"
    typed = {f"{cell}-version": "1", "reason": REASON}
    assert alice.post(GRID, **typed, **{cell: "81"}).status == 303
    page = mona.post(GRID, **typed, **{cell: "82"})
    assert page.status == 409
    assert "Alice entered 81% since you opened this page." in page
    assert f'name="{cell}" value="82"' in page
    assert f'name="{cell}-version" value="2"' in page
    assert stored(app, SLA)[date(2026, 11, 22)] == (81.0, 2)


def test_two_numbers_are_divided_and_zero_is_no_data(
    alice: Person, app: Flask, measured: str
) -> None:
    typed = {f"{SLA}-2026-09-28": "91/102", "reason": REASON, f"{SLA}-2026-09-28-version": "1"}
    assert alice.post(GRID, **typed).status == 303
    assert stored(app, SLA)[date(2026, 10, 4)][0] == pytest.approx(100 * 91 / 102)
    typed = {f"{SLA}-2026-09-28": "0/0", "reason": REASON, f"{SLA}-2026-09-28-version": "2"}
    assert alice.post(GRID, **typed).status == 303
    assert stored(app, SLA)[date(2026, 10, 4)] == (None, 3)
    assert f'name="{SLA}-2026-09-28" value="no data"' in alice.get(GRID)


def test_an_unlikely_number_is_asked_about_once(alice: Person, app: Flask, measured: str) -> None:
    cell, other = f"{TRIAGE}-2026-11-16", f"{TRIAGE}-2026-11-09"
    typed = {cell: "640", other: "6"}
    page = alice.post(GRID, **typed)
    assert page.status == 422
    assert "107 times the reading before, 6." in page
    assert "One thing to look at again" in page
    assert f'name="{cell}" value="640"' in page
    assert f'name="{cell}-sure" value="640"' in page
    assert f'name="{other}-sure"' not in page
    assert stored(app, TRIAGE) == {}
    page = alice.post(GRID, **{cell: "650", other: "6", f"{cell}-sure": "640"})
    assert page.status == 422
    page = alice.post(GRID, **typed, **{f"{cell}-sure": "640", f"{SLA}-2026-09-28": "n/a"})
    assert page.status == 422
    assert 'value="640" checked' in page
    assert alice.post(GRID, **typed, **{f"{cell}-sure": "640"}).status == 303
    assert stored(app, TRIAGE)[date(2026, 11, 22)] == (640.0, 1)
    where, week = f"/msps/northwind/kpis/{TRIAGE}", "/msps/northwind/kpis/entry"
    assert "Is the latest reading right?" not in alice.get(where)
    assert "Keep 640" not in alice.get(week)


def test_an_unlikely_number_is_kept_in_one_tap_and_asked_about_again_when_it_changes(
    alice: Person, bob: Person, app: Flask, measured: str
) -> None:
    where, week = f"/msps/northwind/kpis/{TRIAGE}", "/msps/northwind/kpis/entry"
    for value, first in (("6", "2026-11-09"), ("640", "2026-11-16")):
        last = str(date.fromisoformat(first) + timedelta(days=6))
        alice.post(f"{where}/readings", value=value, starts_on=first, ends_on=last)
    assert "Keep 640" in alice.get(where)
    page = alice.get(week)
    (reading_id,) = re.findall(r"/readings/([\w-]+)/right", page.text)
    right = f"/msps/northwind/readings/{reading_id}"
    assert bob.post(f"{right}/right").status == 403
    kept = alice.post(f"{right}/right", next=f"{week}?week=2026-W47")
    assert kept.location == f"{week}?week=2026-W47"
    assert "640 stays." in alice.get(week)
    assert "Keep 640" not in alice.get(week)
    assert "Keep 640" not in alice.get(where)
    assert stored(app, TRIAGE)[date(2026, 11, 22)] == (640.0, 1)
    told = {"value": "860", "version": "1", "reason": REASON}
    assert alice.post(right, **told).status == 303
    assert "Keep 860" in alice.get(where)
    assert alice.post(f"{right}/right").location == f"{where}#readings"
    assert "Keep 860" not in alice.get(where)


def test_fifty_thousand_cells_are_refused_in_a_sentence(
    alice: Person, app: Flask, measured: str
) -> None:
    block = "\n".join(["\t".join(["12.5"] * 50)] * 1000)
    page = alice.post(GRID, pasted=block)
    assert page.status == 422
    assert "These are about 50,000 cells, and 5,000 are the most at once. Copy fewer." in page
    assert page.text.count("12.5\t") == 49_000


def test_without_a_program_there_is_nothing_to_ask(alice: Person, time: object) -> None:
    assert "No numbers to enter" in alice.get(GRID)
    assert alice.post(GRID, pasted="1").status in {303, 422}
