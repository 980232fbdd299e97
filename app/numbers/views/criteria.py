"""Success criteria of a running program: a new one, its baseline, its target."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.criteria.actions import NewCriterion, add_criterion, freeze_baseline
from app.criteria.forms import READINGS, BaselineForm
from app.criteria.queries import criteria, judge
from app.kpis import library
from app.numbers import actions, queries
from app.numbers.actions import need_short
from app.numbers.criterion import (
    baseline_form,
    baseline_of,
    baseline_problems,
    criterion_form,
    criterion_page,
    days_page,
    needed_form,
    problems,
    target_form,
    theirs,
)
from app.numbers.queries import Pursued
from app.numbers.views import criteria_bp as bp
from app.policy import Permission
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.refusal import Stale
from app.versions import refuse_stale
from app.web.filters import local_today
from app.web.forms import invalid, text, version_of
from app.web.htmx import wants_fragment

BOTH = ["GET", "POST"]
LOOK = "look"
NO_DAYS = "Choose a first day, and a last one that is not before it."
FIRST_TARGET = "The first target, after measuring"
Answer = Response | str | tuple[str, int]


@bp.get("/msps/<slug:msp>/criteria/new", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/criteria/new")
@needs(Permission.MANAGE_PROGRAMS, of=named_program)
def new_criterion(program: Program) -> str:
    form = criterion_form(program, None)
    return render_template("criteria/new.html", program=program, form=form)


@bp.post("/msps/<slug:msp>/criteria/new", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/criteria/new")
@needs(Permission.MANAGE_PROGRAMS, of=named_program)
def add(program: Program) -> Answer:
    form = criterion_form(program, request.form)
    kpi = library.kpi(text(form.kpi)) if form.validate() else None
    if kpi is None or not form.tell(problems(form, kpi, program)):
        return invalid("criteria/new.html", program=program, form=form)
    new = NewCriterion(
        kpi_key=kpi.key,
        starts_on=program.starts_on,
        goal=form.goal(),
        position=queries.next_position(program.id),
        baseline=baseline_of(form, kpi),
    )
    criterion = add_criterion(program.id, new, current_user)
    return redirect(url_for(".criterion", msp=program.msp.slug, criterion_id=criterion.id), 303)


@bp.route("/msps/<slug:msp>/criteria/needed", methods=BOTH, defaults={"program": None})
@bp.route("/msps/<slug:msp>/programs/<slug:program>/criteria/needed", methods=BOTH)
@needs(Permission.MANAGE_PROGRAMS, of=named_program)
def needed(program: Program) -> Answer:
    """How many of the program's criteria must be met, asked and answered."""
    typed = request.form if request.method == "POST" else None
    found = judge(criteria(program.id), local_today())
    form = needed_form(program, len(found), typed)
    if typed is None or not form.validate():
        page = render_template("criteria/needed.html", program=program, form=form, found=found)
        return (page, 422) if typed else page
    now = need_short(program.criteria_needed)
    if text(form.was) != now:
        raise Stale({"needed": now})
    actions.need(program, form.number, current_user)
    flash("Saved.")
    msp, slug = program.msp.slug, program.slug
    return redirect(url_for("overview.overview", msp=msp, program=slug, _anchor="criteria"), 303)


@bp.get("/msps/<slug:msp>/criteria/<id:criterion_id>")
@needs(Permission.VIEW_PROGRAMS, of=queries.pursued)
def criterion(criterion: Pursued) -> str:
    return render_template("criteria/criterion.html", **criterion_page(criterion))


@bp.post("/msps/<slug:msp>/criteria/<id:criterion_id>/baseline")
@needs(Permission.MANAGE_PROGRAMS, of=queries.pursued)
def freeze(criterion: Pursued) -> Answer:
    form = baseline_form(criterion, request.form)
    if LOOK in request.form:
        return look(criterion, form)
    if not form.validate() or not form.tell(baseline_problems(criterion, form)):
        return invalid("criteria/criterion.html", **criterion_page(criterion, baseline=form))
    refuse_stale(criterion.criterion, version_of(form), theirs(criterion))
    found = baseline_of(form, criterion.kpi)
    assert found is not None
    freeze_baseline(criterion.criterion, found, current_user, text(form.reason))
    flash("Baseline frozen.")
    return redirect(here(criterion), 303)


def look(criterion: Pursued, form: BaselineForm) -> Answer:
    """The chart with the days that are typed, and all of the form as it was; nothing is frozen.

    Where only the chart is asked for, it comes alone.
    """
    form.validate()
    problem = "" if form.days() else NO_DAYS
    if wants_fragment():
        page = days_page(criterion, form)
        drawn = render_template("criteria/_days.html", days_problem=problem, **page)
        return (drawn, 422) if problem else drawn
    if problem:
        form.last.errors = [problem]
        return invalid("criteria/criterion.html", **criterion_page(criterion, baseline=form))
    form.start.data = READINGS
    form.reason.errors = []
    return render_template("criteria/criterion.html", **criterion_page(criterion, baseline=form))


@bp.post("/msps/<slug:msp>/criteria/<id:criterion_id>/target")
@needs(Permission.MANAGE_PROGRAMS, of=queries.pursued)
def move_target(criterion: Pursued) -> Answer:
    form = target_form(criterion, request.form)
    one = criterion.criterion
    if not form.validate() or not form.tell(
        form.goal_problems(criterion.kpi, one.starts_on, one.baseline)
    ):
        return invalid("criteria/criterion.html", **criterion_page(criterion, target=form))
    refuse_stale(one, version_of(form), theirs(criterion))
    reason = text(form.reason) if form.reason else FIRST_TARGET
    actions.move_target(one, form.goal(), reason, current_user)
    flash("Target moved." if form.reason else "Target set.")
    return redirect(here(criterion), 303)


def here(criterion: Pursued) -> str:
    return url_for(".criterion", msp=g.msp.slug, criterion_id=criterion.criterion.id)
