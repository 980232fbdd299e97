"""The roadmap over time, its burn-up, and the changes of the plan."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.accounts.gate import can, current_user, needs
from app.charts import burnup, kept
from app.charts.burnup import BurnUp
from app.policy import Permission
from app.programs import burn, log, queries
from app.programs.actions import plan as plan_actions
from app.programs.changes import lines_of
from app.programs.critical import critical_items
from app.programs.forms.plan import SaveForm
from app.programs.models import Program, SavedPlan
from app.programs.roadmap import Board, beside_first_plan
from app.programs.timeline import Compared, as_saved, first_plan, timeline
from app.programs.views import bp
from app.programs.views.lines import program_url
from app.programs.views.roadmap import board_of, gates_of, page_asked
from app.web.filters import local_today
from app.web.forms import invalid, text

SHOWN = 5


@bp.get("/msps/<slug:msp>/roadmap/timeline", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/roadmap/timeline")
@needs(Permission.VIEW_PROGRAMS, of=queries.program)
def roadmap_timeline(program: Program) -> str:
    return render_template("programs/timeline.html", **timeline_page(program))


def timeline_page(program: Program, save: SaveForm | None = None) -> dict[str, Any]:
    shown, day = board_of(program, page=page_asked()), local_today()
    plans = log.saved_plans(program.id)
    burned = burn.burn_of(program, shown, day)
    changes = log.plan_changes(program.id, limit=SHOWN)
    return {
        "program": program,
        "board": shown,
        "gates": gates_of(program, shown),
        "beside_plan": beside_first_plan(program),
        "time": timeline(
            program,
            shown,
            beside(program, shown, plans),
            day,
            critical_items(program, shown.lines, day),
        ),
        "plans": plans,
        "save": save or SaveForm(),
        "changes": lines_of(changes, program, day),
        "changes_count": log.count_changes(program.id)[""],
        "may_move": can(Permission.EDIT_ROADMAP, program),
        "burn": burned,
        **drawings(burned),
    }


def beside(program: Program, shown: Board, plans: Sequence[SavedPlan]) -> Compared:
    """The plan that the address names, else the first plan."""
    named = request.args.get("beside", "")
    found = next((plan for plan in plans if str(plan.id) == named), None)
    return as_saved(found) if found else first_plan(program, shown)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/plans")
@needs(Permission.EDIT_ROADMAP, of=queries.program)
def save_plan(program: Program) -> Response | tuple[str, int]:
    """Keep the dates as they stand, under a name."""
    form = SaveForm(request.form)
    form.is_taken = partial(log.is_plan_named, program.id)
    if not form.validate():
        return invalid("programs/timeline.html", **timeline_page(program, form))
    saved = plan_actions.save_plan(program, text(form.name), current_user)
    flash(f"Saved as {saved.name}. It never changes; compare with it on the timeline.")
    return redirect(program_url(program, "programs.roadmap_timeline", beside=saved.id), 303)


def drawings(burned: BurnUp) -> dict[str, Any]:
    """The burn-up at two widths, and as a table."""
    name = burn.digest(burned)
    return {
        "wide": Markup(burn.svg(burned, kept.WIDE, name)),  # noqa: S704 our own drawing
        "narrow": Markup(burn.svg(burned, kept.NARROW, name)),  # noqa: S704 our own drawing
        "table": burnup.table(burned),
    }
