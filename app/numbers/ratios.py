"""How a KPI is computed from others, in words with links, and what is odd about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.kpis import library
from app.kpis.catalogue import Kpi, Unit
from app.kpis.ratio import Ratio, kept
from app.kpis.ratio_tree import Named
from app.numbers.words import unit_of


@dataclass(frozen=True)
class Piece:
    """A part of a formula as it stands on the page; one with a key is a KPI."""

    words: str
    key: str = ""


@dataclass(frozen=True)
class Worked:
    """A formula in words, and what may not be meant."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]


def worked(kpi: Kpi) -> Worked | None:
    """How a KPI is computed from others; None for one that is not."""
    if kpi.own is None or not kpi.own.formula:
        return None
    ratio = kept(kpi.own.formula)
    pieces = tuple(
        Piece(name(one.key), one.key) if isinstance(one, Named) else Piece(one)
        for one in ratio.pieces()
    )
    return Worked(pieces, tuple(oddities(kpi, ratio)))


def name(key: str) -> str:
    found = library.kpi(key)
    return found.name if found else key


def oddities(kpi: Kpi, ratio: Ratio) -> Iterator[str]:
    """Units that do not go together: said, never refused."""
    for keys in ratio.sums():
        known = [one for key in keys if (one := library.kpi(key))]
        if len({one.unit for one in known}) > 1:
            parts = [f"{one.name} ({unit_of(one) or one.unit.value})" for one in known]
            yield f"It adds what has several units: {', '.join(parts)}."
    if kpi.unit is Unit.PERCENT and ratio.line() and ratio.times != 100:
        yield "Its unit is percent, and the formula is not multiplied by 100."
