"""What was deleted, until when it can be brought back, and bringing it back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.gate import can, current_user, needs
from app.policy import Permission
from app.programs import bin, going
from app.programs.actions import bring_back as deeds
from app.programs.facts import local_day
from app.programs.forms.delete import BringBackForm
from app.programs.models import Deletion
from app.programs.views import bp
from app.programs.views.lines import overview_url, roadmap_url, task_url
from app.programs.views.roadmap import item_url
from app.web.forms import invalid, text, whole

Answer = Response | str | tuple[str, int]
PAGE = "programs/delete/bring_back.html"
CALLED = {
    "task": "Task",
    "item": "Improvement",
    "phase": "Phase",
    "program": "Program",
    "note": "Comment",
}
"""What each kind of thing is called."""


@dataclass(frozen=True)
class Line:
    """One thing that was deleted, as a row of the list."""

    deletion: Deletion
    zone: str

    @property
    def called(self) -> str:
        return CALLED[self.deletion.kind]

    @property
    def along(self) -> str:
        return going.along(self.deletion.goes)

    @property
    def until(self) -> date | None:
        """The last day on which it can be brought back, where the MSP is."""
        return local_day(self.deletion.at + going.KEPT, self.zone)


@bp.get("/msps/<slug:msp>/deleted")
@needs(Permission.VIEW_PROGRAMS)
def deleted() -> str:
    """Everything for those who edit; what they deleted themself, or in what they lead, for
    others."""
    number = max(whole(request.args.get("page"), 1), 1)
    whose = None if can(Permission.EDIT_ROADMAP) else current_user
    found = bin.deletions(whose, (number - 1) * bin.A_PAGE)
    return render_template(
        "programs/delete/deleted.html",
        lines=[Line(one, g.msp.zone) for one in found[: bin.A_PAGE]],
        number=number,
        has_more=len(found) > bin.A_PAGE,
    )


@bp.get("/msps/<slug:msp>/deleted/<id:deletion_id>")
@needs(Permission.BRING_BACK, of=bin.deletion)
def deleted_thing(deletion: Deletion) -> str:
    """What comes back, and for a part of a plan the question why."""
    return render_template(PAGE, **page(deletion, BringBackForm()))


@bp.post("/msps/<slug:msp>/deleted/<id:deletion_id>")
@needs(Permission.BRING_BACK, of=bin.deletion)
def bring_back(deletion: Deletion) -> Answer:
    """The undo of one's own slip needs no reason, and neither does what is no part of a plan."""
    form, undo = BringBackForm(request.form), "undo" in request.args
    asks = deletion.is_part and not (undo and deeds.is_slip(deletion, current_user))
    if asks and not form.validate():
        return invalid(PAGE, **page(deletion, form))
    deeds.bring_back(deletion, text(form.why) if asks else "", current_user)
    is_note = deletion.kind == "note"
    flash("The comment is back." if is_note else f"Back again: {deletion.name}.")
    return redirect(address_of(deletion), 303)


def page(deletion: Deletion, form: BringBackForm) -> dict[str, Any]:
    return {"line": Line(deletion, g.msp.zone), "deletion": deletion, "form": form}


def address_of(deletion: Deletion) -> str:
    """Where the thing stands again."""
    thing = deeds.found_again(deletion)
    return ADDRESSES[deletion.kind](thing)


ADDRESSES: dict[str, Callable[[Any], str]] = {
    "task": task_url,
    "item": item_url,
    "phase": lambda phase: f"{roadmap_url(phase.program)}#{phase.key}",
    "program": overview_url,
    "note": lambda note: f"{task_url(note.task)}#comments",
}
