"""The shipped catalogue, read once."""

from functools import cache

from app.kpis.catalogue import Catalogue, Kpi, read_catalogue
from app.places import seeds


@cache
def catalogue() -> Catalogue:
    return read_catalogue(seeds() / "kpis", seeds() / "benchmarks")


def kpi(key: str) -> Kpi | None:
    """The definition by that key, None for a key that nobody knows."""
    return catalogue().kpis.get(key)
