"""The overview of a program: how are we doing, from top to bottom."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from markupsafe import Markup

from app.accounts.gate import can, needs
from app.activity.phrases import phrases
from app.activity.queries import feed
from app.checkins import queries as checkins
from app.checkins.models import WeekSigns
from app.criteria.groups import group_verdict
from app.criteria.queries import criteria, judge
from app.criteria.rules import Judged, Verdict
from app.overview import queries
from app.overview.programs import A_PAGE, GROUPS, count_programs, program_lines
from app.overview.rules import Step, next_step
from app.planning.gates import Deed, GateState
from app.policy import Permission
from app.programs import closings, talk
from app.programs.gates import Gate, gates
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.programs.sketch import sketch
from app.web.drawings import pulse
from app.web.filters import local_today
from app.web.forms import whole

bp = Blueprint("overview", __name__)
CHOICES = {"champion", "criteria"}
LATELY = [
    "checked in",
    "date moved",
    "stuck",
    "comment deleted",
    "comment brought back",
    "goes on",
    "item done",
    "item opened again",
    "target moved",
    "signed off",
    "sent back",
    "opened again",
    "criteria needed",
    "champion accepted",
    "champion answer taken back",
    "champion changed",
    "champion asked",
    "champion declined",
    "covered",
    "program paused",
    "program resumed",
    "program closed",
    "program reopened",
]


@bp.get("/msps/<slug:msp>/programs")
@needs(Permission.VIEW_PROGRAMS)
def programs() -> str:
    """Every program, those that run first."""
    number, total = max(whole(request.args.get("page"), 1), 1), count_programs()
    lines = program_lines(number, local_today())
    return render_template(
        "overview/programs.html",
        groups=[(name, [one for one in lines if one.group == name]) for name in GROUPS],
        total=total,
        number=number,
        pages=-(-total // A_PAGE),
    )


@bp.get("/msps/<slug:msp>/", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/")
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def overview(program: Program | None) -> str:
    if program is None:
        return render_template("overview/no_program.html")
    today = local_today()
    plan = sketch(program)
    aims = criteria(program.id)
    standing = judge(aims, today)
    signs = g.signs = checkins.signs_with(program, standing, today)
    due_next = queries.due_next(program.id, today)
    at = gates(plan, aims, today)
    step = step_of(program, standing, due_next, today)
    if step.place not in CHOICES | {"baseline"}:
        step = sign_off_step(program, at.values()) or step
    return render_template(
        "overview/overview.html",
        program=program,
        signs=signs,
        pulses=pulses(checkins.pulse(program.id)),
        places=places(program),
        step=step,
        step_url=step_url(step, program),
        lines=queries.criterion_lines(aims, today),
        together=group_verdict([one.verdict for one in standing], program.criteria_needed),
        phases=queries.phase_lines(plan, today),
        gates=at,
        due_next=due_next,
        stuck=talk.stuck_notes(program.id),
        lately=phrases(feed(program.id, LATELY)),
        **end_of(program),
    )


def end_of(program: Program) -> dict[str, Any]:
    """How a closed program ended."""
    closing = closings.closing_of(program.id) if program.closed else None
    return {"closing": closing, "watched": closings.names_of(closing.watched) if closing else {}}


def places(program: Program) -> dict[str, str]:
    """Where each vital sign leads."""
    slug = program.msp.slug
    return {
        "roadmap": url_for("programs.roadmap", msp=slug, program=program.slug),
        "criteria": "#criteria",
        "champion": "",
    }


def pulses(weeks: list[WeekSigns]) -> dict[str, Markup]:
    """A bar for each week, for each sign."""
    return {
        key: pulse([getattr(week, key) for week in weeks], "Week by week")
        for key in ("roadmap", "criteria", "champion")
    }


def step_of(
    program: Program, standing: Sequence[Judged], due_next: queries.DueNext, today: date
) -> Step:
    unmeasured = next((one.name for one in standing if one.verdict is Verdict.NO_BASELINE), "")
    has_champion = program.champion_id is not None
    return next_step(has_champion, len(standing), unmeasured, due_next.first, today)


def sign_off_step(program: Program, at: Iterable[Gate]) -> Step | None:
    """The first phase that is ready, for whoever signs off, or asks for it."""
    ready = next((gate for gate in at if gate.state is GateState.READY), None)
    if ready is None:
        return None
    if can(Permission.SIGN_OFF, program):
        return Step(f"Sign off {ready.phase.name}", f"{ready.why}.", "sign-off", ready.phase.id)
    if ready.facts.stands == Deed.ASKED or not can(Permission.EDIT_ROADMAP, program):
        return None
    return Step(f"{ready.step} {ready.phase.name}", f"{ready.why}.", "sign-off", ready.phase.id)


def step_url(step: Step, program: Program) -> str:
    """The page where the next step is done; empty for those who may not do it."""
    slug = program.msp.slug
    if step.place == "sign-off":
        return url_for("programs.phase_sign_off", msp=slug, phase_id=step.thing)
    if step.place == "task":
        return url_for("programs.task", msp=slug, task_id=step.thing)
    if step.place in CHOICES and not can(Permission.MANAGE_PROGRAMS, program):
        return ""
    if step.place == "champion":
        return url_for("programs.champion", msp=slug, program=program.slug)
    if step.place == "criteria":
        return url_for("criteria.new_criterion", msp=slug, program=program.slug)
    return url_for("kpis.kpis", msp=slug)
