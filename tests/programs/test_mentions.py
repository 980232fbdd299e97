"""A comment names somebody; it waits in their work until they have seen it or answered."""

from uuid import UUID

import pytest
from flask import Flask

from app.accounts.models import User
from app.accounts.queries import people_at
from app.programs.mentions import mentioned
from tests import make
from tests.conftest import Time
from tests.counting import counting
from tests.person import Person
from tests.scopes import inside

PEOPLE = [User(name=name) for name in ("Marcus Bell", "Anna Ray", "Anna Reyes", "Jo", "Élise Roy")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Marcus, can you look?", ["Marcus Bell"]),
        ("Ask (@marcus bell).", ["Marcus Bell"]),
        ("@Anna", []),
        ("@Anna Ray and @élise", ["Anna Ray", "Élise Roy"]),
        ("@Anna Reyes", ["Anna Reyes"]),
        ("@Joanna @jo@jo", ["Jo"]),
        ("mail marcus@marcus.example or @ Marcus", []),
        ("Marcus", []),
    ],
    ids=lambda value: None,
)
def test_names_after_an_at_are_people(text: str, names: list[str]) -> None:
    assert [person.name for person in mentioned(text, PEOPLE)] == names


@pytest.mark.one_database
class TestMentions:
    def page_of(self, task_id: UUID, deed: str = "") -> str:
        return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"

    def test_it_waits_in_their_work_until_they_answer(
        self, app: Flask, alice: Person, bob: Person, bobs_task: UUID
    ) -> None:
        bob.post(self.page_of(bobs_task, "comments"), text="@Alice, is this it? <b>@Bob</b>")
        work = alice.get("/my-work")
        assert "A comment asks for you" in work and f"{bobs_task}#comments" in work
        assert "asks for you" not in bob.get("/my-work"), "Nobody asks themselves"
        assert "For you" in alice.get(self.page_of(bobs_task))
        with counting(app) as seen:
            alice.get("/my-work")
        assert len(seen) <= 12
        alice.post(self.page_of(bobs_task, "comments"), text="It is.")
        assert "asks for you" not in alice.get("/my-work")

    def test_seen_is_enough_and_undone_for_a_few_minutes(
        self, alice: Person, bob: Person, bobs_task: UUID, time: Time
    ) -> None:
        bob.post(self.page_of(bobs_task, "comments"), text="@alice look")
        assert alice.post(self.page_of(bobs_task, "seen")).status == 303
        page = alice.get(self.page_of(bobs_task))
        assert "For you" not in page and self.page_of(bobs_task, "seen/undo") in page
        assert "asks for you" not in alice.get("/my-work")
        assert bob.post(self.page_of(bobs_task, "seen/undo")).status == 409
        assert alice.post(self.page_of(bobs_task, "seen/undo")).status == 303
        assert "asks for you" in alice.get("/my-work")
        alice.post(self.page_of(bobs_task, "seen"))
        time.pass_by(minutes=6)
        assert alice.post(self.page_of(bobs_task, "seen/undo")).status == 409

    def test_coaches_are_people_of_the_msp_and_strangers_are_not(self, app: Flask) -> None:
        with inside(app):
            found = [person.first_name for person in people_at(make.program().msp_id)]
        assert "Carol" in found and "Alice" in found and "Dave" not in found
