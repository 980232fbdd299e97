"""The shipped catalogue and its links, read once."""

from functools import cache

from app.kpis.catalogue import Catalogue, Kpi, read_catalogue
from app.kpis.links import Link, read_links
from app.places import seeds
from app.tomlfile import read_folder


@cache
def catalogue() -> Catalogue:
    return read_catalogue(seeds() / "kpis", seeds() / "benchmarks")


def kpi(key: str) -> Kpi | None:
    """The definition by that key, None for a key that nobody knows."""
    return catalogue().kpis.get(key)


@cache
def links() -> tuple[Link, ...]:
    """Every leading indicator with its result, in the order of the files."""
    known = catalogue()
    return read_links(read_folder(seeds() / "links"), known.kpis, known.sources)


def links_of(key: str) -> list[Link]:
    """The links that a KPI stands in: first those to its results, then from what leads it."""
    leads = [one for one in links() if one.lead == key]
    return leads + [one for one in links() if one.result == key]
