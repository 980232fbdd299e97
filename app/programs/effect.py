"""What a program is doing: its first number with a beginning and a present."""

from dataclasses import dataclass

from app.criteria.models import Criterion
from app.criteria.queries import criteria
from app.kpis.catalogue import Kpi
from app.kpis.library import kpi
from app.kpis.queries import company_readings
from app.kpis.rules import show
from app.kpis.series import series
from app.programs.models import Program

POINTS = 12


@dataclass(frozen=True)
class Effect:
    """A KPI in words at the start and now, and its last values for a small drawing."""

    key: str
    name: str
    before: str
    now: str
    values: tuple[float | None, ...]


def effect_of(program: Program) -> Effect | None:
    """The first criterion that has both a baseline and a reading since; None before that."""
    for criterion in criteria(program.id):
        definition = kpi(criterion.kpi_key)
        if definition and None not in (criterion.baseline, criterion.latest):
            return effect(program, criterion, definition)
    return None


def effect(program: Program, criterion: Criterion, definition: Kpi) -> Effect:
    readings = company_readings([definition.key])[definition.key]
    own = series((one for one in readings if one.msp_id == program.msp_id), definition.cadence)
    return Effect(
        key=definition.key,
        name=definition.name,
        before=show(criterion.baseline, definition.unit, definition.decimals),
        now=show(criterion.latest, definition.unit, definition.decimals),
        values=tuple(one.value for one in own[-POINTS:]),
    )
