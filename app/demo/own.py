"""KPIs that a firm of the demo defines itself: computed from others, or counted."""

from app.accounts.models import User
from app.demo.desk_scripts import CountedScript
from app.demo.scripts import OwnScript
from app.kpis.catalogue import Cadence, Direction, Kind, Kpi, Unit
from app.kpis.define import Looks, NewKpi
from app.numbers.actions import define


def define_own(script: OwnScript, by: User) -> Kpi:
    """A share in percent, from none to all, week after week."""
    says = f"{script.plain[0].upper()}{script.plain[1:]}, on Sunday evening."
    return define(NewKpi(weekly(script), Unit.PERCENT, says, script.formula), by)


def define_counted(script: CountedScript, by: User) -> Kpi:
    """A number that somebody counts each week."""
    return define(NewKpi(weekly(script), Unit.COUNT, script.says), by)


def weekly(script: OwnScript | CountedScript) -> Looks:
    """Less is better, and nothing is less than none."""
    return Looks(
        name=script.name,
        plain=script.plain,
        decimals=0,
        direction=Direction.DOWN,
        band=None,
        lowest=0.0,
        highest=None,
        cadence=Cadence.WEEKLY,
        kind=Kind.LEADING,
    )
