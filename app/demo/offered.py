"""What is kept to start from and to compare with: a template of the coach's practice, changed since
its clients began, its benchmark, and a firm's own plan as a template."""

from dataclasses import replace
from datetime import datetime

from app.accounts.models import Practice, User
from app.accounts.queries import members
from app.criteria.queries import criteria
from app.demo.desk_scripts import DeskScript
from app.demo.moments import ONE_DAY, WEEK, at, moment
from app.demo.shapes import YEAR
from app.kpis.benchmarks import Level
from app.kpis.keep_benchmarks import Figure
from app.kpis.keep_benchmarks import keep_for_practice as keep_for
from app.kpis.library import catalogue
from app.programs import library, linked, queries, templates
from app.programs.actions.plan import save_plan
from app.programs.actions.template import change_template, keep_for_practice, keep_template
from app.programs.as_template import Copier, as_template, duties_of
from app.programs.models import PracticeTemplate, Program
from app.programs.template import Template
from app.tenancy import acting_for

ORIGIN = "service-delivery"
NAME = "Service delivery, the Beacon Row way"
MADE = "Made from what worked at our first clients."
WHY = "Three clients found two weeks of counting too short to trust."
CHANGED_AGO = 2 * WEEK
LONGER = 5
SAVED_AFTER, KEPT_AFTER = 51 * ONE_DAY, 66 * ONE_DAY
SAVED = "Before scheduling moved"
COMPARED = "resource_utilization_pct"


def keep_own(practice: Practice, coach: User, until: datetime) -> PracticeTemplate:
    """The practice's template, before anybody starts from it."""
    first = replace(library.templates()[ORIGIN], name=NAME)
    with acting_for([practice.id]), at(moment(until.date() - YEAR, 8, until)):
        return keep_for_practice(first, MADE, coach, practice)


def change_own(kept: PracticeTemplate, coach: User, until: datetime) -> None:
    """The next edition, which the programs that run are asked about."""
    with acting_for([kept.practice_id]), at(moment(until.date() - CHANGED_AGO, 15, until)):
        row = templates.of_practice(kept.id)
        assert row is not None
        now = templates.parsed(templates.present(row).text)
        change_template(row, with_longer_counting(now), WHY, coach)


def with_longer_counting(template: Template) -> Template:
    """The first improvement takes a week more, and its first task half an hour more."""
    phase, *phases = template.phases
    item, *items = phase.items
    task, *tasks = item.tasks
    counting = replace(task, minutes=task.minutes + 30)
    longer = replace(item, ends_after=item.ends_after + LONGER, tasks=(counting, *tasks))
    return replace(template, phases=(replace(phase, items=(longer, *items)), *phases))


def save_dates(program: Program, by: User, until: datetime) -> None:
    """The dates of that day under a name, to compare with later."""
    with at(moment(program.starts_on + SAVED_AFTER, 16, until)):
        save_plan(program, SAVED, by)


def keep_plan(program: Program, told: DeskScript, by: User, until: datetime) -> None:
    """A firm keeps its plan of that day as a template of its own."""
    aims = [one.kpi_key for one in criteria(program.id)]
    copier = Copier(program, duties_of(members(program.msp_id)), linked.task_links(program.id))
    made = as_template(told.template, told.purpose, aims, queries.roadmap(program.id), copier)
    with at(moment(program.starts_on + KEPT_AFTER, 16, until)):
        keep_template(made, f"Made from {program.name}.", by)


def keep_figure(practice: Practice, coach: User, until: datetime) -> None:
    """What the coach's clients reach, for the MSP in scope and every other client to see."""
    figure = Figure(
        level=Level.GOOD,
        low=66.0,
        high=72.0,
        about="MSPs a year after they began",
        source="Yearly review of our clients",
        month=(until.date() - YEAR // 4).replace(day=1),
        sample="24 clients",
    )
    with acting_for([practice.id]), at(moment(until.date() - CHANGED_AGO, 16, until)):
        keep_for(catalogue().kpis[COMPARED], figure, coach, practice)
