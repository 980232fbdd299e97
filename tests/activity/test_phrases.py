"""A deed as a sentence."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import app
from app.accounts.models import User
from app.activity.models import Event
from app.activity.phrases import SENTENCES, phrase, phrases

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ALICE = User(name="Alice Adams", email="alice@example.com")


def told(deed: str, **detail: Any) -> str:
    return phrase(Event(deed=deed, at=AT, by=ALICE, detail=detail)).text


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("2026-12-04", "2026-12-11", "Triage moved from 4 to 11 December."),
        ("2026-11-27", "2026-12-04", "Triage moved from 27 November to 4 December."),
        ("2026-12-18", "2027-01-08", "Triage moved from 18 December 2026 to 8 January 2027."),
        ("2027-02-05", "2027-02-12", "Triage moved from 5 to 12 February 2027."),
        ("2027-01-29", "2027-02-05", "Triage moved from 29 January to 5 February 2027."),
        (None, "2027-01-08", "Triage is now due on 8 January 2027."),
    ],
)
def test_a_moved_date_says_from_when_to_when(before: str | None, after: str, says: str) -> None:
    assert told("date moved", name="Triage", before=before, after=after) == says


def test_spans_of_next_year_say_so() -> None:
    days = {"name": "Bob", "first": "2026-12-28", "until": "2027-01-08"}
    assert told("covered", **days) == "Bob covers from 28 December to 8 January 2027."
    assert told("leave entered", **days) == "Bob is away from 28 December to 8 January 2027."
    assert told("program paused", **days) == "Alice paused Bob until 8 January 2027."


def test_a_comment_that_was_deleted_leaves_a_whole_sentence_until_it_is_back() -> None:
    words = {"title": "Intake", "note": "7", "why": "Call them."}
    said = Event(deed="commented", at=AT, by=ALICE, detail=words)
    gone = Event(deed="comment deleted", at=AT, by=ALICE, detail={"title": "Intake", "note": "7"})
    back = Event(
        deed="comment brought back", at=AT, by=ALICE, detail={"title": "Intake", "note": "7"}
    )
    last = phrases([gone, said])[-1]
    assert (last.text, last.why) == ("Alice commented on Intake.", "")
    last = phrases([back, gone, said])[-1]
    assert (last.text, last.why) == ("Alice commented on Intake:", "Call them.")


def test_a_moved_date_keeps_the_reason_and_who_gave_it() -> None:
    event = Event(deed="date moved", at=AT, by=ALICE, detail={"name": "Triage", "why": "Leave."})
    found = phrase(event)
    assert (found.why, found.who, found.icon) == ("Leave.", "Alice", "move")


def test_giving_and_taking_are_told_apart() -> None:
    given = told("task assigned", title="Call the vendor", before="", after="Bob Brown")
    assert given == "Alice gave Call the vendor to Bob Brown."
    taken = told("item assigned", name="Triage", before="Bob Brown", after="")
    assert taken == "Alice took Bob Brown off Triage."


def test_a_tasks_title_stands_in_quotes() -> None:
    detail = {"title": "Call the vendor"}
    event = Event(deed="task checked off", thing_kind="task", at=AT, by=ALICE, detail=detail)
    assert phrase(event).text == "Alice checked off “Call the vendor”."


def test_what_nobody_did_was_nibble() -> None:
    assert phrase(Event(deed="program started", at=AT, detail={"name": "X"})).who == "Nibble"


def test_a_deed_without_a_sentence_is_told_as_it_is_named() -> None:
    assert told("something new") == "Alice: something new."


def test_every_deed_that_is_recorded_has_a_sentence() -> None:
    source = Path(app.__file__).parent
    found = {
        deed
        for path in source.rglob("*.py")
        for deed in re.findall(r'(?:record|told|note|note_item)\(\s*"([^"]+)"', path.read_text())
    }
    assert found, "The search for deeds finds none."
    assert found <= set(SENTENCES), found - set(SENTENCES)
