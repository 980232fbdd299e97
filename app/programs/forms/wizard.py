"""The start wizard: its steps in their order, and what the answers so far come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from app.accounts.models import Membership, Msp
from app.accounts.queries import members
from app.criteria.baseline import BaselineValue
from app.criteria.queries import baseline_from_readings
from app.kpis import library
from app.kpis.catalogue import Kpi
from app.programs.first_plan import PlannedProgram, plan
from app.programs.forms.criteria import CriteriaForm
from app.programs.forms.dates import DatesForm
from app.programs.forms.start import ChampionForm, TemplateForm, Typed, champion_form
from app.programs.health import Readiness, readiness
from app.programs.library import templates
from app.programs.models import Draft
from app.programs.template import Template

STEPS = ("template", "champion", "dates", "criteria")
QUARTER = timedelta(days=91)
ONE_DAY = timedelta(days=1)

StepForm = TemplateForm | ChampionForm | DatesForm | CriteriaForm


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
            return TemplateForm(given, templates())
        if step == "champion":
            return champion_form(given, self.members, self.me, self.template)
        if step == "dates":
            return DatesForm(given, self.template, self.today, self.msp.zone)
        return CriteriaForm(self.kpis, given, self.dates.chosen, self.measured)

    def answer(self, step: str) -> Typed:
        """What the draft says about a step; None where nothing was answered."""
        saved: Mapping[str, list[str]] | None = self.answers.get(step)
        return None if saved is None else MultiDict(saved)

    @property
    def answers(self) -> dict[str, Any]:
        return self.draft.answers if self.draft else {}

    @property
    def version(self) -> int:
        """The draft's version; 0 before the first answer."""
        return self.draft.version if self.draft else 0

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
    def template(self) -> Template:
        return TemplateForm(self.answer("template"), templates()).chosen

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
        return CriteriaForm(self.kpis, self.answer("criteria"), self.dates.chosen, self.measured)

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

    @property
    def plan(self) -> PlannedProgram:
        return plan_of(self.template, self.dates)

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


def plan_of(template: Template, form: DatesForm) -> PlannedProgram:
    """The first plan that valid dates come to."""
    schedule = form.chosen
    return plan(template, schedule.start, schedule.end, schedule.calendar)
