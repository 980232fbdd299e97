"""The same thing sent several times in one moment, by impatient fingers: it is done once."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from app.db import db
from app.kpis.models import OwnKpi
from app.programs.actions.sop import Written, write_sop
from tests import make
from tests.kpis.test_own_kpis import TOLD
from tests.person import Person
from tests.programs.conftest import the_task
from tests.scopes import inside

AT_ONCE = 4
KPIS = "/msps/northwind/kpis"
WEEK = {"starts_on": "2026-11-16", "ends_on": "2026-11-22"}


def at_once(app: Flask, path: str, **form: str) -> list[int]:
    """What each of several windows of Alice is answered."""
    windows = [Person(app, "alice") for _ in range(AT_ONCE)]
    start = Barrier(AT_ONCE)

    def send(window: Person) -> int:
        start.wait()
        return window.post(path, **form).status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        sent = [pool.submit(copy_context().run, send, one) for one in windows]
        return sorted(one.result() for one in sent)


def test_a_reading_is_one(app: Flask, time: object) -> None:
    assert set(at_once(app, f"{KPIS}/triage_new_count/readings", value="7", **WEEK)) == {303}


def test_an_own_kpi_is_one(app: Flask, time: object) -> None:
    first, *others = at_once(app, f"{KPIS}/new", **TOLD)
    assert first == 303
    assert set(others) <= {409, 422}
    with inside(app):
        assert db.session.scalar(select(func.count()).select_from(OwnKpi)) == 1


def test_a_signature_is_one(app: Flask, bobs_task: UUID) -> None:
    with inside(app):
        alice = make.user("alice")
        write_sop(the_task(bobs_task), Written("Ask who calls.", readers=[alice]), alice)
    path = f"/msps/northwind/tasks/{bobs_task}/sop/sign"
    assert set(at_once(app, path, number="1")) == {303}
