"""Templates: kept from a program or brought in, changed in editions, taken along."""

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.queries import members
from app.criteria.queries import criteria
from app.policy import Permission
from app.programs import library, linked, queries, templates
from app.programs.actions import template as actions
from app.programs.as_template import Copier, as_template, duties_of
from app.programs.forms.template import EditForm, ImportForm, SaveAsForm
from app.programs.models import KeptEdition, KeptTemplate, PracticeTemplate, Program
from app.programs.nameless import nameless, parts_of
from app.programs.template import Template
from app.programs.template_file import written
from app.programs.views import bp
from app.programs.views.shelf import (
    keep_here,
    keep_with,
    kept_at,
    kept_here,
    kept_url,
    may_change,
    namesake,
    practice_acting,
    template_url,
)
from app.web.forms import invalid, text, version_of, whole

Answer = Response | str | tuple[str, int]
FOLDER = "programs/templates"
FROM_FILE = "Brought in from a file."
IS_KEPT = (
    "A template is called {name} already. Make this its next edition, or give it another name."
)


@kept_at("", "GET", of=False)
def own_templates() -> str:
    at_msp = "msp" in g
    offered = templates.kept(PracticeTemplate) if at_msp else []
    return render_template(
        f"{FOLDER}/list.html",
        at_msp=at_msp,
        kept=kept_here(),
        offered=[one for one in offered if not one.row.put_away],
        shipped=library.templates().values(),
    )


@kept_at("/shipped", "GET", of=False)
def shipped_template() -> Response:
    """A shipped template as a file; the first one where the address names none."""
    every = library.templates()
    found = every.get(request.args.get("key", ""), next(iter(every.values())))
    return as_file(found, written(found))


@bp.get("/msps/<slug:msp>/programs/<slug:program>/template")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def save_as(program: Program) -> str:
    form = save_form(program)
    return render_template(f"{FOLDER}/save.html", program=program, form=form)


def save_form(program: Program, typed: Any = None) -> SaveAsForm:
    """A coach says whose template it becomes; a practice's tells nothing of the client."""
    practice = practice_acting()
    name = program.name if practice else f"{program.name} of {program.msp.name}"[:120]
    form = SaveAsForm(typed) if typed is not None else SaveAsForm(name=name)
    form.offer(program.msp.name, practice.name if practice else "")
    return form


@bp.post("/msps/<slug:msp>/programs/<slug:program>/template")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def save_as_template(program: Program) -> Answer:
    form = save_form(program, request.form)
    if not form.validate():
        return invalid(f"{FOLDER}/save.html", program=program, form=form)
    made = template_of(program, text(form.name), text(form.purpose))
    practice = practice_acting() if form.of_practice else None
    if practice is None:
        row: KeptTemplate = actions.keep_template(made, f"Made from {program.name}.", current_user)
        flash(f"{row.name} is kept. Programs can start from it.")
        return redirect(template_url(row), 303)
    made, count = nameless(made, parts_of(program.msp.name, members(program.msp_id)))
    row = keep_with(practice, made, "Made from a client’s program.")
    hidden = f" {count} names became parts; read it through." if count else ""
    flash(f"{row.name} is offered to every client of {practice.name}.{hidden}")
    return redirect(url_for("programs.practice_own_template", template_id=row.id), 303)


def template_of(program: Program, name: str, purpose: str) -> Template:
    """The program as it stands today, with its people as the parts that they play."""
    aims = [one.kpi_key for one in criteria(program.id)]
    copier = Copier(program, duties_of(members(program.msp_id)), linked.task_links(program.id))
    return as_template(name, purpose, aims, queries.roadmap(program.id), copier)


@kept_at("/new", "GET", of=False)
def new_template() -> str:
    return render_template(f"{FOLDER}/new.html", form=ImportForm())


@kept_at("/new", "POST", of=False)
def bring_in_template() -> Answer:
    form = ImportForm(CombinedMultiDict([request.files, request.form]))
    if not form.validate() or form.template is None:
        return invalid(f"{FOLDER}/new.html", form=form)
    same = namesake(form.template.name)
    if same and request.form.get("edition") != str(same.id):
        form.words.errors = [IS_KEPT.format(name=same.name)]
        return invalid(f"{FOLDER}/new.html", form=form, same=same)
    if same:
        return next_edition(same, form.template, FROM_FILE, request.form.get("version", type=int))
    row = keep_here(form.template, FROM_FILE)
    flash(f"{row.name} is kept. Programs can start from it.")
    return redirect(template_url(row), 303)


def next_edition(row: KeptTemplate, made: Template, what: str, version: int | None) -> Response:
    before = row.edition
    number = actions.change_template(row, made, what, current_user, version)
    more = "Running programs decide on what changed."
    if number == before:
        more = "It says the same already."
    flash(f"{row.name} is at edition {number}. {more}")
    return redirect(template_url(row), 303)


@kept_at("/<id:template_id>", "GET", reads=True)
def own_template(template: KeptTemplate) -> str:
    """What it holds today, its editions, and the programs that started from it."""
    return render_template(
        f"{FOLDER}/template.html",
        row=template,
        template=templates.parsed(templates.present(template).text),
        editions=templates.editions(template),
        programs=templates.started_from(template),
        may_change=may_change(template),
        draft=templates.draft_of(template) if may_change(template) else None,
    )


@kept_at("/<id:template_id>/file", "GET", reads=True)
def template_file(template: KeptTemplate) -> Response:
    """An edition as a file to take along; the present one where the address names none."""
    found = edition_asked_for(template)
    return as_file(templates.parsed(found.text), found.text)


def as_file(template: Template, words: str) -> Response:
    response = Response(words, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{template.key}.toml"'
    return response


def edition_asked_for(row: KeptTemplate) -> KeptEdition:
    number = whole(request.values.get("edition"), row.edition)
    return templates.edition(row, number) or templates.present(row)


@kept_at("/<id:template_id>/edit", "GET")
def edit_template(template: KeptTemplate) -> str:
    words = edition_asked_for(template).text
    form = EditForm(words=words, version=str(template.version))
    return render_template(f"{FOLDER}/edit.html", row=template, form=form)


@kept_at("/<id:template_id>/edit", "POST")
def change_template(template: KeptTemplate) -> Answer:
    form = EditForm(request.form)
    if not form.validate() or form.template is None:
        return invalid(f"{FOLDER}/edit.html", row=template, form=form)
    return next_edition(template, form.template, text(form.what), version_of(form))


@kept_at("/<id:template_id>/restore", "POST")
def restore_edition(template: KeptTemplate) -> Response:
    """An earlier edition stands again, as a new one."""
    old = edition_asked_for(template)
    what = f"Back to edition {old.number}."
    before = template.edition
    number = actions.change_template(template, templates.parsed(old.text), what, current_user)
    undo = kept_url("restore_edition", template_id=template.id, edition=before)
    told = f"Edition {old.number} stands again, as edition {number}."
    flash(told, undo if number != before else "message")
    return redirect(template_url(template), 303)


@kept_at("/<id:template_id>/away", "POST")
def put_template_away(template: KeptTemplate) -> Response:
    actions.put_away(template, current_user)
    back = kept_url("take_template_out", template_id=template.id)
    flash(f"{template.name} is put away.", back)
    return redirect(kept_url("own_templates"), 303)


@kept_at("/<id:template_id>/back", "POST")
def take_template_out(template: KeptTemplate) -> Response:
    actions.take_out(template, current_user)
    flash(f"Programs can start from {template.name} again.")
    return redirect(template_url(template), 303)
