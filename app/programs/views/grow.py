"""A phase, an improvement or a task is added to a running program."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.accounts.gate import current_user, needs
from app.accounts.models import User
from app.accounts.queries import assignable
from app.clock import today
from app.planning.workdays import ONE_DAY
from app.policy import Permission
from app.programs import queries, sign_offs
from app.programs.actions.grow import add_item, add_phase, add_task
from app.programs.forms.parts import NewItemForm, NewPhaseForm, NewTaskForm, chosen
from app.programs.forms.plan import options
from app.programs.models import Item, Phase, Program
from app.programs.sketch import phases_of
from app.programs.views import bp
from app.programs.views.lines import roadmap_url
from app.programs.views.roadmap import item_url, window_of
from app.web.forms import invalid, text

Answer = Response | str | tuple[str, int]
Typed = MultiDict[str, str] | None
PAGE = "programs/part.html"
BOTH = ["GET", "POST"]
USUAL_DAYS = 9
"""So many working days after its first an improvement is due, unless somebody chooses otherwise."""


@bp.route("/msps/<slug:msp>/programs/<slug:program>/phases/new", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=queries.program)
def new_phase(program: Program) -> Answer:
    form = phase_form(program, request.form or None)
    page = {"kind": "phase", "form": form, "program": program, "back": roadmap_url(program)}
    if request.method != "POST":
        return render_template(PAGE, **page)
    if not form.fits(window_of(program)):
        return invalid(PAGE, **page)
    phase = add_phase(program, form.words, chosen(form.starts_on), text(form.reason), current_user)
    flash(f"{phase.name} is the last phase. Add its first improvement.")
    return redirect(url_for("programs.new_item", msp=program.msp.slug, phase_id=phase.id), 303)


def phase_form(program: Program, typed: Typed) -> NewPhaseForm:
    """A phase begins after the others, where nothing else is chosen."""
    phases = phases_of(program.id)
    last = max((one.ends_on for one in phases), default=program.starts_on)
    form = NewPhaseForm(typed, starts_on=ahead(program, last + ONE_DAY))
    form.taken = {one.name.casefold() for one in phases}
    form.offer()
    return form


@bp.route("/msps/<slug:msp>/phases/<id:phase_id>/items/new", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=sign_offs.phase)
def new_item(phase: Phase) -> Answer:
    program, people = phase.program, assignable(phase.msp_id)
    form = item_form(phase, people, request.form or None)
    page = {"kind": "improvement", "form": form, "program": program, "phase": phase}
    page["back"] = roadmap_url(program)
    if request.method != "POST":
        return render_template(PAGE, **page)
    if not form.fits(window_of(program)):
        return invalid(PAGE, **page)
    owner = next((one for one in people if str(one.id) == text(form.owner)), None)
    days = chosen(form.starts_on), chosen(form.due)
    item = add_item(phase, form.words, days, text(form.reason), current_user, owner)
    flash(f"{item.name} is in {phase.name}. Add its first task.")
    return redirect(url_for("programs.new_task", msp=program.msp.slug, item_id=item.id), 303)


def item_form(phase: Phase, people: list[User], typed: Typed) -> NewItemForm:
    """An improvement goes to the champion and takes two weeks, where nothing else is chosen."""
    program = phase.program
    start = ahead(program, phase.starts_on)
    due = program.workdays.add(start, USUAL_DAYS)
    champion = str(program.champion_id or "")
    form = NewItemForm(typed, owner=champion, starts_on=start, due=due)
    form.taken = {one.name.casefold() for one in phase.items}
    form.owner.choices = [SelectChoice("", "Nobody yet"), *options(people)]
    form.offer()
    return form


@bp.route("/msps/<slug:msp>/items/<id:item_id>/tasks/new", methods=BOTH)
@needs(Permission.EDIT_ROADMAP, of=queries.item)
def new_task(item: Item) -> Answer:
    program, people = item.program, assignable(item.msp_id)
    form = task_form(item, people, request.form or None)
    finished = bool(item.placed) and queries.is_finished(item.id)
    page = {"kind": "task", "form": form, "program": program, "phase": item.phase, "item": item}
    page |= {"finished": finished, "back": item_url(item)}
    if request.method != "POST":
        return render_template(PAGE, **page)
    if not form.fits(window_of(program)):
        return invalid(PAGE, **page)
    named = [one for one in people if str(one.id) in (form.people.data or ())]
    task = add_task(item, form.words, chosen(form.due), named, text(form.reason), current_user)
    again = f" {item.name} is open again." if finished else ""
    flash(f"“{task.title}” is in {item.name}.{again}")
    return redirect(item_url(item), 303)


def task_form(item: Item, people: list[User], typed: Typed) -> NewTaskForm:
    """A task goes to the owner of its improvement and is due with it."""
    due = ahead(item.program, item.due or item.starts_on)
    owner = [str(item.owner_id)] if item.owner_id else []
    form = NewTaskForm(typed, people=owner, due=due, minutes=30)
    form.people.choices = options(people)
    return form


def ahead(program: Program, day: date) -> date:
    """The day itself, or the first working day from today on."""
    return program.workdays.on_or_after(max(day, today(program.msp.zone)))
