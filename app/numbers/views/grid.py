"""The grid of numbers: several periods of several KPIs typed, pasted or put right at once."""

from datetime import date

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response

from app.accounts.gate import can, current_user, needs
from app.kpis.catalogue import Cadence
from app.numbers import actions
from app.numbers.actions import Correction
from app.numbers.cells import Deed
from app.numbers.grid import Grid, View, fill, grid, heads, judge_cells
from app.numbers.queries import Sheet
from app.numbers.views import bp
from app.numbers.views.asked import choice, sheet
from app.numbers.views.readings import here, rows_for
from app.planning.words import counted
from app.policy import Permission
from app.web.filters import local_today
from app.web.forms import text

Answer = Response | str | tuple[str, int]
PACES = {"weeks": Cadence.WEEKLY, "months": Cadence.MONTHLY, "quarters": Cadence.QUARTERLY}


@bp.get("/msps/<slug:msp>/kpis/grid", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/kpis/grid")
@needs(Permission.ENTER_READINGS, of=sheet)
def grid_page(program: Sheet) -> str:
    return shown(grid(rows_for(program), asked()))


@bp.post("/msps/<slug:msp>/kpis/grid", defaults={"program": None})
@bp.post("/msps/<slug:msp>/programs/<slug:program>/kpis/grid")
@needs(Permission.ENTER_READINGS, of=sheet)
def enter_grid(program: Sheet) -> Answer:
    numbers = grid(rows_for(program), asked(), request.form)
    if numbers.form.text:
        fill(numbers)
    judge_cells(numbers)
    numbers.form.validate_reason(needed=bool(numbers.doing(Deed.CHANGE)))
    if numbers.form.pasted.errors or numbers.wrong or numbers.odd:
        return shown(numbers), 409 if numbers.doing(Deed.STALE) else 422
    if "look" in request.form:
        return shown(numbers)
    if numbers.form.reason.errors:
        return shown(numbers), 422
    flash(keep(numbers))
    return redirect(address(numbers.view.cadence, numbers.view.periods[-1][1]), 303)


def asked() -> View:
    """The columns that the address asks for; the latest weeks where it asks for none."""
    today = local_today()
    try:
        until = min(date.fromisoformat(request.args.get("until", "")), today)
    except ValueError:
        until = today
    earliest = date(2001, 1, 1)
    pace = PACES.get(request.args.get("by", ""), Cadence.WEEKLY)
    return View(pace, max(until, earliest), today)


def keep(numbers: Grid) -> str:
    """Keep what is new and what changed, and say how many."""
    about, new, changed = g.thing.about, numbers.doing(Deed.NEW), numbers.doing(Deed.CHANGE)
    corrections = [
        Correction(cell.place.reading, *cell.kept(about), cell.seen)
        for cell in changed
        if cell.place.reading
    ]
    reason = text(numbers.form.reason)
    actions.keep_readings([cell.kept(about) for cell in new], corrections, reason, current_user)
    said = [counted(len(new), "number") + " added"] if new else []
    said += [f"{counted(len(changed), 'number')} changed"] if changed else []
    return f"{', '.join(said)}." if said else "Nothing was typed."


def shown(numbers: Grid) -> str:
    view = numbers.view
    return render_template(
        "kpis/grid.html",
        grid=numbers,
        heads=[words for _number, words in heads(view)],
        tabs=[(name, address(of), of is view.cadence) for name, of in tabs(numbers)],
        here=address(view.cadence, view.periods[-1][1]),
        earlier=address(view.cadence, view.earlier),
        later=address(view.cadence, view.later) if view.later else "",
        changes=numbers.doing(Deed.CHANGE),
        new=numbers.doing(Deed.NEW),
        about=g.thing.about,
        scopes=choice(g.thing, "kpis.grid_page", may_enter=True, program=g.named),
        entry_url=here("kpis.entry_page"),
        may_all=can(Permission.ENTER_READINGS, g.thing.program),
    )


def tabs(numbers: Grid) -> list[tuple[str, Cadence]]:
    return [(name, pace) for name, pace in PACES.items() if pace in numbers.cadences]


def address(pace: Cadence, until: date | None = None) -> str:
    by = next(name for name, one in PACES.items() if one is pace)
    until_day = until.isoformat() if until else None
    return here("kpis.grid_page", by=by, until=until_day)
