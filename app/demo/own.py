"""KPIs that a firm of the demo defines itself, computed from others."""

from app.accounts.models import User
from app.demo.scripts import OwnScript
from app.kpis.catalogue import Cadence, Direction, Kind, Kpi, Unit
from app.kpis.define import Looks, NewKpi
from app.numbers.actions import define


def define_own(script: OwnScript, by: User) -> Kpi:
    """A share in percent, from none to all, week after week."""
    looks = Looks(
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
    says = f"{script.plain[0].upper()}{script.plain[1:]}, on Sunday evening."
    return define(NewKpi(looks, Unit.PERCENT, says, script.formula), by)
