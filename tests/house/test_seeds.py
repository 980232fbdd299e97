"""Every seed file reads, keys are unique and known, and nothing of the domain is missing."""

import re
from pathlib import Path

import pytest

from app.kpis.benchmarks import Segment
from app.kpis.catalogue import Direction, read_catalogue
from app.programs.template import Strand
from app.programs.template_file import read_templates
from tests.shared import shared_dir

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CATALOGUE = read_catalogue(SEEDS / "kpis", SEEDS / "benchmarks")
TEMPLATES = read_templates(SEEDS / "programs")
PROGRAM = TEMPLATES["service-delivery"]
NAMES_IN_FORMULAS = {"created", "now", "techs", "limit", "hours_worked", "available_hours"}

ITEMS = {
    "Drive to Thrive": [
        "Intake",
        "Categorization",
        "Triage",
        "Tech Allocation & Scheduling",
        "Prioritization",
        "Service Coordination Dashboards, Introduction and Training",
        "Tech Dashboard Lunch N' Learn",
        "Other",
    ],
    "Streamlining Labor Invoicing": [
        "MSAs",
        "Roles and Work Types",
        "Contract Templates",
        "Cascading Contract Template",
        "Copying Contracts into Client Accounts",
        "Client Facing Contracts",
    ],
    "Building a better Client Experience": [
        "Clear, Concise, Client Friendly Notifications",
        "Automated Client-Facing Communication",
        "Tech Ed",
        "Real-Time Time Entry Culture Change",
        "Internal Testing",
        "Pilot Group Rollout, Feedback, and Adjustments",
        "All Client Rollout",
    ],
}


def test_the_program_has_its_three_phases_and_21_items_by_name():
    named = {phase.name: [item.name for item in phase.items] for phase in PROGRAM.phases}
    assert named == ITEMS


def test_the_domain_notes_name_the_same_items():
    notes = (shared_dir() / "domain" / "programs.md").read_text(encoding="utf-8")
    assert re.findall(r"^### \d\.\d (.+)$", notes, re.M) == [item.name for item in PROGRAM.items]


def test_each_phase_is_a_template_of_its_own():
    assert {phase.key for phase in PROGRAM.phases} < set(TEMPLATES)


def test_item_keys_are_unique_over_the_whole_program():
    keys = [item.key for item in PROGRAM.items]
    assert len(set(keys)) == 21


@pytest.mark.parametrize("item", PROGRAM.items, ids=lambda item: item.key)
def test_an_item_has_all_three_strands_and_a_screenful_of_tasks_at_most(item):
    assert {task.strand for task in item.tasks} == set(Strand)
    assert len(item.tasks) <= 12


@pytest.mark.parametrize("item", PROGRAM.items, ids=lambda item: item.key)
def test_a_task_is_one_short_line_with_a_reason_and_a_length(item):
    for task in item.tasks:
        assert len(task.title) <= 80
        assert not task.title.endswith(".")
        assert task.why.endswith(".")
        assert task.minutes > 0


@pytest.mark.parametrize("item", PROGRAM.items, ids=lambda item: item.key)
def test_an_item_ends_with_its_last_task(item):
    assert item.tasks[-1].due_after == item.ends_after - item.starts_after


def test_every_kpi_a_template_names_is_in_the_catalogue():
    named = {key for item in PROGRAM.items for key in item.moves}
    for template in TEMPLATES.values():
        named |= {*template.result_kpis, *(k for p in template.phases for k in p.result_kpis)}
    assert named <= set(CATALOGUE.kpis)


def test_every_item_moves_a_kpi_except_the_one_that_waits_for_a_name():
    assert [item.key for item in PROGRAM.items if not item.moves] == ["other"]


def test_three_numbers_tell_whether_a_template_worked():
    assert {len(template.result_kpis) for template in TEMPLATES.values()} == {3}


def test_items_move_what_the_domain_notes_say():
    notes = (shared_dir() / "domain" / "programs.md").read_text(encoding="utf-8")
    lines = dict(re.findall(r"^### \d\.\d (.+?)\n.*?^Moves: (.+?)$", notes, re.M | re.S))
    for item in PROGRAM.items:
        keys = set(re.findall(r"`([a-z_]+)`", lines.get(item.name, "")))
        assert keys <= set(item.moves), item.name


def test_the_catalogue_holds_every_key_of_the_domain_notes():
    notes = (shared_dir() / "domain" / "kpis.md").read_text(encoding="utf-8")
    keys = set(re.findall(r"`([a-z][a-z0-9_]+)`", notes)) - NAMES_IN_FORMULAS
    assert keys <= set(CATALOGUE.kpis)
    assert len(keys) >= 60


def test_every_benchmark_names_a_source_and_every_source_is_cited():
    cited = {
        source.code
        for kpi in CATALOGUE.kpis.values()
        for source in (*kpi.references, *(s for b in kpi.benchmarks for s in b.sources))
    }
    assert cited == set(CATALOGUE.sources)


@pytest.mark.parametrize("kpi", CATALOGUE.kpis.values(), ids=lambda kpi: kpi.key)
def test_a_kpi_says_what_it_means_in_one_line(kpi):
    assert kpi.plain[0].islower()
    assert not kpi.plain.endswith(".")
    assert len(kpi.plain) <= 90
    assert kpi.formula.endswith(".")
    assert all(case.endswith(".") for case in kpi.edge_cases)


@pytest.mark.parametrize("kpi", CATALOGUE.kpis.values(), ids=lambda kpi: kpi.key)
def test_what_the_article_measures_is_in_its_words(kpi):
    from_article = kpi.area == "Service delivery" and not kpi.companion_of
    assert bool(kpi.wording) >= from_article


def test_figures_of_internal_desks_are_marked_as_such():
    desks = {
        kpi.key
        for kpi in CATALOGUE.kpis.values()
        for one in kpi.benchmarks
        if one.segment is Segment.DESK
    }
    assert desks == {"tech_escalation_rate_pct", "tech_fcr_pct"}


def test_utilization_is_judged_by_a_band():
    kpi = CATALOGUE.kpis["resource_utilization_pct"]
    assert kpi.direction is Direction.BAND
    assert kpi.band
    assert (kpi.band.low, kpi.band.high) == (75, 85)
