"""What the keepers of the plan change about a task: who it is for, and what it waits for."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.models import User
from app.accounts.queries import assignable
from app.policy import Permission
from app.programs import linked, queries
from app.programs.actions.links import link_tasks, unlink_tasks
from app.programs.actions.tasks import assign_task
from app.programs.forms.plan import GoAheadForm, PeopleForm, ScopeForm, WaitForm
from app.programs.forms.proofs import EvidenceForm
from app.programs.forms.towards import LeaveForm, TowardsForm, finished, offer
from app.programs.models import Task
from app.programs.views import bp
from app.programs.views.lines import task_url
from app.programs.views.roadmap import version
from app.programs.waits import Waits, waits_of
from app.refusal import Refused
from app.web.forms import Form, invalid, text

Answer = Response | tuple[str, int]


@bp.get("/msps/<slug:msp>/tasks/<id:task_id>/change")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def change_task(task: Task) -> str:
    return render_template("programs/change_task.html", **change_page(task))


def change_page(task: Task, **typed: Form) -> dict[str, Any]:
    """The forms as the task is now; one that was refused stands as it was typed."""
    waits = waits_of(task, linked.links_at(task.id))
    return {
        "task": task,
        "waits": waits,
        "people": people_form(task),
        "wait": wait_form(task),
        "ahead": ahead_form(waits),
        "scope": ScopeForm(),
        "evidence": EvidenceForm(evidence=task.evidence),
        **towards_forms(task),
        **typed,
    }


def refused(task: Task, **typed: Form) -> tuple[str, int]:
    return invalid("programs/change_task.html", **change_page(task, **typed))


def people_form(task: Task, typed: MultiDict[str, str] | None = None) -> PeopleForm:
    chosen = [str(part.user_id) for part in task.people]
    form = PeopleForm(typed, people=chosen, rule=task.rule)
    form.offer(candidates(task))
    return form


def towards_forms(task: Task) -> dict[str, Form]:
    """One offers the improvements that the task does not count towards, the other its own."""
    own = {place.item_id for place in task.places}
    items = linked.items_by_phase(task.program_id)
    towards, leaves = TowardsForm(), LeaveForm()
    offer(towards.towards, items, lambda key: key not in own)
    towards.opens_again = bool(finished(items)) and not task.counted_at
    offer(leaves.leaves, items, lambda key: key in own)
    return {"towards": towards, "leaves": leaves}


def candidates(task: Task) -> list[User]:
    """Whoever may be given tasks here, and who is on this one now."""
    people = assignable(task.msp_id)
    return people + [part.user for part in task.people if part.user not in people]


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/people")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def assign_task_people(task: Task) -> Answer:
    form = people_form(task, request.form)
    if not form.validate():
        return refused(task, people=form)
    chosen = [one for one in candidates(task) if str(one.id) in (form.people.data or ())]
    assign_task(task, chosen, text(form.rule), current_user, version())
    flash(f"{task.title} is for {', '.join(one.name for one in chosen) or 'nobody yet'}.")
    return redirect(task_url(task), 303)


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/waits")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def let_task_wait(task: Task) -> Answer:
    form = wait_form(task, request.form)
    chosen = queries.task(UUID(form.predecessor.data)) if form.validate() else None
    if chosen is None:
        return refused(task, wait=form)
    try:
        link_tasks(task, chosen, form.days, current_user, text(form.cause))
    except Refused as no:
        form.predecessor.errors = [no.sentence]
        return refused(task, wait=form)
    flash(f"“{task.title}” waits for “{chosen.title}”.")
    return redirect(task_url(task), 303)


def wait_form(task: Task, typed: MultiDict[str, str] | None = None) -> WaitForm:
    form = WaitForm(typed)
    form.offer(linked.open_beside(task))
    return form


@bp.post("/msps/<slug:msp>/tasks/<id:task_id>/waits/end")
@needs(Permission.EDIT_ROADMAP, of=queries.task)
def let_task_go_ahead(task: Task) -> Answer:
    """A page that is older than the link does no harm: what is no longer waited for is not."""
    waits = waits_of(task, linked.links_at(task.id))
    if not waits.before:
        return redirect(task_url(task), 303)
    form = ahead_form(waits, request.form)
    if not form.validate():
        return refused(task, ahead=form)
    unlink_tasks(task, text(form.freed), current_user, text(form.freed_why))
    flash(f"“{task.title}” waits for it no longer.")
    return redirect(task_url(task), 303)


def ahead_form(waits: Waits, typed: MultiDict[str, str] | None = None) -> GoAheadForm:
    form = GoAheadForm(typed)
    form.offer((link.predecessor_id, link.predecessor.title) for link in waits.before)
    return form
