"""Evidence on a task: asked for, added, opened by those who may, taken away and brought back."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from app.db import db
from app.programs.actions.proofs import add_file
from app.programs.proofs import proofs_on
from app.refusal import Refused
from tests import make
from tests.person import Page, Person
from tests.programs.conftest import the_program, the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database
PDF = b"%PDF-1.7\nThe matrix."


def page_of(task_id: UUID, deed: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"


def send(person: Person, task_id: UUID, data: bytes = PDF, name: str = "Matrix.pdf") -> Page:
    return person.post(page_of(task_id, "proofs/file"), file=(BytesIO(data), name))


def files_in(app: Flask) -> set[Path]:
    folder: Path = app.config["SETTINGS"].data_dir / "files"
    return {one for one in folder.rglob("*") if one.is_file()}


def the_link(app: Flask, task_id: UUID) -> str:
    with inside(app):
        return f"/msps/northwind/proofs/{proofs_on(task_id)[-1].id}"


def test_a_file_is_kept_apart_and_given_out_to_be_saved(
    app: Flask, bob: Person, gus: Person, dave: Person, bobs_task: UUID
) -> None:
    before = files_in(app)
    assert send(bob, bobs_task).status == 303
    page = gus.get(page_of(bobs_task))
    assert "Matrix.pdf" in page and "1 KB, Bob, 23 Nov" in page
    (kept,) = files_in(app) - before
    assert kept.read_bytes() == PDF
    assert "Matrix" not in kept.name and kept.stat().st_mode & 0o077 == 0
    link = the_link(app, bobs_task)
    got = gus.get(f"{link}/file")
    assert got.response.data == PDF
    assert got.headers["Content-Type"] == "application/pdf"
    assert got.headers["Content-Disposition"] == "attachment; filename=Matrix.pdf"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert dave.get(f"{link}/file").status == 404
    assert dave.get(f"{link}/file".replace("northwind", "fabrikam")).status == 404
    assert send(gus, bobs_task).status == 403


def test_what_is_not_kept_says_why(bob: Person, app: Flask, bobs_task: UUID) -> None:
    for data, name, says in (
        (b"<script>alert(1)</script>", "a.html", "This kind of file is not kept."),
        (b"", "a.txt", "The file is empty."),
        (b"", "", "Choose a file first."),
    ):
        page = send(bob, bobs_task, data, name)
        assert page.status == 422 and says in page, name
    page = bob.post(page_of(bobs_task, "comments"), text="x" * 30_000_000)
    assert page.status == 413 and "This is too large to send" in page
    with inside(app):
        with pytest.raises(Refused, match="A file may have up to 10 MB"):
            large = b"x" * (10 * 1024 * 1024 + 1)
            add_file(the_task(bobs_task), "a.txt", large, make.user("bob"))
        assert proofs_on(bobs_task) == []


def test_files_of_one_msp_have_so_much_room(
    app: Flask, bob: Person, bobs_task: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(bob, bobs_task).status == 303
    before = files_in(app)
    small = replace(app.config["SETTINGS"], files_per_msp_mb=0)
    monkeypatch.setitem(app.config, "SETTINGS", small)
    page = send(bob, bobs_task, name="Second.pdf")
    assert page.status == 422 and "There is no room for more files at this MSP." in page
    assert files_in(app) == before


def test_a_file_goes_with_the_request_that_failed(app: Flask, bobs_task: UUID) -> None:
    before = files_in(app)
    with inside(app):
        add_file(the_task(bobs_task), "a.pdf", PDF, make.user("bob"))
        assert len(files_in(app)) == len(before) + 1
        db.session.rollback()
    assert files_in(app) == before


def test_a_link_leads_somewhere(bob: Person, bobs_task: UUID) -> None:
    path = page_of(bobs_task, "proofs/link")
    for wrong in (
        "",
        "wiki",
        "javascript:alert(1)",
        "https://",
        "https://a:b@c.example",
        "http://[",
    ):
        page = bob.post(path, url=wrong, name="The wiki")
        assert page.status == 422 and "Give the whole address" in page, wrong
        assert 'value="The wiki"' in page
    bob.post(path, url="https://wiki.example/sop?a=1&b=2", name="SOP 05")
    bob.post(path, url="https://wiki.example/" + "x" * 1000)
    page = bob.get(page_of(bobs_task))
    assert (
        '<a href="https://wiki.example/sop?a=1&amp;b=2" rel="noopener nofollow ugc">SOP 05<' in page
    )


def test_a_reading_is_kept_as_it_read(app: Flask, bob: Person, bobs_task: UUID) -> None:
    with inside(app):
        reading = make.reading("triage_new_count", 7, on=date(2026, 11, 22))
        db.session.add(reading)
        db.session.flush()
        chosen = str(reading.id)
    assert "7, to 22 November 2026" in bob.get(page_of(bobs_task, "proofs"))
    assert bob.post(page_of(bobs_task, "proofs/reading"), reading="x").status == 422
    assert bob.post(page_of(bobs_task, "proofs/reading"), reading=chosen).status == 303
    assert "7, to 22 November 2026" in bob.get(page_of(bobs_task))


def test_the_task_waits_for_the_evidence_that_it_asks_for(
    alice: Person, bob: Person, bobs_task: UUID
) -> None:
    assert bob.post(page_of(bobs_task, "evidence"), evidence="link").status == 403
    assert alice.post(page_of(bobs_task, "evidence"), evidence="x").status == 422
    assert alice.post(page_of(bobs_task, "evidence"), evidence="link").status == 303
    send(bob, bobs_task)
    page = bob.post(page_of(bobs_task, "check"), anyway="1")
    assert page.status == 409
    assert "<b>This task asks for a link.</b> Add it, then check the task off." in page
    bob.post(page_of(bobs_task, "proofs/link"), url="https://wiki.example")
    assert bob.post(page_of(bobs_task, "check")).status == 303


def test_taking_it_away_can_be_undone(app: Flask, bob: Person, bobs_task: UUID) -> None:
    send(bob, bobs_task)
    link = the_link(app, bobs_task)
    assert bob.post(f"{link}/remove").status == 303
    page = bob.get(page_of(bobs_task))
    assert "Removed: Matrix.pdf" in page and "restore" in page
    assert bob.get(f"{link}/file").status == 404
    bob.post(f"{link}/restore")
    assert bob.get(f"{link}/file").status == 200


def test_who_added_it_to_the_task_of_another_takes_it_away_again(
    bob: Person, mona: Person, alices_task: UUID
) -> None:
    other = {"url": "https://example.com/other"}
    mona.post(page_of(alices_task, "proofs/link"), **other)
    bob.post(page_of(alices_task, "proofs/link"), url="https://example.com/matrix")
    page = bob.get(page_of(alices_task))
    assert page.text.count('aria-label="Remove https') == 1
    undo = re.search(r'action="([^"]+/proofs/[^"]+/remove)"', page.text)
    assert undo and bob.post(undo[1]).status == 303
    assert "example.com/matrix" not in bob.get(page_of(alices_task)).text.split("proofs")[-1]


def test_a_task_of_several_asks_the_last_one(
    app: Flask, alice: Person, bob: Person, bobs_task: UUID, task_named: Callable[[str], UUID]
) -> None:
    with inside(app):
        people = [str(make.user(name).id) for name in ("alice", "bob")]
        the_task(bobs_task).evidence = "file"
    alice.post(page_of(bobs_task, "people"), people=people, rule="all")
    assert bob.post(page_of(bobs_task, "check")).status == 303
    assert alice.post(page_of(bobs_task, "check")).status == 409


def test_that_of_a_closed_program_stays(app: Flask, bob: Person, bobs_task: UUID) -> None:
    send(bob, bobs_task)
    link = the_link(app, bobs_task)
    with inside(app):
        program = the_program()
        program.closed_at = program.started_at
    assert bob.post(f"{link}/remove").status in {403, 409}
    with inside(app):
        assert [one.removed_at for one in proofs_on(bobs_task)] == [None]
    assert bob.get(f"{link}/file").status == 200
