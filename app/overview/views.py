"""The overview of a program: how are we doing, from top to bottom."""

from datetime import date

from flask import Blueprint, render_template, url_for
from markupsafe import Markup

from app.accounts.gate import needs
from app.activity.phrases import phrases
from app.activity.queries import feed
from app.checkins import queries as checkins
from app.checkins.models import WeekSigns
from app.criteria.queries import judged
from app.criteria.rules import Verdict
from app.overview import queries
from app.overview.rules import Step, next_step
from app.policy import Permission
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.web.drawings import pulse
from app.web.filters import local_today

bp = Blueprint("overview", __name__)
LATELY = ["checked in", "date moved", "item done", "champion accepted", "champion changed"]


@bp.get("/msps/<slug:msp>/", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/")
@needs(Permission.VIEW_PROGRAMS, of=named_program, optional=True)
def overview(program: Program | None) -> str:
    if program is None:
        return render_template("overview/no_program.html")
    today = local_today()
    step = step_of(program, today)
    return render_template(
        "overview/overview.html",
        program=program,
        signs=checkins.signs(program, today),
        pulses=pulses(checkins.pulse(program.id)),
        places=places(program),
        step=step,
        step_url=step_url(step, program),
        lines=queries.criterion_lines(program.id, today),
        phases=queries.phase_lines(program, today),
        due_next=queries.due_next(program.id, today),
        lately=phrases(feed(program.id, LATELY)),
    )


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


def step_of(program: Program, today: date) -> Step:
    standing = judged(program.id, today)
    unmeasured = next((one.name for one in standing if one.verdict is Verdict.NO_BASELINE), "")
    task = queries.first_open_task(program.id, today)
    return next_step(program.champion_id is not None, len(standing), unmeasured, task, today)


def step_url(step: Step, program: Program) -> str:
    """The page where the next step is done."""
    slug = program.msp.slug
    if step.place == "task":
        return url_for("programs.task", msp=slug, task_id=step.thing)
    if step.place == "champion":
        return url_for("programs.champion", msp=slug, program=program.slug)
    return url_for("kpis.kpis", msp=slug)
