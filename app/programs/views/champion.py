"""The champion of a running program: saying yes or no, handing over, and being covered."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.queries import assignable, user_by_id
from app.policy import Permission
from app.programs import queries
from app.programs.actions import champion as actions
from app.programs.forms.champion import CoverForm, HandOverForm
from app.programs.forms.hours import HoursForm
from app.programs.forms.start import NOBODY
from app.programs.hours import gone, hours_of
from app.programs.models import Program
from app.programs.views import bp
from app.programs.views.lines import overview_url
from app.web.filters import local_today
from app.web.forms import invalid, text, version_of

Answer = Response | str | tuple[str, int]
PAGE = "programs/start/hand_over.html"


@bp.post("/msps/<slug:msp>/champion/accept", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion/accept")
@needs(Permission.VIEW_PROGRAMS, of=queries.program, on_open=True)
def accept(program: Program) -> Response:
    says_yes = program.asked_id != current_user.id and program.champion_accepted_at is None
    actions.accept(program, current_user)
    undo = url_for("programs.take_yes_back", msp=program.msp.slug, program=program.slug)
    told = (
        f"You are the champion of {program.name}. Say how many hours a week you keep free for it."
    )
    flash(told, undo if says_yes else "message")
    return redirect(f"{url_of(program)}#free", 303)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion/accept/undo")
@needs(Permission.VIEW_PROGRAMS, of=queries.program, on_open=True)
def take_yes_back(program: Program) -> Response:
    """Undo a yes, for a few minutes; who took the program over from somebody hands it over."""
    actions.take_yes_back(program, current_user)
    flash("You are asked again.")
    return redirect(overview_url(program), 303)


def url_of(program: Program) -> str:
    return url_for("programs.champion", msp=program.msp.slug, program=program.slug)


@bp.get("/msps/<slug:msp>/champion", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/champion")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def champion(program: Program) -> str:
    return render_template(PAGE, **page(program))


def page(
    program: Program,
    form: HandOverForm | None = None,
    cover: CoverForm | None = None,
    hours_form: HoursForm | None = None,
) -> dict[str, Any]:
    """The forms of the page, and the weeks ahead; a form that was refused stands in it as it was
    typed."""
    people = assignable(program.msp_id)
    return {
        "program": program,
        "form": form or HandOverForm(None, program, people),
        "cover": cover or CoverForm(None, program, people, local_today()),
        "hours_form": hours_form or form_of_hours(program),
        "hours": hours_of(program, local_today()),
        "gone": gone(program, local_today()),
        "nobody": NOBODY,
    }


def form_of_hours(program: Program) -> HoursForm:
    said = program.reserved_minutes
    return HoursForm(hours=None if said is None else said / 60, version=str(program.version))


@bp.post("/msps/<slug:msp>/champion", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def change_champion(program: Program) -> Answer:
    form = HandOverForm(request.form, program, assignable(program.msp_id))
    if not form.validate():
        return invalid(PAGE, **page(program, form=form))
    actions.hand_over(
        program,
        form.person(form.champion),
        form.person(form.sponsor),
        text(form.reason),
        current_user,
        version_of(form),
    )
    flash(told(program))
    return redirect(overview_url(program), 303)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion/decline")
@needs(Permission.VIEW_PROGRAMS, of=queries.program, on_open=True)
def decline(program: Program) -> Response:
    actions.decline(program, current_user)
    undo = url_for("programs.think_again", msp=program.msp.slug, program=program.slug)
    flash("You said no. The champion stays, and can ask somebody else.", undo)
    return redirect(overview_url(program), 303)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion/decline/undo")
@needs(Permission.VIEW_PROGRAMS, of=queries.program, on_open=True)
def think_again(program: Program) -> Response:
    """Undo a no, for a few minutes."""
    actions.think_again(program, current_user)
    flash("You are asked again.")
    return redirect(overview_url(program), 303)


@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion/cover")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def cover(program: Program) -> Answer:
    """Who leads while the champion is away."""
    form = CoverForm(request.form, program, assignable(program.msp_id), local_today())
    if not form.validate():
        return invalid(PAGE, **page(program, cover=form))
    span = (form.first.data, form.last.data)
    actions.cover(program, form.chosen, span, current_user, version_of(form))
    who = form.chosen
    flash(f"{who.name} covers for the champion." if who else "Nobody covers for the champion.")
    return redirect(overview_url(program), 303)


def told(program: Program) -> str:
    """How it stands after the change, in a sentence."""
    if program.asked_id:
        person = user_by_id(program.asked_id)
        stays = program.champion.first_name if program.champion else "Nobody"
        return f"{person.name if person else ''} was asked. {stays} leads until they accept."
    if program.champion is None:
        return "Nobody is the champion yet."
    if program.champion_accepted_at is None:
        return f"{program.champion.name} was asked to be the champion."
    return f"{program.champion.name} is the champion."
