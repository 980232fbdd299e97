"""Templates as files: what is read back is what was written, and every mistake has its line."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.programs.library import templates as shipped
from app.programs.template import (
    Duty,
    Strand,
    Template,
    TemplateItem,
    TemplatePhase,
    TemplateTask,
    Wait,
)
from app.programs.template_file import waits, written
from app.programs.templates import LONGEST_FILE, MOST_MISTAKES, Unreadable, decoded, read

PROGRAM = shipped()["service-delivery"]
TEXT = written(PROGRAM)
SMALL = """key = "desk"
name = "Desk"
purpose = "A calm desk."
result_kpis = ["mttr_net_hours"]

[[phases]]
key = "one"
name = "One"
purpose = "First."
result_kpis = []
starts_after = 0

[[phases.items]]
key = "intake"
name = "Intake"
owner = "service coordinator"
purpose = "One door."
moves = ["triage_new_count"]
starts_after = 0
ends_after = 9

[[phases.items.tasks]]
key = "count"
strand = "data"
title = "Count a week of requests"
minutes = 30
due_after = 4

[[phases.items.tasks]]
key = "list"
strand = "sop"
title = "List the channels"
minutes = 30
due_after = 9
waits_for = [{ task = "one.intake.count", lag = 2 }]
"""


def said(text: str) -> list[str]:
    with pytest.raises(Unreadable) as no:
        read(text)
    return [str(one) for one in no.value.mistakes]


@pytest.mark.parametrize("key", sorted(shipped()))
def test_what_is_written_reads_as_the_same(key: str) -> None:
    assert read(written(shipped()[key])) == shipped()[key]


def test_what_waits_for_what_is_kept() -> None:
    template = read(SMALL)
    assert template.items[0].tasks[1].waits_for == (Wait("one.intake.count", 2),)
    assert read(written(template)) == template


def test_how_often_a_task_comes_again_is_kept_without_a_last_day() -> None:
    due = 'title = "List the channels"'
    found = read(
        SMALL.replace(due, f'{due}\nrepeats = "rrule:freq=weekly;byday=mo;until=20270101"')
    )
    task = found.phases[0].items[0].tasks[1]
    assert task.repeats == "FREQ=WEEKLY;BYDAY=MO"
    assert read(written(found)) == found
    with pytest.raises(Unreadable) as refused:
        read(SMALL.replace(due, f'{due}\nrepeats = "FREQ=DAILY"'))
    assert "Use a rule such as" in str(refused.value)


def test_an_item_without_tasks_comes_back() -> None:
    head = SMALL.split("[[phases.items.tasks]]")[0]
    for text in (head, f"{head}tasks = []\n"):
        template = read(text)
        assert not template.items[0].tasks and read(written(template)) == template


def test_a_phase_alone_waits_for_what_is_there() -> None:
    own = SMALL.split("[[phases]]\n")[1].replace("phases.items", "items")
    own = own.replace("starts_after = 0\n", "", 1)
    assert read(own).items[0].tasks[1].waits_for
    (told,) = said(own.replace("one.intake.count", "one.intake.\U0001f600"))
    assert "which is not here" in told


def test_characters_are_written_as_themselves() -> None:
    task = replace(read(SMALL).items[0].tasks[1], waits_for=(Wait("\U0001f600\x7f", 1),))
    assert list(waits(task)) == ['waits_for = [{ task = "\U0001f600\\u007f", lag = 1 }]']


LINES = st.text(st.characters(blacklist_categories=["Cc", "Cs"]), min_size=1, max_size=30).filter(
    str.strip
)


@settings(max_examples=60)
@given(LINES, LINES, st.integers(0, 40), st.integers(0, 400))
def test_any_words_come_back(name: str, why: str, lag: int, minutes: int) -> None:
    first = TemplateTask(Strand.SOP, name, why, Duty.CHAMPION, minutes, 3, "first")
    second = replace(first, key="second", waits_for=(Wait("p.i.first", lag),))
    item = TemplateItem("i", name, why, Duty.OWNER, (), 1, 9, (first, second))
    phase = TemplatePhase("p", name, why, (), lag, (item,))
    template = Template("t", name, why, (), (phase,))
    assert read(written(template)) == template


def test_a_phase_on_its_own_and_a_shipped_one_by_name_will_do() -> None:
    head = 'key = "x"\nname = "X"\npurpose = "Y."\nresult_kpis = []\n'
    named = read(f'{head}[[phases]]\nkey = "drive-to-thrive"\nstarts_after = 3\n')
    assert (named.phases[0].starts_after, len(named.items)) == (3, 8)


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ('name = "Desk"', "name = Desk", 2, "Invalid value"),
        ('name = "Desk"', 'name = ""', 2, "not empty"),
        ('["mttr_net_hours"]', '["never_was"]', 4, "no KPI has the key never_was"),
        ("starts_after = 0", "starts_after = -1", 11, "from 0 to"),
        ('key = "intake"', 'key = "In Take"', 14, "small letters"),
        ('"service coordinator"', '"boss"', 16, "boss is not known; choose from"),
        ("ends_after = 9", "ends_after = 2", 13, "a task is due after its item ends"),
        ("ends_after = 9", "ends_after = 99999", 20, "from 0 to 2600"),
        ('strand = "data"', 'strand = "data"\ncolor = "red"', 25, "unknown key color"),
        ("minutes = 30", 'minutes = "half"', 26, "whole number"),
        ('key = "list"', 'key = "count"', 13, "two tasks have the same key"),
        ("one.intake.count", "one.intake.never", 0, "waits for one.intake.never, which is not"),
        ("one.intake.count", "one.intake.list", 0, "wait in a circle"),
    ],
)
def test_a_mistake_is_told_by_its_line(before: str, after: str, line: int, words: str) -> None:
    first, *_ = said(SMALL.replace(before, after, 1))
    assert words in first
    assert not line or first.startswith(f"Line {line}: ")


def test_every_mistake_is_told_at_once() -> None:
    wrong = SMALL.replace('"sop"', '"soap"').replace('"data"', '"date"')
    assert [one.split(":")[0] for one in said(wrong)] == ["Line 24", "Line 31"]


def test_of_very_many_mistakes_the_first_are_told() -> None:
    wrong = '\n[[phases.items.tasks]]\nkey = "z"\nstrand = "soap"\ntitle = "Z"\n'
    assert len(said(SMALL + wrong * 100)) == MOST_MISTAKES


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a = " + "[" * 5000,
        "phases = 3",
        "phases = [1, 2]",
        'key = "a\\u0000b"',
        "[[phases]]\n" * 50,
        "x" * (LONGEST_FILE + 1),
        "a." * 3000 + "b = 1",
    ],
    ids=["nothing", "deep", "number", "numbers", "invisible", "many", "long", "dotted"],
)
def test_a_hostile_text_gets_a_sentence(text: str) -> None:
    assert all(0 < len(one) < 500 for one in said(text))


def test_a_file_that_is_no_text_gets_a_sentence() -> None:
    for content, words in ((b"\xff\xfe\x00", "not a text file"), (b"x" * 300_000, "256 KB")):
        with pytest.raises(Unreadable, match=words):
            decoded(content)
    assert decoded(b"\xef\xbb\xbfa = 1\r\n") == "a = 1\n"
