"""Tasks and links: what makes no sense, and circles named in order."""

from datetime import date

import pytest

from app.planning.network import Cycle, Hold, Link, Plan, Task, refuse_circle
from app.planning.schedule import reschedule
from app.planning.workdays import Workdays

MONDAY = date(2026, 11, 23)
NAMES = {"a": "Agree the doors", "b": "Build the form", "c": "Check a week"}


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({"days": 0}, "one working day or more"),
        ({"start": MONDAY, "due": date(2026, 11, 20)}, "due before it starts"),
        ({"hold": Hold.DONE}, "needs a day"),
    ],
)
def test_a_task_that_makes_no_sense_is_refused(known, sentence):
    with pytest.raises(ValueError, match=sentence):
        Task("a", "Agree", **known)


def test_a_lead_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        Link("a", "b", lag=-1)


def test_a_link_that_closes_no_circle_joins():
    refuse_circle(NAMES, [Link("a", "b")], Link("b", "c"))
    refuse_circle(NAMES, [Link("a", "b"), Link("b", "c")], Link("a", "c"))


def test_a_circle_names_its_tasks_in_the_order_of_work():
    with pytest.raises(Cycle) as found:
        refuse_circle(NAMES, [Link("a", "b"), Link("b", "c")], Link("c", "a"))
    keys = found.value.keys
    at = keys.index("a")
    assert keys[at:] + keys[:at] == ("a", "b", "c")
    assert all(name in found.value.sentence for name in NAMES.values())


def test_a_circle_of_two_reads_as_a_sentence():
    with pytest.raises(Cycle) as found:
        refuse_circle(NAMES, [Link("a", "b")], Link("b", "a"))
    assert found.value.sentence in {
        "“Agree the doors” waits for “Build the form”, which waits for “Agree the doors”."
        " None of them could begin. Leave one of these links out.",
        "“Build the form” waits for “Agree the doors”, which waits for “Build the form”."
        " None of them could begin. Leave one of these links out.",
    }


def test_a_task_cannot_wait_for_itself():
    with pytest.raises(Cycle, match="cannot wait for itself"):
        refuse_circle(NAMES, [], Link("a", "a"))


def test_a_plan_with_a_circle_is_refused_with_the_names():
    tasks = [Task(key, name) for key, name in NAMES.items()]
    links = [Link("a", "b"), Link("b", "c"), Link("c", "b")]
    with pytest.raises(Cycle) as found:
        reschedule(Plan(tasks, links, Workdays(), MONDAY))
    assert sorted(found.value.keys) == ["b", "c"]
    assert "Agree" not in found.value.sentence
