"""KPIs that would be computed from themselves, by way of others: refused before they are kept."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from app.kpis import library
from app.kpis.agree import wait_for_turn
from app.kpis.catalogue import Kpi
from app.kpis.derive import inputs_ever, inputs_of
from app.kpis.own import look_again
from app.kpis.ratio import Circle, Ratio, in_order, kept
from app.refusal import Refused

Inputs = Mapping[str, tuple[str, ...]]
EARLIER = " Earlier definitions count as well."


def circle(key: str, ratio: Ratio) -> str:
    """The circle that a KPI with this formula would close, in words; nothing without one."""
    known = library.known()
    for inputs, end in followed(key, ratio, known):
        try:
            in_order(inputs)
        except Circle as no:
            return told(no, known) + end
    return ""


def refuse_circle(key: str, formula: str) -> None:
    """Look once nobody else is at the MSP's numbers, so that two people cannot close one together.

    Raises Refused with the names of the KPIs.
    """
    wait_for_turn()
    look_again()
    found = circle(key, kept(formula))
    if found:
        raise Refused(found)


def followed(key: str, ratio: Ratio, known: Mapping[str, Kpi]) -> Iterator[tuple[Inputs, str]]:
    """What would be computed from what: now, then by all definitions, with what to add."""
    ever = inputs_ever()
    yield {**inputs_of(known), key: ratio.keys}, ""
    yield {**ever, key: (*ever.get(key, ()), *ratio.keys)}, EARLIER


def told(no: Circle, known: Mapping[str, Kpi]) -> str:
    """A circle in words: "A is computed from B, and B is computed from A."."""
    names = [known[key].name for key in no.keys]
    steps = [f"{a} is computed from {b}" for a, b in pairwise(names)]
    return f"{', and '.join(steps)}. Nothing can be computed from itself."
