"""One success criterion: its page, its forms, and what is wrong with what was typed."""

from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from app.activity.queries import history
from app.charts.kept import NARROW, WIDE
from app.charts.kpi_trend import KpiTrend, table
from app.charts.sparkline import Journey, Mark
from app.criteria.aims import Aim
from app.criteria.baseline import BaselineValue
from app.criteria.forms import (
    ALL,
    BY_HAND,
    IN_STEPS,
    LATER,
    LEAST_REASON,
    READINGS,
    SHORT_REASON,
    STEPS,
    STRAIGHT,
    BaselineFields,
    BaselineForm,
    CriterionForm,
    NeededForm,
    TargetForm,
    aim_problem,
)
from app.criteria.models import Criterion
from app.criteria.queries import (
    aim_of,
    baseline_from_readings,
    criteria,
    hold_of,
    latest_of,
    steps_of,
    verdict_of,
)
from app.criteria.rules import reason, state
from app.kpis import library
from app.kpis.care import counted_from
from app.kpis.catalogue import Kpi, Scope
from app.numbers import pictures, queries
from app.numbers.actions import need_short
from app.numbers.queries import Pursued
from app.numbers.trend import shown_benchmark
from app.numbers.window import chosen, range_words
from app.numbers.words import criterion_target, event_words, goal_words, say, unit_of
from app.programs.models import Program
from app.programs.sign_offs import signed
from app.web.filters import local_today
from app.web.forms import text

BEFORE = timedelta(days=91)
ONE_DAY = timedelta(days=1)


def criterion_form(program: Program, typed: Any) -> CriterionForm:
    """The KPIs that are no criterion yet; the quarter before the start is the baseline's."""
    taken = {one.kpi_key for one in criteria(program.id)}
    free = [
        kpi
        for kpi in library.offered().values()
        if Scope.COMPANY in kpi.scopes and kpi.key not in taken
    ]
    return CriterionForm(
        free,
        typed,
        due=program.ends_on,
        first=program.starts_on - BEFORE,
        last=program.starts_on - ONE_DAY,
    )


def needed_form(program: Program, total: int, typed: Any) -> NeededForm:
    """The question how many are needed, with the answer that stands."""
    needed = program.criteria_needed
    chosen = ALL if needed is None or needed >= total else str(needed)
    return NeededForm(total, typed, needed=chosen, was=need_short(needed))


def problems(form: CriterionForm, kpi: Kpi, program: Program) -> dict[str, str]:
    """What has to be put right about a new criterion, by field."""
    found = baseline_of(form, kpi)
    wrong = form.baseline_problems(kpi, found)
    baseline = found.value if found else None
    return {**form.goal_problems(kpi, program.starts_on, baseline), **wrong}


def baseline_of(form: BaselineFields, kpi: Kpi) -> BaselineValue | None:
    """The baseline that a form chooses: of readings, typed, or none yet."""
    if form.start.data == LATER or (form.start.data == BY_HAND and form.value.data is None):
        return None
    if form.start.data == BY_HAND:
        return form.typed_baseline()
    days = form.days()
    return baseline_from_readings(kpi.key, *days) if days else None


def baseline_form(here: Pursued, typed: Any = None) -> BaselineForm:
    one = here.criterion
    form = BaselineForm(
        typed,
        start=READINGS,
        first=one.starts_on - BEFORE,
        last=one.starts_on - ONE_DAY,
        version=str(one.version),
    )
    form.about = here.kpi
    return form


def baseline_problems(here: Pursued, form: BaselineForm) -> dict[str, str]:
    """What has to be put right about a baseline, by field; a frozen one needs a reason."""
    one, found = here.criterion, baseline_of(form, here.kpi)
    wrong = form.baseline_problems(here.kpi, found)
    if not wrong and found:
        where = "value" if form.start.data == BY_HAND else "last"
        wrong[where] = aim_problem(here.kpi, edges_of(one), found.value)
    if one.frozen_at and len(text(form.reason)) < LEAST_REASON:
        wrong["reason"] = SHORT_REASON
    return {name: sentence for name, sentence in wrong.items() if sentence}


def edges_of(criterion: Criterion) -> list[float]:
    """The target, or both edges of its band."""
    edges = (criterion.target, criterion.band_low, criterion.band_high)
    return [edge for edge in edges if edge is not None]


