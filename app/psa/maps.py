"""The shipped maps, and any other, by name or path."""

from pathlib import Path

from app.places import seeds
from app.psa.reading.mapfile import read_map
from app.psa.reading.mapping import Map
from app.refusal import Refused


def shipped() -> dict[str, Path]:
    """The shipped maps by name."""
    return {path.stem: path for path in sorted((seeds() / "psa").glob("*.toml"))}


def find_map(name: str, home: str = "UTC") -> Map:
    """A map by its path or its shipped name, for an MSP in the zone `home`. Raises Refused."""
    path = Path(name)
    if path.is_file():
        return read_map(path, home)
    if name in shipped():
        return read_map(shipped()[name], home)
    known = ", ".join(shipped())
    raise Refused(f"There is no map {name!r}. Write a path, or a shipped name: {known}.")
