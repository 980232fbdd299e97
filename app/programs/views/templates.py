"""The templates of an MSP: kept from a program or brought in, changed in editions, taken along."""

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
from app.programs.models import OwnTemplate, Program
from app.programs.template import Template
from app.programs.template_file import written
from app.programs.views import bp
from app.web.forms import invalid, text, version_of, whole

Answer = Response | str | tuple[str, int]
FOLDER = "programs/templates"


@bp.get("/msps/<slug:msp>/templates")
@needs(Permission.MANAGE_PROGRAMS)
def own_templates() -> str:
    return render_template(
        f"{FOLDER}/list.html", kept=templates.kept(), shipped=library.templates().values()
    )


@bp.get("/msps/<slug:msp>/templates/shipped")
@needs(Permission.MANAGE_PROGRAMS)
def shipped_template() -> Response:
    """A shipped template as a file; the first one where the address names none."""
    every = library.templates()
    found = every.get(request.args.get("key", ""), next(iter(every.values())))
    return as_file(found, written(found))


@bp.get("/msps/<slug:msp>/programs/<slug:program>/template")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def save_as(program: Program) -> str:
    form = SaveAsForm(name=f"{program.name} of {program.msp.name}"[:120])
    return render_template(f"{FOLDER}/save.html", program=program, form=form)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/template")
@needs(Permission.HOLD_PROGRAMS, of=queries.program)
def save_as_template(program: Program) -> Answer:
    form = SaveAsForm(request.form)
    if not form.validate():
        return invalid(f"{FOLDER}/save.html", program=program, form=form)
    made = template_of(program, text(form.name), text(form.purpose))
    row = actions.keep_template(made, f"Made from {program.name}.", current_user)
    flash(f"{row.name} is kept. Programs can start from it.")
    return redirect(template_url(row), 303)


def template_of(program: Program, name: str, purpose: str) -> Template:
    """The program as it stands today, with its people as the parts that they play."""
    aims = [one.kpi_key for one in criteria(program.id)]
    copier = Copier(program, duties_of(members(program.msp_id)), linked.task_links(program.id))
    return as_template(name, purpose, aims, queries.roadmap(program.id), copier)


@bp.get("/msps/<slug:msp>/templates/new")
@needs(Permission.MANAGE_PROGRAMS)
def new_template() -> str:
    return render_template(f"{FOLDER}/new.html", form=ImportForm())


@bp.post("/msps/<slug:msp>/templates/new")
@needs(Permission.MANAGE_PROGRAMS)
def bring_in_template() -> Answer:
    form = ImportForm(CombinedMultiDict([request.files, request.form]))
    if not form.validate() or form.template is None:
        return invalid(f"{FOLDER}/new.html", form=form)
    row = actions.keep_template(form.template, "Brought in from a file.", current_user)
    flash(f"{row.name} is kept. Programs can start from it.")
    return redirect(template_url(row), 303)


@bp.get("/msps/<slug:msp>/templates/<id:template_id>")
@needs(Permission.MANAGE_PROGRAMS, of=templates.own)
def own_template(template: OwnTemplate) -> str:
    """What it holds today, its editions, and the programs that started from it."""
    return render_template(
        f"{FOLDER}/template.html",
        row=template,
        template=present(template),
        editions=templates.editions(template.id),
        programs=templates.started_from(template.id),
    )


@bp.get("/msps/<slug:msp>/templates/<id:template_id>/file")
@needs(Permission.MANAGE_PROGRAMS, of=templates.own)
def template_file(template: OwnTemplate) -> Response:
    """An edition as a file to take along; the present one where the address names none."""
    found = edition_asked_for(template)
    return as_file(templates.parsed(found.text), found.text)


def as_file(template: Template, words: str) -> Response:
    response = Response(words, content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{template.key}.toml"'
    return response


def edition_asked_for(row: OwnTemplate) -> Any:
    number = whole(request.values.get("edition"), row.edition)
    found = templates.edition(row.id, number) or templates.edition(row.id, row.edition)
    assert found is not None
    return found


def present(row: OwnTemplate) -> Template:
    found = templates.edition(row.id, row.edition)
    assert found is not None
    return templates.parsed(found.text)


@bp.get("/msps/<slug:msp>/templates/<id:template_id>/edit")
@needs(Permission.MANAGE_PROGRAMS, of=templates.own)
def edit_template(template: OwnTemplate) -> str:
    words = edition_asked_for(template).text
    form = EditForm(words=words, version=str(template.version))
    return render_template(f"{FOLDER}/edit.html", row=template, form=form)


@bp.post("/msps/<slug:msp>/templates/<id:template_id>/edit")
@needs(Permission.MANAGE_PROGRAMS, of=templates.own)
def change_template(template: OwnTemplate) -> Answer:
    form = EditForm(request.form)
    if not form.validate() or form.template is None:
        return invalid(f"{FOLDER}/edit.html", row=template, form=form)
    number = actions.change_template(
        template, form.template, text(form.what), current_user, version_of(form)
    )
    flash(f"{template.name} is at edition {number}. Running programs decide on what changed.")
    return redirect(template_url(template), 303)


@bp.post("/msps/<slug:msp>/templates/<id:template_id>/restore")
@needs(Permission.MANAGE_PROGRAMS, of=templates.own)
def restore_edition(template: OwnTemplate) -> Response:
    """An earlier edition stands again, as a new one."""
    old = edition_asked_for(template)
    what = f"Back to edition {old.number}."
    number = actions.change_template(template, templates.parsed(old.text), what, current_user)
    flash(f"Edition {old.number} stands again, as edition {number}.")
    return redirect(template_url(template), 303)


@bp.post("/msps/<slug:msp>/templates/<id:template_id>/away")
@needs(Permission.MANAGE_PROGRAMS, of=templates.own)
def put_template_away(template: OwnTemplate) -> Response:
    actions.put_away(template, current_user)
    flash(f"{template.name} is put away.", back_url(template))
    return redirect(url_for("programs.own_templates", msp=g.msp.slug), 303)


@bp.post("/msps/<slug:msp>/templates/<id:template_id>/back")
@needs(Permission.MANAGE_PROGRAMS, of=templates.own)
def take_template_out(template: OwnTemplate) -> Response:
    actions.take_out(template, current_user)
    flash(f"Programs can start from {template.name} again.")
    return redirect(template_url(template), 303)


def template_url(row: OwnTemplate) -> str:
    return url_for("programs.own_template", msp=g.msp.slug, template_id=row.id)


def back_url(row: OwnTemplate) -> str:
    return url_for("programs.take_template_out", msp=g.msp.slug, template_id=row.id)