def target_form(here: Pursued, typed: Any = None) -> TargetForm:
    """The form of the target; the first one, which may wait until all is measured, needs no why."""
    one = here.criterion
    form = TargetForm(
        typed,
        ends="value" if one.band_low is None else "band",
        target=one.target,
        low=one.band_low,
        high=one.band_high,
        due=one.due,
        hold_needed=one.hold_needed,
        hold_of=one.hold_of,
        version=str(one.version),
        **typed_steps(one),
    )
    form.about = here.kpi
    if not edges_of(one):
        del form.reason
    return form


def typed_steps(criterion: Criterion) -> dict[str, Any]:
    """The steps of a criterion as the fields of the form."""
    steps = steps_of(criterion)
    found: dict[str, Any] = {"way": IN_STEPS if steps else STRAIGHT}
    for name, step in zip(STEPS, steps, strict=False):
        found |= {name: step.value, f"{name}_by": step.by}
    return found


def theirs(here: Pursued) -> dict[str, str]:
    """The criterion as the page of a conflict shows it."""
    one = here.criterion
    start = "" if one.baseline is None else say(here.kpi)(one.baseline)
    return {"target": goal_words(one), "baseline": start}


def criterion_page(
    here: Pursued, baseline: BaselineForm | None = None, target: TargetForm | None = None
) -> dict[str, Any]:
    """What the page of a criterion shows, with fresh forms or those that need another look."""
    one, kpi, today = here.criterion, here.kpi, local_today()
    aim, judged, hold = aim_of(one), verdict_of(one, today), hold_of(one, today)
    return {
        "here": here,
        "unit": unit_of(kpi),
        "criterion": one,
        "kpi": kpi,
        "program": here.program,
        "state": state(judged),
        "word": judged.value,
        "sentence": reason(aim, latest_of(one), today, say(kpi), hold),
        "way": way(here, aim) if aim else None,
        "target": criterion_target(one, kpi),
        "steps": steps_of(one),
        "hold": None if hold.is_off else hold,
        "counted_from": None if hold.is_off else cut_of(one),
        "say": say(kpi),
        "signed": signed(one.id),
        "frozen_by": queries.person(one.frozen_by_id),
        "looking": baseline is not None,
        **days_page(here, baseline),
        "range": range_words(kpi, one.baseline_lower, one.baseline_upper),
        "target_form": target or target_form(here),
        "events": [event_words(event, kpi) for event in history(one.id)],
    }


def cut_of(criterion: Criterion) -> date | None:
    """The day since the start from which the KPI is counted another way; None for none."""
    day = counted_from([criterion.kpi_key]).get(criterion.kpi_key)
    return day if day and day > criterion.starts_on else None


def days_page(here: Pursued, typed: BaselineForm | None) -> dict[str, Any]:
    """The form of the baseline, and the days on the chart as it has them."""
    form = typed or baseline_form(here)
    days = shown_days(here.criterion, form, typed is not None)
    shown = chosen(here, days, local_today())
    return {
        "kpi": here.kpi,
        "baseline_form": form,
        "chosen": shown,
        "figure": figure(shown.trend) if shown else {},
    }


def shown_days(criterion: Criterion, form: BaselineForm, is_typed: bool) -> tuple[date, date]:
    """The days on the chart: those that are typed, else the frozen ones, else the usual ones."""
    usual = (criterion.starts_on - BEFORE, criterion.starts_on - ONE_DAY)
    if is_typed:
        return form.days() or usual
    first, last = criterion.baseline_from, criterion.baseline_to
    return (first, last) if first and last else usual


def figure(trend: KpiTrend) -> dict[str, Any]:
    """The chart at both widths, with its table."""
    name = pictures.digest(trend, "window")
    wide, narrow = (pictures.svg(trend, name, width) for width in (WIDE, NARROW))
    return {"wide": Markup(wide), "narrow": Markup(narrow), "table": table(trend)}  # noqa: S704


def way(here: Pursued, aim: Aim) -> Journey:
    """From the baseline to the nearer edge of the target, with the benchmark beside it."""
    today, latest = local_today(), latest_of(here.criterion)
    words, target = say(here.kpi), aim.nearest(aim.baseline)
    good = shown_benchmark(here.kpi)
    return Journey(
        name=here.kpi.name,
        baseline=Mark(float(aim.baseline), words(aim.baseline)),
        target=Mark(float(target), words(target)),
        now=None if latest is None else Mark(float(latest), words(latest)),
        expected=float(aim.expected(today)),
        benchmark=(good.low, good.high) if good else None,
    )
