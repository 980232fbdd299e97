"""The champion of a running program: saying yes, and handing over."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.queries import assignable
from app.policy import Permission
from app.programs import queries
from app.programs.actions.champion import accept as say_yes
from app.programs.actions.champion import hand_over
from app.programs.forms.champion import HandOverForm
from app.programs.forms.start import NOBODY
from app.programs.models import Program
from app.programs.views import bp
from app.programs.views.lines import overview_url
from app.web.forms import invalid, text, version_of

Answer = Response | str | tuple[str, int]
PAGE = "programs/start/hand_over.html"


@bp.post("/msps/<slug:msp>/champion/accept", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion/accept")
@needs(Permission.VIEW_PROGRAMS, of=queries.program)
def accept(program: Program) -> Response:
    say_yes(program, current_user)
    flash(f"You are the champion of {program.name}.")
    return redirect(overview_url(program), 303)


@bp.get("/msps/<slug:msp>/champion", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/champion")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def champion(program: Program) -> str:
    form = HandOverForm(None, program, assignable(program.msp_id))
    return render_template(PAGE, program=program, form=form, nobody=NOBODY)


@bp.post("/msps/<slug:msp>/champion", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/champion")
@needs(Permission.MANAGE_PROGRAMS, of=queries.program)
def change_champion(program: Program) -> Answer:
    form = HandOverForm(request.form, program, assignable(program.msp_id))
    if not form.validate():
        return invalid(PAGE, program=program, form=form, nobody=NOBODY)
    hand_over(
        program,
        form.person(form.champion),
        form.person(form.sponsor),
        text(form.reason),
        current_user,
        version_of(form),
    )
    flash(told(program))
    return redirect(overview_url(program), 303)


def told(program: Program) -> str:
    """How it stands after the change, in a sentence."""
    if program.champion is None:
        return "Nobody is the champion yet."
    if program.champion_accepted_at is None:
        return f"{program.champion.name} was asked to be the champion."
    return f"{program.champion.name} is the champion."
