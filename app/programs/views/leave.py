"""Leave: one's own and that of others, and the open tasks that fall into it."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import can, current_user, needs, signed_in
from app.accounts.models import Membership
from app.accounts.queries import member, places_of
from app.planning.words import counted
from app.policy import Permission
from app.programs import leave as kept
from app.programs.actions.leave import bring_back, enter_leave, move_out, take_away
from app.programs.forms.leave import LeaveForm, MoveOutForm
from app.programs.leave_moves import MOST, Falling, falling
from app.programs.models import Leave
from app.programs.views import bp
from app.refusal import Refused
from app.web.filters import local_today
from app.web.forms import Form, invalid, text

Answer = Response | str | tuple[str, int]
PAGE = "programs/leave.html"


@bp.get("/my-work/leave")
@signed_in
def my_leave() -> Response | str:
    """One's own leave; who may enter it at several MSPs chooses one first."""
    places = places_of(current_user.id, Permission.ENTER_LEAVE)
    if len(places) != 1:
        return render_template("programs/leave_where.html", places=places)
    return redirect(url_for("programs.leave", msp=places[0].slug, user_id=current_user.id))


@bp.get("/msps/<slug:msp>/people/<id:user_id>/leave")
@needs(Permission.ENTER_LEAVE, of=member)
def leave(user: Membership) -> str:
    return render_template(PAGE, **page(user))


def page(user: Membership, **typed: Form) -> dict[str, Any]:
    """The leave of somebody with both forms; one that was refused stands as it was typed."""
    known = kept.leave_of(user.user_id, local_today())
    caught = falling_of(user, known)
    return {
        "member": user,
        "is_mine": user.user_id == current_user.id,
        "leave": known[:MOST],
        "caught": caught,
        "form": leave_form(known),
        "move": move_form(user, caught),
        **typed,
    }


def falling_of(user: Membership, known: Sequence[Leave]) -> list[Falling]:
    """The open tasks that fall into the next leave of somebody."""
    return falling(user.user_id, [one.away for one in known[:MOST]], local_today())


def leave_form(known: Iterable[Leave], typed: Any = None) -> LeaveForm:
    return LeaveForm(typed, [one.away for one in known], local_today())


def move_form(user: Membership, caught: list[Falling], typed: Any = None) -> MoveOutForm:
    """Offers the moves that this person may make."""
    may = [one for one in caught if one.to and can(Permission.EDIT_ROADMAP, one.task)]
    return MoveOutForm(typed, may, f"{user.user.first_name} is away on these days.")


@bp.post("/msps/<slug:msp>/people/<id:user_id>/leave")
@needs(Permission.ENTER_LEAVE, of=member)
def add_leave(user: Membership) -> Answer:
    form = leave_form(kept.leave_of(user.user_id, local_today()), request.form)
    if not form.validate():
        return invalid(PAGE, **page(user, form=form))
    try:
        added = enter_leave(user.user, form.away, text(form.note), g.msp.zone, current_user)
    except Refused as no:
        form.first.errors = [no.sentence]
        return invalid(PAGE, **page(user, form=form))
    flash(f"Leave is entered.{in_the_way(user, added)}", remove_url(added))
    return redirect(leave_url(user.user_id), 303)


def in_the_way(user: Membership, leave: Leave) -> str:
    """How many open tasks fall into leave, as the end of a message; nothing for none."""
    count = len(falling_of(user, [leave]))
    return f" {counted(count, 'open task falls', 'open tasks fall')} into it." if count else ""


@bp.post("/msps/<slug:msp>/people/<id:user_id>/leave/tasks")
@needs(Permission.ENTER_LEAVE, of=member)
def move_out_of_leave(user: Membership) -> Answer:
    """Tasks that fall into leave move to the days that were proposed, with one reason."""
    known = kept.leave_of(user.user_id, local_today())
    form = move_form(user, falling_of(user, known), request.form)
    if not form.validate():
        return invalid(PAGE, **page(user, move=form))
    moved = move_out(form.chosen, text(form.reason), current_user)
    flash(f"{counted(len(moved), 'task has', 'tasks have')} another date.")
    return redirect(leave_url(user.user_id), 303)


@bp.post("/msps/<slug:msp>/leave/<id:leave_id>/remove")
@needs(Permission.ENTER_LEAVE, of=kept.leave)
def remove_leave(leave: Leave) -> Response:
    take_away(leave, current_user)
    back = url_for("programs.restore_leave", msp=g.msp.slug, leave_id=leave.id)
    flash("Leave is taken away.", back)
    return redirect(leave_url(leave.user_id), 303)


@bp.post("/msps/<slug:msp>/leave/<id:leave_id>/restore")
@needs(Permission.ENTER_LEAVE, of=kept.leave)
def restore_leave(leave: Leave) -> Response:
    bring_back(leave, current_user)
    return redirect(leave_url(leave.user_id), 303)


def remove_url(leave: Leave) -> str:
    return url_for("programs.remove_leave", msp=g.msp.slug, leave_id=leave.id)


def leave_url(user_id: Any) -> str:
    return url_for("programs.leave", msp=g.msp.slug, user_id=user_id)
