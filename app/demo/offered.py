"""A template of the coach's practice: kept before its clients began, and changed since."""

from dataclasses import replace
from datetime import datetime

from app.accounts.models import Practice, User
from app.demo.moments import WEEK, at, moment
from app.demo.shapes import YEAR
from app.programs import library, templates
from app.programs.actions.template import change_template, keep_for_practice
from app.programs.models import PracticeTemplate
from app.programs.template import Template
from app.tenancy import acting_for

ORIGIN = "service-delivery"
NAME = "Service delivery, the Beacon Row way"
MADE = "Made from what worked at our first clients."
WHY = "Three clients found two weeks of counting too short to trust."
CHANGED_AGO = 2 * WEEK
LONGER = 5


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
