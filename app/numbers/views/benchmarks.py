"""Benchmarks of the MSP's own, and of its practice: written down, taken away, brought back."""

from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.accounts.models import Practice
from app.accounts.queries import practice_here
from app.kpis import keep_benchmarks as deeds
from app.kpis.benchmark_forms import BenchmarkForm
from app.kpis.catalogue import Kpi
from app.kpis.kept_benchmarks import kept, of_practice
from app.kpis.models import KeptBenchmark, PracticeBenchmark
from app.numbers import queries
from app.numbers.compared import compared
from app.numbers.keeping import Keeping, kept_benchmark
from app.numbers.queries import Number
from app.numbers.views import bp
from app.policy import Permission
from app.tenancy import open_practices
from app.web.filters import local_today
from app.web.forms import invalid

Answer = Response | str | tuple[str, int]
PAGE = "kpis/benchmarks.html"


@bp.get("/msps/<slug:msp>/kpis/<slug:kpi_key>/benchmarks")
@needs(Permission.ENTER_READINGS, of=queries.number)
def benchmarks(kpi: Number) -> str:
    return render_template(PAGE, **shown(kpi.kpi, form_of(kpi.kpi)))


@bp.post("/msps/<slug:msp>/kpis/<slug:kpi_key>/benchmarks")
@needs(Permission.ENTER_READINGS, of=queries.number)
def keep_benchmark(kpi: Number) -> Answer:
    form = form_of(kpi.kpi, request.form)
    if not form.validate():
        return invalid(PAGE, **shown(kpi.kpi, form))
    practice = practice_acting() if form.of_practice else None
    if practice is None:
        deeds.keep(kpi.kpi, form.figure(), current_user)
    else:
        open_practices([practice.id])
        deeds.keep_for_practice(kpi.kpi, form.figure(), current_user, practice)
    flash("Kept. It stands beside the published ones.")
    return redirect(here(kpi.kpi), 303)


@bp.post("/msps/<slug:msp>/kpis/<slug:kpi_key>/drawn")
@needs(Permission.ENTER_READINGS, of=queries.number)
def draw_benchmarks(kpi: Number) -> Response:
    asked = compared(kpi.kpi, kept(kpi.kpi.key), tuple(request.form.getlist("benchmark")))
    deeds.draw(kpi.kpi, asked.tokens, current_user)
    flash("Everybody sees these now.")
    return redirect(url_for("kpis.kpi", msp=g.msp.slug, kpi_key=kpi.kpi.key, _anchor="trend"), 303)


@bp.post("/msps/<slug:msp>/benchmarks/<id:benchmark_id>/away")
@needs(Permission.ENTER_READINGS, of=kept_benchmark)
def put_benchmark_away(benchmark: Keeping) -> Response:
    deeds.put_away(to_change(benchmark.row), benchmark.kpi, current_user)
    undo = url_for("kpis.bring_benchmark_back", msp=g.msp.slug, benchmark_id=benchmark.row.id)
    flash("Taken away.", undo)
    return redirect(here(benchmark.kpi), 303)


@bp.post("/msps/<slug:msp>/benchmarks/<id:benchmark_id>/back")
@needs(Permission.ENTER_READINGS, of=kept_benchmark)
def bring_benchmark_back(benchmark: Keeping) -> Response:
    deeds.bring_back(to_change(benchmark.row), benchmark.kpi, current_user)
    flash("It is back.")
    return redirect(here(benchmark.kpi), 303)


def to_change(row: KeptBenchmark) -> KeptBenchmark:
    """The row, held by who may change it: a practice's by its own coaches alone."""
    if not isinstance(row, PracticeBenchmark):
        return row
    practice = practice_acting()
    if practice is None or practice.id != row.practice_id:
        abort(404)
    benchmark_id = row.id
    open_practices([practice.id])
    found = of_practice(benchmark_id)
    assert found is not None
    return found


def practice_acting() -> Practice | None:
    """The practice for which the person coaches this MSP."""
    return practice_here(current_user.id) if g.role == "coach" else None


def form_of(kpi: Kpi, typed: Any = None) -> BenchmarkForm:
    form = BenchmarkForm(typed, kpi, local_today())
    practice = practice_acting()
    form.offer(g.msp.name, practice.name if practice else "")
    return form


def shown(kpi: Kpi, form: BenchmarkForm) -> dict[str, Any]:
    """The page: every benchmark with where it comes from, those one may take away marked."""
    found, practice = kept(kpi.key), practice_acting()
    keepers = {g.msp.id, *([practice.id] if practice else [])}
    mine = {str(one.id) for one in found if one.keeper_id in keepers}
    return {"kpi": kpi, "compared": compared(kpi, found), "mine": mine, "form": form}


def here(kpi: Kpi) -> str:
    return url_for("kpis.benchmarks", msp=g.msp.slug, kpi_key=kpi.key)
