"""The start wizard: its steps in their order, and what the answers so far come to."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import Field

from app.accounts.models import Membership, Msp
from app.accounts.queries import members
from app.criteria.baseline import BaselineValue
from app.criteria.queries import baseline_from_readings
from app.kpis import library
from app.kpis.catalogue import Kpi
from app.planning.signs import Sign, State
from app.planning.words import counted
from app.planning.workdays import Away
from app.programs.actions.draft import edition
from app.programs.around_leave import around_leave, moved_by_owner
from app.programs.first_plan import PlannedProgram, plan, with_measuring
from app.programs.forms.criteria import CriteriaForm
from app.programs.forms.dates import DatesForm
from app.programs.forms.start import (
    ChampionForm,
    TemplateForm,
    Typed,
    champion_form,
    template_form,
)
from app.programs.health import Readiness, readiness
from app.programs.leave import away_of
from app.programs.models import Draft
from app.programs.template import Duty, Template
from app.programs.templates import offered
from app.stats.words import listed

MOST_FIRST = 5
STEPS = ("template", "champion", "dates", "criteria")
QUARTER = timedelta(days=91)
ONE_DAY = timedelta(days=1)
NOT_YET = "Not yet"

StepForm = TemplateForm | ChampionForm | DatesForm | CriteriaForm


@dataclass(frozen=True)
class FirstTask:
    """A task that is due soon after the start, with the name of whoever has it."""

    title: str
    item: str
    minutes: int
    due: date
    owner: str


@dataclass(frozen=True)
class Wizard:
    """One person's way to a program: a form for each step, filled with the draft's answers."""

    draft: Draft | None
    msp: Msp
    me: UUID
    today: date

    def form(self, step: str, typed: Typed = None) -> StepForm:
        """The form of a step with what is typed now, else with what was answered before."""
        given = self.answer(step) if typed is None else typed
        if step == "template":
            return template_form(given, self.offered)
        if step == "champion":
            return champion_form(given, self.members, self.me, self.template)
        if step == "dates":
            return DatesForm(given, self.template, self.today, self.msp.zone)
        return self.criteria_form(given)

    def answer(self, step: str) -> Typed:
        """What the draft says about a step; None where nothing was answered."""
        saved: Mapping[str, list[str]] | None = self.answers.get(step)
        return None if saved is None else MultiDict(saved)

    @property
    def answers(self) -> dict[str, Any]:
        return self.draft.answers if self.draft else {}

    def edition(self, step: str) -> str:
        """Which answer to a step the page is made from; of the last page, which answers."""
        return edition(self.answers if step == "done" else self.answers.get(step))

    def first_open(self, before: str = "done") -> str | None:
        """The first step ahead of this one whose answer is missing, or no longer possible."""
        ahead = STEPS[: STEPS.index(before)] if before in STEPS else STEPS
        return next((step for step in ahead if step not in self.done), None)

    @cached_property
    def done(self) -> tuple[str, ...]:
        """The steps whose answers hold, up to the first that is open."""
        return tuple(takewhile(self.is_answered, STEPS))

    def is_answered(self, step: str) -> bool:
        return step in self.answers and self.form(step).validate()

    @cached_property
    def offered(self) -> dict[str, Template]:
        return offered()

    @cached_property
    def roadmap(self) -> TemplateForm:
        return template_form(self.answer("template"), self.offered)

    @cached_property
    def template(self) -> Template:
        return self.roadmap.chosen

    @cached_property
    def dates(self) -> DatesForm:
        return DatesForm(self.answer("dates"), self.template, self.today, self.msp.zone)

    @cached_property
    def champion(self) -> ChampionForm:
        return champion_form(self.answer("champion"), self.members, self.me, self.template)

    @cached_property
    def members(self) -> list[Membership]:
        return members(self.msp.id)

    @cached_property
    def criteria(self) -> CriteriaForm:
        return self.criteria_form(self.answer("criteria"))

    def criteria_form(self, typed: Typed) -> CriteriaForm:
        return CriteriaForm(self.kpis, typed, self.dates.chosen, self.measured, self.today)

    @property
    def kpis(self) -> list[Kpi]:
        return [found for found in map(library.kpi, self.template.result_kpis) if found]

    @cached_property
    def measured(self) -> dict[str, BaselineValue | None]:
        """What the readings of the quarter before the start come to, by KPI."""
        start = self.dates.chosen.start
        return {
            kpi.key: baseline_from_readings(kpi.key, start - QUARTER, start - ONE_DAY)
            for kpi in self.kpis
        }

    @cached_property
    def plan(self) -> PlannedProgram:
        names = [kpi.name for kpi in self.criteria.to_measure]
        calendar = self.dates.chosen.calendar
        planned = with_measuring(plan_of(self.template, self.dates), names, calendar)
        return around_leave(planned, self.leave.__getitem__, calendar)

    def laid(self, form: DatesForm) -> tuple[PlannedProgram, str]:
        """The plan that valid dates come to around people's leave, and what that moved in words."""
        planned = plan_of(self.template, form)
        laid = around_leave(planned, self.leave.__getitem__, form.chosen.calendar)
        counts: Counter[str] = Counter()
        for duty, count in moved_by_owner(planned, laid).items():
            counts[self.owner_name(duty)] += count
        told = [f"{counted(count, 'task')} of {name}" for name, count in counts.items()]
        return laid, listed(told) if told else ""

    @cached_property
    def leave(self) -> dict[Duty, tuple[Away, ...]]:
        """When whoever gets the tasks of a duty is away from today on."""
        owners = {duty: self.champion.chosen.owner(duty) for duty in Duty}
        away = away_of({one for one in owners.values() if one}, self.today)
        return {duty: away.get(one, ()) if one else () for duty, one in owners.items()}

    @property
    def first_tasks(self) -> list[FirstTask]:
        """What is due first, and for whom."""
        every = [
            (task.due, item.item.name, task.task)
            for phase in self.plan.phases
            for item in phase.items
            for task in item.tasks
        ]
        soonest = sorted(every, key=lambda one: one[0])[:MOST_FIRST]
        return [
            FirstTask(task.title, item, task.minutes, due, self.owner_name(task.owner))
            for due, item, task in soonest
        ]

    def owner_name(self, duty: Duty) -> str:
        owner = self.champion.people.get(str(self.champion.chosen.owner(duty)))
        return owner.name if owner else "Nobody yet"

    @property
    def signs(self) -> tuple[Sign, ...]:
        """What of the three things a program needs is there already."""
        return (self.roadmap_sign, self.criteria_sign, self.champion_sign)

    @property
    def roadmap_sign(self) -> Sign:
        known = "template" in self.done
        line = counted(len(self.template.items), "improvement") if known else NOT_YET
        return Sign("roadmap", "Roadmap", State.OK if known else State.NONE, line)

    @property
    def criteria_sign(self) -> Sign:
        aims = self.criteria.pursued if "criteria" in self.done else []
        known = sum(aim.is_known for aim in aims)
        parts = [f"{known} known"] if known else []
        parts += [f"{len(aims) - known} to measure"] if known < len(aims) else []
        state = State.OK if known else State.NONE
        return Sign("criteria", "Success criteria", state, ", ".join(parts) or NOT_YET)

    @property
    def champion_sign(self) -> Sign:
        leader = self.champion.chosen.champion if "champion" in self.done else None
        accepted = leader is not None and leader.id == self.me
        line = (
            NOT_YET
            if leader is None
            else leader.name
            if accepted
            else f"{leader.name}, to be asked"
        )
        return Sign("champion", "Champion", State.OK if accepted else State.NONE, line)

    @property
    def readiness(self) -> Readiness:
        """What the program will lack on its first day."""
        people, aims = self.champion.chosen, self.criteria.chosen
        leader = people.champion
        return readiness(
            items=len(self.template.items),
            criteria=len(aims),
            measurable=sum(aim.baseline is not None for aim in aims),
            champion=leader.name if leader else "",
            accepted=leader is not None and leader.id == self.me,
        )


def labelled(form: StepForm) -> Iterator[tuple[str, Field]]:
    """The fields of a step with the words that name them."""
    if isinstance(form, CriteriaForm):
        return form.labelled
    return ((field.label.text, field) for field in form)


def plan_of(template: Template, form: DatesForm) -> PlannedProgram:
    """The first plan that valid dates come to."""
    schedule = form.chosen
    return plan(template, schedule.start, schedule.end, schedule.calendar)
