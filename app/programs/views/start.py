"""Starting a program in four questions and a yes; each answer is kept."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.policy import Permission
from app.programs import queries
from app.programs.actions.draft import begin, fresh, keep_answer
from app.programs.first_plan import PlannedProgram
from app.programs.forms.dates import DatesForm
from app.programs.forms.start import NOBODY
from app.programs.forms.wizard import STEPS, StepForm, Wizard, plan_of
from app.programs.models import Draft, Program
from app.programs.views import bp
from app.web.filters import local_today
from app.web.forms import invalid

Answer = Response | str | tuple[str, int]
LONGEST_ANSWER = 4000
MOST_VALUES = 50
NO_ANSWER = ("csrf_token", "version", "go")


@bp.route("/msps/<slug:msp>/start/template", methods=["GET", "POST"])
@needs(Permission.MANAGE_PROGRAMS)
def start_template() -> Answer:
    return step("template")


@bp.route("/msps/<slug:msp>/start/champion", methods=["GET", "POST"])
@needs(Permission.MANAGE_PROGRAMS)
def start_champion() -> Answer:
    return step("champion")


@bp.route("/msps/<slug:msp>/start/dates", methods=["GET", "POST"])
@needs(Permission.MANAGE_PROGRAMS)
def start_dates() -> Answer:
    return step("dates")


@bp.route("/msps/<slug:msp>/start/criteria", methods=["GET", "POST"])
@needs(Permission.MANAGE_PROGRAMS)
def start_criteria() -> Answer:
    return step("criteria")


def step(name: str) -> Answer:
    """Ask one question, or keep its answer and go on to the next."""
    wizard = wizard_of(queries.draft(current_user.id))
    missing = wizard.first_open(before=name)
    if missing:
        return redirect(address(missing), 303)
    if request.method == "GET":
        return ask(wizard, name)
    form = wizard.form(name, request.form)
    if not form.validate():
        return invalid(page_of(name), **around(wizard, name, form))
    if request.form.get("go") == "look":
        return render_template(page_of(name), **around(wizard, name, form))
    keep_answer(name, answer(form), current_user, version())
    return redirect(address(following(name)), 303)


def ask(wizard: Wizard, name: str) -> str:
    """A question as it was answered before, with what no longer holds."""
    form = wizard.form(name)
    if name in wizard.answers:
        form.validate()
    return render_template(page_of(name), **around(wizard, name, form))


@bp.get("/msps/<slug:msp>/start/done")
@needs(Permission.MANAGE_PROGRAMS)
def start_done() -> Answer:
    wizard = wizard_of(queries.draft(current_user.id))
    missing = wizard.first_open()
    if missing:
        return redirect(address(missing), 303)
    return render_template(page_of("done"), **around(wizard, "done", None))


@bp.post("/msps/<slug:msp>/start/done")
@needs(Permission.MANAGE_PROGRAMS)
def start() -> Answer:
    """Start the program; the second click of two finds it started."""
    draft = queries.draft_to_change(current_user.id)
    started = queries.started_with(request.form.get("once", ""))
    if started:
        return redirect(overview_of(started), 303)
    wizard = wizard_of(draft)
    missing = wizard.first_open()
    if missing:
        return redirect(address(missing), 303)
    program = begin(
        fresh(draft, version()),
        wizard.plan,
        wizard.champion.chosen,
        wizard.dates.chosen.calendar,
        wizard.criteria.chosen,
        current_user,
    )
    flash(f"{program.name} has started.")
    return redirect(overview_of(program), 303)


def wizard_of(draft: Draft | None) -> Wizard:
    return Wizard(draft, g.msp, current_user.id, local_today())


def around(wizard: Wizard, name: str, form: StepForm | None) -> dict[str, object]:
    """What a page of the wizard shows around its question."""
    shown = {
        "wizard": wizard,
        "form": form,
        "step": name,
        "addresses": {one: address(one) for one in (*STEPS, "done")},
        "nobody": NOBODY,
    }
    return shown | ({"preview": preview(wizard, form)} if isinstance(form, DatesForm) else {})


def preview(wizard: Wizard, form: DatesForm) -> PlannedProgram | None:
    """The plan that the dates on the page come to, when they can be a plan."""
    return None if form.errors or not form.validate() else plan_of(wizard.template, form)


def answer(form: StepForm) -> dict[str, list[str]]:
    """What was typed into the form's own fields; whatever else was sent is let go."""
    names = tuple(field.name for field in form)
    return {
        key: [text[:LONGEST_ANSWER] for text in values[:MOST_VALUES]]
        for key, values in request.form.lists()
        if key not in NO_ANSWER and key.startswith(names)
    }


def version() -> int | None:
    """The draft's version on the page."""
    return request.form.get("version", type=int)


def following(name: str) -> str:
    return (*STEPS, "done")[STEPS.index(name) + 1]


def address(name: str) -> str:
    return url_for(f"programs.start_{name}", msp=g.msp.slug)


def page_of(name: str) -> str:
    return f"programs/start/{name}.html"


def overview_of(program: Program) -> str:
    return url_for("overview.overview", msp=g.msp.slug, program=program.slug)
