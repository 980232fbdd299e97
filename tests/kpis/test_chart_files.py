"""A chart as a file: sent once, and not again while nothing changes."""

from datetime import date

import pytest
from flask import Flask

from app.db import db
from tests import make
from tests.person import Person
from tests.scopes import inside

pytestmark = pytest.mark.one_database

PNG = "/msps/northwind/kpis/resource_utilization_pct/chart.png"
SVG = "/msps/northwind/kpis/resource_utilization_pct/chart.svg"
FILES = pytest.mark.parametrize("path", [PNG, SVG])


def test_the_picture_is_a_png(alice: Person, measured: str) -> None:
    page = alice.get(PNG)
    assert page.headers["Content-Type"] == "image/png"
    assert page.response.get_data()[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_drawing_stands_alone(alice: Person, measured: str) -> None:
    page = alice.get(SVG)
    assert page.headers["Content-Type"].startswith("image/svg+xml")
    assert page.text.startswith("<svg xmlns=")
    assert "var(--" not in page
    assert "#1b5499" in page


@FILES
def test_a_browser_that_has_it_gets_no_second_copy(alice: Person, path: str, measured: str) -> None:
    first = alice.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert first.headers["ETag"].startswith('"')
    again = alice.get(path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.response.get_data()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@FILES
def test_a_new_reading_is_a_new_file(alice: Person, app: Flask, path: str, measured: str) -> None:
    tag = alice.get(path).headers["ETag"]
    with inside(app):
        db.session.add(make.reading("resource_utilization_pct", 66.0, on=date(2026, 11, 23)))
    page = alice.get(path, **{"If-None-Match": tag})
    assert page.status == 200
    assert page.headers["ETag"] != tag


@FILES
def test_another_firm_finds_nothing(dave: Person, alice: Person, path: str, measured: str) -> None:
    tag = alice.get(path).headers["ETag"]
    assert dave.get(path).status == 404
    assert dave.get(path, **{"If-None-Match": tag}).status == 404


@FILES
def test_a_stranger_is_asked_to_sign_in(stranger: Person, path: str, measured: str) -> None:
    assert "/sign-in" in stranger.get(path).location


def test_a_kpi_without_readings_has_a_picture_that_says_so(alice: Person, time: object) -> None:
    assert alice.get("/msps/northwind/kpis/net_csat/chart.png").status == 200
