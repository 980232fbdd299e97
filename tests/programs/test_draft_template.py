"""The next edition of a template in forms: part by part, nothing lost, then kept with a reason."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import db
from app.programs.actions.template import keep_template
from app.programs.library import templates as shipped
from app.programs.models import Edition, OwnTemplate, TemplateDraft
from app.programs.template import Template
from app.programs.templates import parsed
from tests import make
from tests.person import Page, Person
from tests.programs.wizard import hidden
from tests.scopes import inside

pytestmark = pytest.mark.one_database
PHASE = "drive-to-thrive"
INTAKE = f"{PHASE}.intake"
WHAT = "Intake takes a day longer than we thought."


@pytest.fixture
def here(app: Flask) -> str:
    """The address of the draft of a template of Northwind's own."""
    with inside(app):
        row = keep_template(shipped()[PHASE], "Brought in from a file.", make.user("alice"))
        return f"/msps/northwind/templates/{row.id}/draft"


def fields(page: Page) -> dict[str, Any]:
    """What the form of a part holds, as a browser would send it."""
    form = page.text
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        named = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if named.get("type") == "checkbox":
            if " checked" in tag:
                found.setdefault(named["name"], []).append(named["value"])
        elif named.get("name") and named["name"] not in {"csrf_token", "at", "to", "q"}:
            found[named["name"]] = named.get("value", "")
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*([^<]*)</textarea>', form):
        found[name] = text
    for name, body in re.findall(r'<select[^>]*name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', body)
        found[name] = chosen[1] if chosen else ""
    return found


def part(alice: Person, here: str, at: str, **more: str) -> tuple[str, dict[str, Any]]:
    """The address of a part's page, and what its form holds."""
    address = f"{here}/part?at={at}{''.join(f'&{k}={v}' for k, v in more.items())}"
    page = alice.get(address)
    assert page.status == 200, address
    return address, fields(page)


def keep(alice: Person, here: str, what: str = WHAT) -> Page:
    page = alice.get(here)
    return alice.post(
        here, what=what, edition=hidden(page, "edition"), version=hidden(page, "version")
    )


def present(app: Flask) -> Template:
    with inside(app):
        return parsed(db.session.scalars(select(Edition.text).order_by(Edition.number)).all()[-1])


def test_a_part_is_changed_in_a_draft_and_kept_as_an_edition(
    app: Flask, alice: Person, here: str
) -> None:
    address, told = part(alice, here, INTAKE)
    wrong = alice.post(address, **told | {"name": "N" * 121, "ends_after": "soon"})
    assert wrong.status == 422 and "N" * 121 in wrong
    assert "Use at most 120 characters." in wrong and "Write a whole number from 0 to" in wrong
    empty = alice.post(address, **told | {"name": "", "purpose": ""})
    assert "Fill in “Name”." in empty and "Fill in “What it is for”." in empty
    assert alice.post(address, **told | {"name": "Front door"}).location == f"{here}#{PHASE}"
    task, doing = part(alice, here, f"{INTAKE}.{shipped()[PHASE].items[0].tasks[1].key}")
    doing["repeats"] = "FREQ=WEEKLY;BYDAY=MO"
    waits = {"waits_for-0-task": f"{INTAKE}.{shipped()[PHASE].items[0].tasks[0].key}"}
    assert alice.post(task, **doing | waits | {"waits_for-0-lag": "2"}).status == 303
    page = alice.get(here)
    assert "begins with the program" in page
    assert f'href="{here}#keep-h">Keep the draft as a new edition' in alice.get(task)
    assert "Intake: Call it “Front door”" in page and "last changed by Alice Adams" in page
    assert present(app) == shipped()[PHASE]
    short = keep(alice, here, "Too short")
    assert short.status == 422 and "Say in 10 to 200" in short and "Too short" in short
    assert keep(alice, here).status == 303
    now = present(app).items[0]
    assert (now.name, now.key) == ("Front door", "intake")
    assert now.tasks[1].repeats == "FREQ=WEEKLY;BYDAY=MO"
    assert now.tasks[1].waits_for[0].lag == 2 and present(app).tasks == shipped()[PHASE].tasks
    with inside(app):
        assert db.session.scalars(select(TemplateDraft)).all() == []
        assert db.session.scalars(select(OwnTemplate)).one().edition == 2
    assert WHAT in alice.get(here.removesuffix("/draft"))


