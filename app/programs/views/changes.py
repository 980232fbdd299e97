"""The changes of a plan: what changed and why, who agrees, and the budget."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.planning.money import currency, money
from app.policy import Permission
from app.programs import log, queries
from app.programs.actions import changes as deeds
from app.programs.changes import lines_of, phase_slips
from app.programs.forms.changes import BudgetForm
from app.programs.models import Program
from app.programs.roadmap import beside_first_plan
from app.programs.views import bp
from app.programs.views.lines import program_url
from app.web.filters import local_today
from app.web.forms import invalid, text, version_of, whole

A_PAGE = 50
PAGE, HERE = "programs/changes.html", "programs.plan_changes"
LOOKS = {
    "": "All",
    log.OPEN: "Not agreed yet",
    "dates": "Dates",
    "scope": "Scope",
    "people": "People",
    "targets": "Targets",
    "budget": "Budget",
}


@bp.get("/msps/<slug:msp>/roadmap/changes", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/roadmap/changes")
@needs(Permission.VIEW_PROGRAMS, of=queries.program)
def plan_changes(program: Program) -> str:
    """The changes of the plan, a page at a time, below how far each phase has slipped."""
    return render_template(PAGE, **page(program))


def page(program: Program, budget: BudgetForm | None = None) -> dict[str, Any]:
    number = max(whole(request.args.get("page"), 1), 1)
    asked = request.args.get("show", "")
    show = asked if asked in LOOKS else ""
    changes = log.plan_changes(program.id, A_PAGE, (number - 1) * A_PAGE, show)
    counts, touched = log.count_changes(program.id), log.touched(program.id, changes)
    slips = log.slips_by_item(program.id)
    return {
        "program": program,
        "beside_plan": beside_first_plan(program),
        "phases": phase_slips(queries.items(program.id), slips, program.workdays),
        "changes": lines_of(changes, program, local_today(), touched),
        "looks": [(key, word, counts[key]) for key, word in LOOKS.items()],
        "show": show,
        "counts": counts,
        "paging": paging(number, len(changes), counts[show]),
        "budget": budget or budget_form(program),
    }


def paging(number: int, shown: int, total: int) -> dict[str, Any]:
    """Which part of the list this is, and the pages before and after it."""
    first = (number - 1) * A_PAGE + 1
    return {
        "says": f"{first} to {first + shown - 1} of {total}",
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if first + shown - 1 < total and shown else None,
    }


def budget_form(program: Program, typed: Any = None) -> BudgetForm:
    amount = None if program.budget is None else program.budget / 100
    version = str(program.version)
    form = BudgetForm(typed, amount=amount, currency=program.currency, version=version)
    form.follow(program.budget is None)
    return form


@bp.post("/msps/<slug:msp>/programs/<slug:program>/budget")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def set_budget(program: Program) -> Response | tuple[str, int]:
    form = budget_form(program, request.form)
    if not form.validate():
        return invalid(PAGE, **page(program, form))
    chosen = text(form.currency) if form.is_first else program.currency
    why = "" if form.is_first else text(form.cause)
    deeds.set_budget(program, form.minor, chosen, why, current_user, version_of(form))
    flash("The budget is set.")
    return redirect(f"{program_url(program, HERE)}#budget", 303)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/changes/agree")
@needs(Permission.SIGN_OFF, of=queries.program)
def agree_to_changes(program: Program) -> Response:
    """To one change, or to all that wait."""
    chosen = request.form.get("change", type=UUID)
    if "change" in request.form and chosen is None:
        abort(404)
    waiting = log.open_change(program.id, chosen) if chosen else log.open_changes(program.id)
    count = deeds.agree(waiting, program, current_user)
    undo = url_for("programs.take_agreement_back", msp=program.msp.slug, program=program.slug)
    if count:
        flash("Agreed." if count == 1 else f"Agreed to {count} changes.", undo)
    return redirect(program_url(program, HERE), 303)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/changes/agree/undo")
@needs(Permission.SIGN_OFF, of=queries.program)
def take_agreement_back(program: Program) -> Response:
    """Undo the last yes of this person, within a few minutes."""
    if deeds.take_agreement_back(program, current_user):
        flash("Taken back. What you agreed to waits again.")
    return redirect(program_url(program, HERE), 303)


def sign_of(program: Program) -> str:
    """The sign of a program's money, beside a field."""
    return currency(program.currency).sign


bp.add_app_template_filter(sign_of, "money_sign")
bp.add_app_template_filter(money, "money")
