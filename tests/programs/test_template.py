"""Templates: what a file may say, what is refused by name, and how a plan is laid."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.planning.holidays import us_public_holidays, year_end_break
from app.planning.workdays import MONDAY_TO_FRIDAY, Workdays
from app.programs.first_plan import last_day, paces, plan
from app.programs.template import Duty, Strand, place_of, without
from app.programs.template_file import read_templates
from app.refusal import Refused
from app.tomlfile import TomlError

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "programs"
TEMPLATES = read_templates(SEEDS)
PROGRAM = TEMPLATES["service-delivery"]
START, END = date(2026, 9, 14), date(2027, 3, 12)

PHASE = """
key = "desk"
name = "Desk"
purpose = "A calm desk."
result_kpis = ["mttr_net_hours"]

[[items]]
key = "intake"
name = "Intake"
owner = "service coordinator"
purpose = "One door."
moves = ["triage_new_count"]
starts_after = 0
ends_after = 9

[[items.tasks]]
strand = "data"
title = "Count a week of requests"
minutes = 30
due_after = 4

[[items.tasks]]
strand = "sop"
title = "List the channels"
minutes = 30
due_after = 9
"""


def folder(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_phase_file_is_a_template_of_its_own(tmp_path):
    template = read_templates(folder(tmp_path, desk=PHASE))["desk"]
    first, second = template.items[0].tasks
    assert template.days == 10
    assert template.weeks == 2
    assert first.strand is Strand.DATA
    assert second.owner is Duty.SERVICE_COORDINATOR


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('strand = "sop"', 'strand = "note"', "tasks List the channels: strand: note is not known"),
        ('owner = "service coordinator"', 'owner = "boss"', "items intake: owner: boss is not"),
        ('name = "Intake"', "", "items intake: name: is missing"),
        ('name = "Intake"', 'name = " "', "items intake: name: write a text"),
        ("minutes = 30", "minutes = -1", "minutes: write a whole number"),
        ("minutes = 30", "minutes = true", "minutes: write a whole number"),
        ("due_after = 9", "due_after = 10", "items intake: tasks: a task is due after its item"),
        ("due_after = 9", "due_after = 3", "items intake: tasks: put the tasks in the order"),
        ("starts_after = 0", "starts_after = 20", "items intake: ends_after: an item ends on"),
        ("starts_after = 0", "starts_after = 0\ncolour = 1", "items intake: unknown key colour"),
        ('moves = ["triage_new_count"]', "moves = 3", "items intake: moves: write a list"),
        ('key = "desk"', "key = desk", "desk.toml: "),
        ("[[items]]", "[items]", "desk.toml: "),
    ],
)
def test_a_wrong_line_is_refused_with_file_and_key(tmp_path, before, after, sentence):
    with pytest.raises(TomlError) as refused:
        read_templates(folder(tmp_path, desk=PHASE.replace(before, after)))
    assert str(refused.value).startswith("desk.toml: ")
    assert sentence in str(refused.value)


def test_a_program_names_a_phase_that_is_there(tmp_path):
    program = PHASE.split("[[items]]")[0].replace("desk", "all")
    program += '[[phases]]\nkey = "attic"\nstarts_after = 0\n'
    with pytest.raises(TomlError, match=r"all\.toml: phases attic: key: no phase file"):
        read_templates(folder(tmp_path, desk=PHASE, all=program))


def test_two_items_or_two_templates_with_one_key_are_refused(tmp_path):
    doubled = PHASE + PHASE[PHASE.index("[[items]]") :]
    with pytest.raises(TomlError, match="two items"):
        read_templates(folder(tmp_path, desk=doubled))
    with pytest.raises(TomlError, match="two templates"):
        read_templates(folder(tmp_path, desk=PHASE, copy=PHASE))


def test_an_empty_folder_is_refused_by_name(tmp_path):
    with pytest.raises(TomlError, match="no TOML file"):
        read_templates(tmp_path)


def test_a_file_that_is_not_utf8_is_refused_by_name(tmp_path):
    (tmp_path / "desk.toml").write_bytes(b'key = "\xff"')
    with pytest.raises(TomlError, match=r"desk\.toml: save the file as UTF-8"):
        read_templates(tmp_path)


def test_without_holidays_the_26_weeks_are_those_of_the_design():
    windows = {
        item.item.name: (item.start, item.due)
        for phase in plan(PROGRAM, START, END, Workdays()).phases
        for item in phase.items
    }
    assert windows["Intake"] == (date(2026, 9, 14), date(2026, 9, 25))
    assert windows["Categorization"] == (date(2026, 9, 21), date(2026, 10, 9))
    assert windows["Tech Allocation & Scheduling"] == (date(2026, 10, 19), date(2026, 11, 13))
    assert windows["Other"] == (date(2026, 12, 14), date(2026, 12, 18))
    assert windows["MSAs"] == (date(2026, 11, 16), date(2026, 12, 4))
    assert windows["Contract Templates"] == (date(2027, 1, 4), date(2027, 1, 15))
    assert windows["Client Facing Contracts"] == (date(2027, 1, 25), date(2027, 2, 5))
    assert windows["Internal Testing"] == (date(2027, 2, 15), date(2027, 2, 19))
    assert windows["All Client Rollout"] == (date(2027, 3, 8), date(2027, 3, 12))


def test_a_task_starts_when_the_one_before_it_is_due():
    intake = plan(PROGRAM, START, END, Workdays()).phases[0].items[0]
    assert intake.tasks[0].start == START
    assert [task.start for task in intake.tasks[1:]] == [task.due for task in intake.tasks[:-1]]


def test_holidays_are_left_out_and_the_end_is_kept():
    off = us_public_holidays([2026, 2027]) | year_end_break([2026])
    planned = plan(PROGRAM, START, END, Workdays(MONDAY_TO_FRIDAY, off))
    assert planned.end == END == planned.phases[-1].due
    assert not off & set(every_day(planned))


def test_a_program_without_a_working_day_is_refused():
    with pytest.raises(Refused, match="Choose an end after the start"):
        plan(PROGRAM, END, START, Workdays())
    with pytest.raises(Refused):
        plan(PROGRAM, date(2026, 11, 21), date(2026, 11, 22), Workdays())


def test_three_paces_are_those_of_the_wizard():
    assert [(one.name, one.weeks) for one in paces(PROGRAM)] == [
        ("Steady", 26),
        ("Gentle", 36),
        ("Fast", 18),
    ]


def test_26_weeks_from_a_monday_end_on_a_friday():
    assert last_day(START, 26, Workdays()) == END
    closed = Workdays(MONDAY_TO_FRIDAY, frozenset({END}))
    assert last_day(START, 26, closed) == END - timedelta(days=1)


calendars = st.builds(
    Workdays,
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(START, END), max_size=30),
)


@settings(max_examples=30)
@given(calendars, st.integers(0, 400), st.sampled_from(sorted(TEMPLATES)))
def test_every_plan_stays_inside_its_program_and_in_order(calendar, length, key):
    end = START + timedelta(days=length)
    if not calendar.between(START, end):
        return
    planned = plan(TEMPLATES[key], START, end, calendar)
    days = every_day(planned)
    assert all(calendar.is_workday(day) and START <= day <= end for day in days)
    assert planned.start <= min(days)
    assert max(days) <= planned.end
    for phase in planned.phases:
        for item in phase.items:
            dues = [task.due for task in item.tasks]
            assert phase.start <= item.start <= item.due <= phase.due
            assert dues == sorted(dues)
            assert all(item.start <= task.start <= task.due <= item.due for task in item.tasks)


def every_day(planned):
    items = [item for phase in planned.phases for item in phase.items]
    tasks = [task for item in items for task in item.tasks]
    return [day for one in (*items, *tasks) for day in (one.start, one.due)]


@settings(max_examples=20)
@given(st.integers(1, 60), st.integers(0, 60))
def test_a_longer_program_never_brings_an_item_forward(weeks, more):
    short = plan(PROGRAM, START, last_day(START, weeks, Workdays()), Workdays())
    long = plan(PROGRAM, START, last_day(START, weeks + more, Workdays()), Workdays())
    for one, other in zip(short.phases, long.phases, strict=True):
        pairs = zip(one.items, other.items, strict=True)
        assert all(a.start <= b.start and a.due <= b.due for a, b in pairs)


class TestLeavingItemsOut:
    WHOLE = TEMPLATES["service-delivery"]

    def without(self, *keys):
        places = [
            place_of(phase, item)
            for phase in self.WHOLE.phases
            for item in phase.items
            if item.key in keys
        ]
        assert len(places) == len(keys)
        return without(self.WHOLE, places)

    def test_days_on_which_nothing_is_left_to_do_drop_out(self):
        intake, categorization = self.WHOLE.items[:2]
        assert (intake.ends_after, categorization.starts_after) == (9, 5)
        less = self.without("intake")
        assert less.phases[0].starts_after == 0
        assert less.items[0].starts_after == 0
        assert less.days == self.WHOLE.days - 5

    def test_a_gap_in_the_middle_closes(self):
        less = self.without("tech-dashboard-lunch-n-learn", "other")
        assert [phase.key for phase in less.phases] == [phase.key for phase in self.WHOLE.phases]
        lengths = {item.key: item.ends_after - item.starts_after for item in self.WHOLE.items}
        assert all(one.ends_after - one.starts_after == lengths[one.key] for one in less.items)
        assert less.days <= self.WHOLE.days

    def test_a_phase_without_items_goes(self):
        third = [item.key for item in self.WHOLE.phases[2].items]
        less = self.without(*third)
        assert len(less.phases) == 2
        assert less.weeks < self.WHOLE.weeks

    def test_nothing_left_out_changes_nothing(self):
        assert self.without() == self.WHOLE

    def test_something_stays(self):
        with pytest.raises(ValueError, match="at least one"):
            self.without(*(item.key for item in self.WHOLE.items))
