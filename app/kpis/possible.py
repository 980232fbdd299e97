"""Values that a KPI cannot have, so that a slip of the finger is caught where it is typed."""

from collections.abc import Sequence

from app.kpis.catalogue import Kpi, Own, Unit
from app.kpis.rules import show

ABOVE_100 = frozenset({
    "resource_utilization_pct",
    "tech_utilization_pct",
    "delivery_forecast_load_pct",
    "planned_vs_actual_hours_pct",
})  # fmt: skip
SHARES_OF_TIME = frozenset({"resource_utilization_pct", "tech_utilization_pct"})
BELOW_0 = frozenset({"net_csat", "service_gross_margin_pct", "project_margin_pct"})


def problem_with_value(kpi: Kpi, value: float) -> str | None:
    """Why a value is impossible, as a sentence with what is possible; None when it is possible.

    A share of a whole lies from 0 to 100; overtime, overload and overrun go beyond (the KPIs'
    edge cases), and margins and balances go below zero, as money does.
    """
    if kpi.own:
        return beyond(kpi, kpi.own, value)
    if value < 0 and not may_be_negative(kpi):
        return f"This number is never below zero. Enter 0 or more, such as {example(kpi)}."
    if value > 100 and kpi.unit is Unit.PERCENT and kpi.key not in ABOVE_100:
        return f"This share is never over 100%. Enter a number up to 100, such as {example(kpi)}."
    return None


def beyond(kpi: Kpi, own: Own, value: float) -> str | None:
    """Why a value is beyond the limits that an MSP set for its own KPI; None when it is not."""
    if own.lowest is not None and value < own.lowest:
        least = show(own.lowest, kpi.unit, kpi.decimals)
        return f"This number is never below {least}. Enter {least} or more."
    if own.highest is not None and value > own.highest:
        most = show(own.highest, kpi.unit, kpi.decimals)
        return f"This number is never above {most}. Enter {most} or less."
    return None


def problem_with_target(kpi: Kpi, value: float) -> str | None:
    """Why nobody should aim at a value that is possible; None when one may."""
    if value > 100 and kpi.key in SHARES_OF_TIME:
        return f"Over 100% everybody works overtime. Aim at 100 or less, such as {example(kpi)}."
    return None


def question_about(kpi: Kpi, value: float) -> str:
    """What to ask about a value that is possible but hardly ever true; empty when it is likely."""
    if value > 100 and kpi.key in SHARES_OF_TIME:
        return f"{value:g}% means overtime for everybody. Check it, or send it again to keep it."
    return ""


def may_be_fractions(kpi: Kpi, values: Sequence[float]) -> bool:
    """Whether readings of a share, in percent, look like parts of one: 0.95 for 95%."""
    a_share = kpi.unit is Unit.PERCENT and all(0 <= value <= 1 for value in values)
    return a_share and any(0 < value < 1 for value in values)


def may_be_negative(kpi: Kpi) -> bool:
    return kpi.key in BELOW_0 or kpi.unit in {Unit.MONEY, Unit.MONEY_PER_HOUR}


def example(kpi: Kpi) -> str:
    """What a right answer looks like, with as many decimals as the KPI is shown with."""
    return f"{EXAMPLES.get(kpi.unit, 7.4):.{kpi.decimals}f}"


EXAMPLES = {
    Unit.PERCENT: 63.5,
    Unit.HOURS_PER_ENDPOINT: 0.25,
    Unit.COUNT: 12,
    Unit.MONEY: 7800,
    Unit.MONEY_PER_HOUR: 145,
}