def test_parts_are_added_moved_taken_out_and_brought_back(
    app: Flask, alice: Person, here: str
) -> None:
    address, told = part(alice, here, "", new="1")
    made = alice.post(address, **told | {"name": "Later", "purpose": "What comes after."})
    assert made.status == 303
    page = alice.get(here)
    assert "Add an improvement to this phase" in page and "disabled" in page
    assert keep(alice, here).status == 422
    address, told = part(alice, here, "later", new="1")
    made = alice.post(address, **told | {"name": "Aftercare", "purpose": "Nobody is forgotten."})
    assert made.location.endswith("part?at=later.aftercare")
    address, told = part(alice, here, "later.aftercare", new="1")
    late = alice.post(address, **told | {"title": "Call two clients", "due_after": "99"})
    assert late.status == 422 and "A task is due after its improvement ends." in late
    assert alice.post(address, **told | {"title": "Call two clients"}).status == 303
    moved = alice.post(f"{here}/move", at="later", to="up")
    assert "Later is now number 1 of 2." in alice.get(moved.location)
    assert alice.post(f"{here}/remove", at=PHASE).status == 303
    page = alice.get(here)
    undo = re.search(r'action="([^"]*/draft/undo[^"]*)"', page.text)
    assert undo and alice.post(undo[1]).status == 303
    assert alice.post(undo[1]).status == 409
    assert alice.post(f"{here}/move", at="never.was").location == here
    assert keep(alice, here).status == 303
    assert [phase.key for phase in present(app).phases] == ["later", PHASE]


def test_of_two_who_change_a_part_nobody_loses_a_word(
    app: Flask, alice: Person, olga: Person, here: str
) -> None:
    address, told = part(alice, here, INTAKE)
    other, theirs = part(olga, here, f"{PHASE}.other")
    assert olga.post(address, **told | {"name": "Front door"}).status == 303
    assert olga.post(other, **theirs | {"name": "Elsewhere"}).status == 303
    stale = alice.post(address, **told | {"name": "Reception"})
    assert stale.status == 409 and "Olga Orr changed this" in stale
    assert "Front door" in stale and "Reception" in stale
    assert alice.post(address, **fields(stale)).status == 303
    assert alice.post(f"{here}/remove", at=INTAKE).status == 303
    gone = olga.post(address, **told | {"name": "Lobby"})
    assert gone.status == 409 and "Lobby" in gone


def test_a_draft_that_is_older_than_the_edition_says_so_before_it_is_kept(
    app: Flask, alice: Person, olga: Person, here: str
) -> None:
    address, told = part(alice, here, INTAKE)
    alice.post(address, **told | {"name": "Front door"})
    page, above = alice.get(here), here.removesuffix("/draft")
    seen = {"edition": hidden(page, "edition"), "version": hidden(page, "version")}
    file = olga.get(f"{above}/edit")
    words = olga.get(f"{above}/file").response.get_data(as_text=True)
    words = words.replace("ends_after = 9\n", "ends_after = 10\n", 1)
    sent = {"words": words, "what": "A day more for intake.", "version": hidden(file, "version")}
    assert olga.post(f"{above}/edit", **sent).status == 303
    stale = alice.post(here, what=WHAT, **seen)
    assert stale.status == 409 and WHAT in stale and "Olga Orr changed this" in stale
    assert "Edition 2 was kept after this draft began." in stale
    assert keep(alice, here).status == 303 and present(app).items[0].name == "Front door"


def test_a_draft_is_dropped_and_is_nobody_elses(
    app: Flask, alice: Person, bob: Person, dave: Person, here: str
) -> None:
    address, told = part(alice, here, "")
    assert alice.post(address, **told | {"name": "The Northwind way"}).location == here
    assert "The Northwind way" in alice.get(here)
    assert bob.get(here).status == bob.post(address, **told).status == 403
    assert dave.get(here).status == 404
    assert dave.get(here.replace("northwind", "fabrikam")).status == 404
    assert alice.post(f"{here}/drop").status == 303
    page = alice.get(here)
    assert "The Northwind way" not in page and "Keep as a new edition" not in page
    undo = re.search(r'action="([^"]+/undo[^"]*)"', page.text)
    assert undo and bob.post(undo[1]).status == 403
    assert alice.post(undo[1]).location == here
    assert "Keep as a new edition" in alice.get(here)
    assert "The Northwind way" in alice.get(address)
    assert alice.post(f"{here}/drop").status == 303
    assert alice.post(address, **told | {"name": "Another way"}).location == here
    assert alice.post(undo[1]).status == 409
    assert "Another way" in alice.get(address)
