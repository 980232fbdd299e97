"""Jump to: one box at an MSP, one over all of them, and what is a person's."""

from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, everywhere, needs
from app.accounts.models import Membership
from app.accounts.queries import member, msps_by_id, practice_of, reached
from app.policy import Permission
from app.programs.leave import leave_of
from app.programs.queries import program as newest
from app.search import queries
from app.search.page import HEADINGS, SINGLE, Place, results
from app.tenancy import current_scope
from app.web.filters import local_today
from app.web.htmx import wants_fragment

bp = Blueprint("search", __name__)


@bp.get("/search")
@everywhere
def search() -> str | Response:
    """Everything that somebody reaches; at the only MSP, where they have just one."""
    msps = current_scope()
    if len(msps) == 1:
        slug = msps_by_id(list(msps))[msps[0]].slug
        asked: dict[str, Any] = {name: request.args.get(name) for name in ("q", "as")}
        return redirect(url_for("search.search_msp", msp=slug, **asked))
    return show(Place(None, None, msps, is_coach()))


@bp.get("/msps/<slug:msp>/search")
@needs(Permission.VIEW_PROGRAMS)
def search_msp() -> str:
    return show(Place(g.msp, newest(None), reached(current_user.id), is_coach()))


def is_coach() -> bool:
    return practice_of(current_user.id) is not None


def show(place: Place) -> str:
    """The page, its list, or the options of the palette."""
    found = results(request.args.get("q", ""), place)
    return render_template(shape(), found=found, headings=HEADINGS, single=SINGLE)


def shape() -> str:
    if request.args.get("as") == "options":
        return "search/_options.html"
    return "search/_found.html" if wants_fragment() else "search/search.html"


@bp.get("/msps/<slug:msp>/people/<id:user_id>")
@needs(Permission.VIEW_PROGRAMS, of=member)
def person(user: Membership) -> str:
    """What somebody at the MSP has to do, for whoever looks for their part of the plan."""
    return render_template(
        "search/person.html",
        member=user,
        tasks=queries.open_tasks(user.user_id),
        items=queries.open_items(user.user_id),
        away=next(iter(leave_of(user.user_id, local_today())), None),
        most=queries.MOST,
    )
