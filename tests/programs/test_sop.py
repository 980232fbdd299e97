"""The SOP beside a task: written, read, signed, and signed again when it changes."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from app.programs import sops
from app.programs.actions.sop import Written, sign, write_sop
from tests import make
from tests.conftest import Time
from tests.counting import counting
from tests.person import Page, Person
from tests.programs.conftest import the_task
from tests.scopes import inside

pytestmark = pytest.mark.one_database
Named = Callable[[str], UUID]
FIRST = "# Intake\n\n1. Ask who calls."


def page_of(task_id: UUID, deed: str = "") -> str:
    return f"/msps/northwind/tasks/{task_id}{deed and '/' + deed}"


@pytest.fixture
def ids(app: Flask, running: str) -> dict[str, str]:
    with inside(app):
        return {name: str(make.user(name).id) for name in ("alice", "bob")}


def write(person: Person, task_id: UUID, words: str = FIRST, **more: object) -> Page:
    """Send the form as it is now; `version` when it was opened earlier."""
    path = page_of(task_id, "sop/write")
    version = more.pop("version", None) or version_in(person.get(path))
    return person.post(path, words=words, version=version, **more)


def version_in(page: Page) -> str:
    found = re.search(r'name="version"[^>]* value="(\d+)"', page.text)
    return found[1] if found else "0"


@pytest.fixture
def signed(app: Flask, bobs_task: UUID, ids: dict[str, str]) -> UUID:
    """A task with a SOP that Bob has signed and Alice has not; it needs both."""
    with inside(app):
        task, people = the_task(bobs_task), [make.user("alice"), make.user("bob")]
        write_sop(task, Written(FIRST, readers=people, needed=True), people[0])
        sign(task, 1, people[1])
    return bobs_task


def test_a_champion_writes_it_and_the_people_read_and_sign_it(
    app: Flask, alice: Person, bob: Person, gus: Person, bobs_task: UUID, ids: dict[str, str]
) -> None:
    assert write(bob, bobs_task).status == 403
    both = [ids["alice"], ids["bob"]]
    assert write(alice, bobs_task, readers=both, needed="y").status == 303
    page = bob.get(page_of(bobs_task))
    assert "<h3>Intake</h3>" in page and "0 of 2 people signed" in page
    assert "I have read it: sign" in page and "I have read it" not in gus.get(page_of(bobs_task))
    for _ in range(2):
        assert bob.post(page_of(bobs_task, "sop/sign"), number="1").status == 303
    page = bob.get(page_of(bobs_task))
    assert "1 of 2 people signed. Alice has not signed yet." in page
    assert "You signed version 1 of the SOP." in page and "sop/unsign" in page
    assert "Signed by Bob Brown (23 Nov)." in alice.get(page_of(bobs_task, "sop"))
    assert bob.post(page_of(bobs_task, "sop/unsign")).status == 303
    assert "0 of 2 people signed" in bob.get(page_of(bobs_task))


def test_who_is_to_sign_is_on_record(
    app: Flask, alice: Person, bobs_task: UUID, ids: dict[str, str]
) -> None:
    write(alice, bobs_task)
    told = "Alice changed who signs the SOP of"
    assert told not in alice.get(page_of(bobs_task))
    write(alice, bobs_task, readers=[ids["bob"]], needed="y")
    write(alice, bobs_task, readers=[ids["bob"]], needed="y")
    assert alice.get(page_of(bobs_task)).text.count(told) == 1
    write(alice, bobs_task, readers=[ids["bob"]])
    assert alice.get(page_of(bobs_task)).text.count(told) == 2


def test_only_those_who_are_asked_sign(carol: Person, gus: Person, signed: UUID) -> None:
    assert gus.post(page_of(signed, "sop/sign"), number="1").status == 403
    page = carol.post(page_of(signed, "sop/sign"), number="1")
    assert page.status == 409 and "You are not asked to sign this SOP." in page


def test_a_new_version_asks_again_and_a_small_correction_does_not(
    alice: Person, bob: Person, signed: UUID, ids: dict[str, str]
) -> None:
    both = {"readers": [ids["alice"], ids["bob"]], "needed": "y"}
    write(alice, signed, f"{FIRST} Please.", small="y", changed="A word.", **both)
    assert "1 of 2 people signed" in bob.get(page_of(signed))
    write(alice, signed, "# Another", changed="Everything.", **both)
    assert "0 of 2 people signed. Alice and Bob have not" in bob.get(page_of(signed))
    stale = bob.post(page_of(signed, "sop/sign"), number="2")
    assert stale.status == 409 and "The SOP changed while you had it open." in stale
    old = bob.get(page_of(signed, "sop?version=1"))
    for words in ("Ask who calls.", "This is an old version.", "Small correction", "Everything."):
        assert words in old, words
    assert bob.get(page_of(signed, "sop?version=9")).status == 404


def test_people_can_be_asked_without_a_new_version(
    app: Flask, alice: Person, signed: UUID, ids: dict[str, str]
) -> None:
    opened = version_in(alice.get(page_of(signed, "sop/write")))
    write(alice, signed, FIRST, version=opened, readers=[ids["bob"]])
    assert write(alice, signed, FIRST, version=opened).status == 409, "A list is not lost either"
    with inside(app):
        sop = sops.sop_of(signed)
        assert sop is not None and sop.number == 1
        assert sops.signing(sop).missing == ()


def test_the_task_waits_for_everybody_s_signature(alice: Person, bob: Person, signed: UUID) -> None:
    page = bob.post(page_of(signed, "check"))
    assert page.status == 409
    assert "<b>Alice has not signed yet.</b> The task is done once everybody has." in page
    alice.post(page_of(signed, "sop/sign"), number="1")
    assert bob.post(page_of(signed, "check")).status == 303


def test_two_writers_lose_nothing(alice: Person, mona: Person, signed: UUID) -> None:
    opened = version_in(alice.get(page_of(signed, "sop/write")))
    write(mona, signed, "# By Mona", version=opened)
    page = write(alice, signed, "# By Alice", version=opened)
    assert page.status == 409
    assert "# By Mona" in page and "# By Alice" in page and "Mona" in page
    assert write(alice, signed, "# By both", version=version_in(page)).status == 303


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Write the text first."), ("x" * 20_001, "Keep it under 20,000 characters")],
)
def test_what_cannot_be_kept_comes_back(
    alice: Person, bobs_task: UUID, typed: str, says: str
) -> None:
    page = write(alice, bobs_task, typed)
    assert page.status == 422
    assert says in page and typed in page


def test_few_queries_answer_its_pages(app: Flask, alice: Person, signed: UUID, time: Time) -> None:
    for path in ("", "sop", "sop/write", "change"):
        with counting(app) as seen:
            alice.get(page_of(signed, path))
        assert len(seen) <= 12, (path, seen)
