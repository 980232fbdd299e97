"""The small steps of a task: ticked one by one, changed by those on it, asked about at the end."""

import re
from uuid import UUID

import pytest
from flask import Flask

from app.programs.actions.steps import add_steps
from app.programs.checklist import checklist
from app.programs.models import Step
from tests import make
from tests.person import Page, Person
from tests.programs.conftest import the_program, the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database


def page_of(task_id: UUID, deed: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"


@pytest.fixture
def steps(app: Flask, bobs_task: UUID) -> list[Step]:
    with inside(app):
        add_steps(the_task(bobs_task), ["Draft it", "Try it", "Settle it"], make.user("bob"))
        return list(checklist(bobs_task).steps)


def press(person: Person, step: Step, deed: str, **form: str) -> Page:
    return person.boosted(f"/msps/northwind/steps/{step.id}/{deed}", **form)


def names(page: Page) -> list[str]:
    """The steps in the order in which the page shows them."""
    return re.findall(r'class="tick__text">([^<]+)<', page.text)


def test_a_list_is_pasted_a_line_a_step(bob: Person, gus: Person, bobs_task: UUID) -> None:
    typed = "  Draft   it \n\n Try it\r\n"
    assert bob.post(page_of(bobs_task, "steps"), wanted=typed).status == 303
    page = bob.get(page_of(bobs_task))
    assert names(page) == ["Draft it", "Try it"] and "0 of 2 steps done" in page
    assert "Bob added 2 steps to" in page
    assert gus.post(page_of(bobs_task, "steps"), wanted="Mine").status == 403
    for wrong, says in (("", "Write a step first."), ("x" * 201, "under 200 characters")):
        page = bob.post(page_of(bobs_task, "steps"), wanted=wrong)
        assert page.status == 422 and says in page and wrong in page
    many = "\n".join(f"Step {number}" for number in range(29))
    page = bob.post(page_of(bobs_task, "steps"), wanted=many)
    assert page.status == 409 and "A task has up to 30 steps." in page and "Step 28" in page


def test_a_step_is_ticked_in_one_tap_and_unticked_in_another(
    app: Flask, bob: Person, gus: Person, steps: list[Step], bobs_task: UUID
) -> None:
    for _ in range(2):
        page = press(bob, steps[0], "tick")
        assert page.status == 200 and "1 of 3 steps done" in page
    assert "<h1" not in page and 'aria-checked="true"' in page
    with inside(app):
        assert checklist(bobs_task).steps[0].done_by_id == make.user("bob").id
    assert "0 of 3 steps done" in press(bob, steps[0], "reopen")
    assert bob.post(f"/msps/northwind/steps/{steps[0].id}/tick").location.endswith("#steps")
    assert press(gus, steps[0], "tick").status == 403
    seen = gus.get(page_of(bobs_task))
    assert "1 of 3 steps done" in seen and "/steps/" not in seen


def test_they_change_places_and_are_taken_away_with_undo(bob: Person, steps: list[Step]) -> None:
    draft, attempt, settle = steps
    page = press(bob, settle, "move", way="up", changing="1")
    assert names(page) == ["Draft it", "Settle it", "Try it"]
    assert '<details class="fold fold--quiet" open>' in page
    assert names(press(bob, draft, "move", way="up")) == ["Draft it", "Settle it", "Try it"]
    page = press(bob, attempt, "remove")
    assert names(page) == ["Draft it", "Settle it"] and "restore" in page
    page = press(bob, attempt, "restore")
    assert names(page) == ["Draft it", "Settle it", "Try it"]


def test_open_steps_are_asked_about_once(bob: Person, steps: list[Step], bobs_task: UUID) -> None:
    page = bob.post(page_of(bobs_task, "check"))
    assert page.status == 409
    assert "3 steps are still open." in page and "Done all the same" in page
    tapped = bob.boosted(page_of(bobs_task, "check?at=work"))
    assert tapped.status == 409
    there = tapped.headers["HX-Redirect"]
    assert there.endswith("?check=1#check")
    assert "3 steps are still open." in bob.get(there.partition("#")[0])
    assert "still open" not in bob.get(page_of(bobs_task))
    assert bob.post(page_of(bobs_task, "check"), anyway="1").status == 303
    late = press(bob, steps[0], "tick")
    assert late.status == 409 and "This task is done." in late


def test_no_question_when_every_step_is_done(
    bob: Person, steps: list[Step], bobs_task: UUID
) -> None:
    for step in steps:
        press(bob, step, "tick")
    assert bob.post(page_of(bobs_task, "check")).status == 303


def test_those_of_a_closed_program_stay_as_they_are(
    app: Flask, bob: Person, steps: list[Step]
) -> None:
    with inside(app):
        program = the_program()
        program.closed_at = program.started_at
    for deed in ("tick", "remove"):
        assert press(bob, steps[0], deed).status in {403, 409}, deed
    with inside(app):
        assert not checklist(steps[0].task_id).steps[0].done
