"""The burn-up of a roadmap as files: picture, drawing, and rows for a spreadsheet."""

from collections.abc import Callable

from flask import Response

from app.accounts.gate import needs
from app.charts import burnup
from app.charts.burnup import BurnUp
from app.policy import Permission
from app.programs import burn, queries
from app.programs.models import Program
from app.programs.views import bp
from app.programs.views.roadmap import board_of
from app.web.filters import local_today
from app.web.spreadsheet import csv_file
from app.web.taken import taken


@bp.get("/msps/<slug:msp>/roadmap/burn-up.png", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/roadmap/burn-up.png")
@needs(Permission.VIEW_PROGRAMS, of=queries.program)
def burn_up_png(program: Program) -> Response:
    return file_of(program, "png", burn.png)


@bp.get("/msps/<slug:msp>/roadmap/burn-up.svg", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/roadmap/burn-up.svg")
@needs(Permission.VIEW_PROGRAMS, of=queries.program)
def burn_up_svg(program: Program) -> Response:
    return file_of(program, "svg", burn.svg_file)


@bp.get("/msps/<slug:msp>/roadmap/burn-up.csv", defaults={"program": None})
@bp.get("/msps/<slug:msp>/programs/<slug:program>/roadmap/burn-up.csv")
@needs(Permission.VIEW_PROGRAMS, of=queries.program)
def burn_up_csv(program: Program) -> Response:
    return file_of(program, "csv", lambda burned: csv_file(burnup.numbers(burned)))


def file_of(program: Program, kind: str, draw: Callable[[BurnUp], bytes]) -> Response:
    burned = burn.burn_of(program, board_of(program), local_today())
    name = f"{program.slug}-burn-up.{kind}"
    return taken(burn.digest(burned), name, lambda: draw(burned))
