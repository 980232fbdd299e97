"""Starting a program in four questions and a yes; each answer is kept."""

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.policy import Permission
from app.programs import queries
from app.programs.actions.draft import Answer as Kept
from app.programs.actions.draft import begin, keep_answer, refuse_older
from app.programs.forms.conflict import Differences, differences
from app.programs.forms.dates import DatesForm
from app.programs.forms.start import NOBODY
from app.programs.forms.wizard import STEPS, StepForm, Wizard, labelled
from app.programs.models import Draft
from app.programs.views import bp
from app.programs.views.lines import overview_url
from app.refusal import Stale
from app.web.filters import local_today
from app.web.forms import CONTROL, invalid

Answer = Response | str | tuple[str, int]
LONGEST_ANSWER = 4000
MOST_VALUES = 50
LOOK = "look"


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
    is_answer = request.method == "POST"
    find = queries.draft_to_change if is_answer else queries.draft
    wizard = wizard_of(find(current_user.id))
    missing = wizard.first_open(before=name)
    if missing:
        return redirect(address(missing), 303)
    return take(wizard, name) if is_answer else ask(wizard, name)


def ask(wizard: Wizard, name: str) -> str:
    """A question as it was answered before, with what no longer holds; what is empty may wait."""
    form = wizard.form(name)
    if name in wizard.answers:
        form.validate()
    shown = around(wizard, name, form)
    for field in form:
        field.errors = field.errors if any(field.raw_data or ()) else []
    return render_template(page_of(name), **shown)


def take(wizard: Wizard, name: str) -> Answer:
    """An answer: put right, looked at, or kept on the way on or to the step that `go` names."""
    form, go = wizard.form(name, request.form), request.form.get("go")
    leaves = go in STEPS and can_be_kept()
    if not leaves and not form.validate():
        return invalid(page_of(name), **around(wizard, name, form))
    if go == LOOK:
        return render_template(page_of(name), **around(wizard, name, form))
    try:
        keep_answer(wizard.draft, name, answer(form), current_user, seen())
    except Stale as stale:
        different = differences(labelled(wizard.form(name)), labelled(form))
        if different:
            return older_page(wizard, name, form, stale, different)
        keep_answer(wizard.draft, name, answer(form), current_user, wizard.edition(name))
    return redirect(address(go if go and leaves else following(name)), 303)


def older_page(
    wizard: Wizard, name: str, form: StepForm | None, stale: Stale, different: Differences
) -> tuple[str, int]:
    """The same question with both answers; sent again, the one on the page is kept."""
    shown = around(wizard, name, form) | {
        "edition": wizard.edition(name),
        "stale": stale,
        "theirs": {label: pair[0] for label, pair in different.items()},
        "yours": {label: pair[1] for label, pair in different.items()},
    }
    return render_template(page_of(name), **shown), 409


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
        return redirect(overview_url(started), 303)
    wizard = wizard_of(draft)
    missing = wizard.first_open()
    if draft is None or missing:
        return redirect(address(missing or STEPS[0]), 303)
    try:
        refuse_older(draft.answers, seen())
    except Stale as stale:
        return older_page(wizard, "done", None, stale, {})
    program = begin(
        draft,
        wizard.plan,
        wizard.champion.chosen,
        wizard.dates.chosen.calendar,
        wizard.criteria.chosen,
        current_user,
    )
    flash(f"{program.name} has started.")
    return redirect(overview_url(program), 303)


def wizard_of(draft: Draft | None) -> Wizard:
    return Wizard(draft, g.msp, current_user.id, local_today())


def around(wizard: Wizard, name: str, form: StepForm | None) -> dict[str, object]:
    """What a page of the wizard shows around its question."""
    shown: dict[str, object] = {
        "wizard": wizard,
        "form": form,
        "step": name,
        "edition": seen() or wizard.edition(name),
        "addresses": {one: address(one) for one in (*STEPS, "done")},
        "nobody": NOBODY,
    }
    if not isinstance(form, DatesForm) or form.errors or not form.validate():
        return shown
    plan, around = wizard.laid(form)
    return shown | {"preview": plan, "laid_around": around}


def answer(form: StepForm) -> Kept:
    """What was typed into the form's own fields; whatever else was sent is let go."""
    names = {field.name for field in form}
    return {
        key: [CONTROL.sub("", text)[:LONGEST_ANSWER] for text in values[:MOST_VALUES]]
        for key, values in request.form.lists()
        if key in names
    }


def can_be_kept() -> bool:
    """May everything that was typed be kept as it is?"""
    typed = [text for _name, text in request.form.items(multi=True)]
    return not any(len(text) > LONGEST_ANSWER or CONTROL.search(text) for text in typed)


def seen() -> str:
    """The edition of the answer that the page was made from; nothing without a page."""
    return request.form.get("version", "")


def following(name: str) -> str:
    return (*STEPS, "done")[STEPS.index(name) + 1]


def address(name: str) -> str:
    return url_for(f"programs.start_{name}", msp=g.msp.slug)


def page_of(name: str) -> str:
    return f"programs/start/{name}.html"
