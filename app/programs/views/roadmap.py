"""The roadmap as a list, and one improvement of it."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.models import User
from app.accounts.queries import assignable
from app.activity.phrases import phrases
from app.activity.queries import history
from app.clock import today
from app.criteria.queries import criteria
from app.kpis.catalogue import Kpi
from app.kpis.library import kpi
from app.planning.words import day
from app.policy import Permission
from app.programs import log, queries
from app.programs.actions.plan import move_item
from app.programs.actions.tasks import assign_item
from app.programs.dates import last_possible
from app.programs.forms.plan import MoveForm, OwnerForm
from app.programs.gates import Gate, gates
from app.programs.models import Item, Program
from app.programs.moves import Window
from app.programs.roadmap import (
    Board,
    beside_first_plan,
    board,
    by_strand,
)
from app.programs.sketch import ItemRow, mark_of, marks, sketch
from app.programs.squares import Squares, squares
from app.programs.views import bp
from app.programs.waits import moved_along
from app.web.filters import local_today
from app.web.forms import invalid, text, whole
from app.web.htmx import wants_fragment


@bp.get("/msps/<slug:msp>/roadmap", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/roadmap")
@needs(Permission.VIEW_PROGRAMS, of=queries.program)
def roadmap(program: Program) -> str:
    shown = board_of(program, request.args.get("show", ""), page_asked())
    opened = body_of(shown.opened.item) if shown.opened else {}
    return render_template(
        "programs/roadmap.html",
        program=program,
        board=shown,
        squares=squares_of(shown, [line.item.id for line in shown.listed]),
        gates=gates_of(program, shown),
        opened=opened,
        beside_plan=beside_first_plan(program),
    )


def board_of(program: Program, show: str = "", page: int = 0) -> Board:
    return board(sketch(program, current_user.id), today(program.msp.zone), show, page)


def page_asked() -> int:
    """The page of a long roadmap that the address names, else 0."""
    return whole(request.args.get("page"), 0)


def squares_of(shown: Board, item_ids: Collection[UUID]) -> dict[UUID, Squares]:
    """The tasks of some items as squares."""
    program = shown.plan.program
    found, day = marks(item_ids, program), today(program.msp.zone)
    return {one: squares(found.get(one, ()), program, day) for one in item_ids}


def gates_of(program: Program, shown: Board) -> dict[UUID, Gate]:
    """The gates of the phases on a board; the frame of the page judges by the same criteria."""
    g.aims = criteria(program.id)
    return gates(shown.plan, g.aims, local_today())


def body_of(item: Item | ItemRow) -> dict[str, Any]:
    """What an opened item shows on the roadmap, with why it moved."""
    changes = log.changes([item.id]) if item.due != item.first_due else ()
    return {
        "item": item,
        "strands": by_strand(queries.tasks_of(item.id)),
        "moves": moved_kpis(item.id),
        "why_moved": changes[0].reason if changes else "",
    }


def moved_kpis(item_id: UUID) -> list[Kpi]:
    return [found for found in map(kpi, queries.moves_of(item_id)) if found]


@bp.get("/msps/<slug:msp>/items/<id:item_id>")
@needs(Permission.VIEW_PROGRAMS, of=queries.item)
def item(item: Item) -> str:
    """The page of an item, or its body for the roadmap that opens it."""
    if wants_fragment():
        return render_template("programs/_item_body.html", at="roadmap", **body_of(item))
    return render_template("programs/item.html", **item_page(item))


def item_page(
    item: Item, move: MoveForm | None = None, owner: OwnerForm | None = None
) -> dict[str, Any]:
    tasks, day = queries.tasks_of(item.id), today(item.program.msp.zone)
    return {
        "item": item,
        "strands": by_strand(tasks),
        "moves": moved_kpis(item.id),
        "line": board_of(item.program).line_of(item.id),
        "squares": {item.id: squares([mark_of(one, day) for one in tasks], item.program, day)},
        "log": phrases(history(item.id)),
        "move": move or move_form(item),
        "owner": owner or owner_form(item),
    }


def move_form(item: Item) -> MoveForm:
    """The form for another date; it stands open with the date that the address proposes."""
    proposed = request.args.get("due", type=date.fromisoformat)
    form = MoveForm(due=proposed or item.due)
    form.proposed = proposed is not None
    return form


def owner_form(item: Item, typed: MultiDict[str, str] | None = None) -> OwnerForm:
    form = OwnerForm(typed, owner=str(item.owner_id or ""))
    form.owned_by = str(item.owner_id or "")
    form.offer(candidates(item))
    return form


def candidates(item: Item) -> list[User]:
    """Whoever may own things here, and who owns this one now."""
    people = assignable(item.msp_id)
    return people if item.owner is None or item.owner in people else [*people, item.owner]


@bp.post("/msps/<slug:msp>/items/<id:item_id>/date")
@needs(Permission.EDIT_ROADMAP, of=queries.item)
def move_item_date(item: Item) -> Response | tuple[str, int]:
    form = MoveForm(request.form)
    if not form.fits(window_of(item.program)):
        return invalid("programs/item.html", **item_page(item, move=form))
    assert form.due.data is not None
    why, at = text(form.reason), version()
    moved = move_item(item, form.due.data, why, current_user, at, form.more)
    said = f"{item.name} is due on {day(form.due.data, local_today())}. Its open tasks moved along."
    flash(f"{said}{moved_along(moved)}")
    return redirect(item_url(item), 303)


@bp.post("/msps/<slug:msp>/items/<id:item_id>/owner")
@needs(Permission.EDIT_ROADMAP, of=queries.item)
def assign_item_owner(item: Item) -> Response | tuple[str, int]:
    form = owner_form(item, request.form)
    if not form.validate():
        return invalid("programs/item.html", **item_page(item, owner=form))
    people = {str(person.id): person for person in candidates(item)}
    why = text(form.why) if form.owned_by else ""
    assign_item(item, people.get(text(form.owner)), current_user, version(), why)
    flash(f"{item.name} belongs to {item.owner.name if item.owner else 'nobody yet'}.")
    return redirect(item_url(item), 303)


def window_of(program: Program) -> Window:
    """The days to which an improvement may move: those that the program may take, from today on."""
    begins, calendar = program.starts_on, program.workdays
    ends = last_possible(begins, program.ends_on, calendar)
    return Window(calendar, local_today(), begins=begins, ends=ends)


def item_url(item: Item) -> str:
    return url_for("programs.item", msp=item.program.msp.slug, item_id=item.id)


def version() -> int | None:
    """The version of the row that the form was made from; None when it does not say."""
    return request.form.get("version", type=int)
