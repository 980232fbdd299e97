"""The shipped catalogue and its links, read once; and what an MSP adds to it."""

from collections.abc import Mapping
from functools import cache

from app.kpis.catalogue import Catalogue, Kpi, read_catalogue
from app.kpis.links import Link, read_links
from app.kpis.own import own_kpi, own_kpis
from app.places import seeds
from app.tomlfile import read_folder


@cache
def catalogue() -> Catalogue:
    """What is shipped, the same for everybody."""
    return read_catalogue(seeds() / "kpis", seeds() / "benchmarks")


def kpi(key: str) -> Kpi | None:
    """The definition by that key, shipped or of the MSPs in scope; None when nobody knows it."""
    return catalogue().kpis.get(key) or own_kpi(key)


def known() -> Mapping[str, Kpi]:
    """Every KPI of the MSP in scope by key: the catalogue, then its own, those put away as well."""
    own = own_kpis()
    return {**catalogue().kpis, **own} if own else catalogue().kpis


def offered() -> Mapping[str, Kpi]:
    """Every KPI that may be chosen for something new."""
    return {key: one for key, one in known().items() if one.is_offered}


def entered() -> Mapping[str, Kpi]:
    """Every KPI that is offered and whose readings somebody enters."""
    return {key: one for key, one in offered().items() if not one.is_computed}


@cache
def links() -> tuple[Link, ...]:
    """Every leading indicator with its result, in the order of the files."""
    known = catalogue()
    return read_links(read_folder(seeds() / "links"), known.kpis, known.sources)


def links_of(key: str) -> list[Link]:
    """The links that a KPI stands in: first those to its results, then from what leads it."""
    leads = [one for one in links() if one.lead == key]
    return leads + [one for one in links() if one.result == key]
