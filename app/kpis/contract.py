"""A reading as other programs receive it: numbers as strings, every digit; null for no data."""

from collections.abc import Mapping
from typing import Any

from app.kpis.compute import Computed
from app.kpis.models import Reading


def of_computed(one: Computed) -> dict[str, Any]:
    also = {**one.also, "reason": one.reason} if one.reason else one.also
    return {
        "kpi": one.kpi,
        "scope": {"kind": one.scope_kind, "key": one.scope_key},
        "period": {"from": one.first.isoformat(), "to": one.last.isoformat()},
        **numbers(one),
        "also": digits_of(also),
        "source": one.source,
        "as_of": one.as_of.isoformat(),
    }


def of_stored(one: Reading) -> dict[str, Any]:
    return {
        "kpi": one.kpi_key,
        "scope": {"kind": one.scope_kind, "key": one.scope_key or None},
        "period": {"from": one.starts_on.isoformat(), "to": one.ends_on.isoformat()},
        **numbers(one),
        "also": digits_of(one.also),
        "source": one.source,
        "as_of": one.at.isoformat(),
    }


def numbers(one: Computed | Reading) -> dict[str, str | None]:
    return {
        "value": digits(one.value),
        "numerator": digits(one.numerator),
        "denominator": digits(one.denominator),
        "n": digits(one.n),
        "excluded": digits(one.excluded),
    }


def digits(number: float | None) -> str | None:
    """Every digit of a number, and no fraction where there is none."""
    if number is None:
        return None
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def digits_of(also: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in also.items()}


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return digits_of(value)
    return digits(value) if isinstance(value, int | float) else value
