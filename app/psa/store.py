"""An MSP's canonical Parquet tables: one folder, generations that replace each other atomically.

    current              the number of the generation that counts
    generations/000007/  tickets.parquet, events.parquet, manifest.json
    bad-rows/            a list for each import that left rows out
    lock                 held by whoever imports

A generation is written and flushed to disk whole before one rename makes it count, so a process
killed at any moment leaves the store as it was.
"""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb

from app.psa import tables
from app.psa.duck import connect
from app.psa.lock import held
from app.psa.reading.mapfile import parse_map
from app.psa.reading.mapping import Grain, Map
from app.psa.reading.records import Reading
from app.refusal import Refused

KEPT = 2


@dataclass(frozen=True)
class SourceState:
    """What the store holds of one source; instants are naive UTC.

    `observed_at` is the last moment that the source tells of; `first_at` and `last_at` span
    everything that happened to its tickets.
    """

    name: str
    map_name: str
    map_text: str
    home: str
    columns: tuple[str, ...]
    first_at: datetime
    last_at: datetime
    observed_at: datetime
    tickets: int
    events: int

    @property
    def map(self) -> Map:
        """The map of the newest import."""
        return parse_map(self.map_text, self.map_name, self.home)


@dataclass(frozen=True)
class Generation:
    """One state of the whole store."""

    number: int
    path: Path
    sources: Mapping[str, SourceState]

    @property
    def tickets(self) -> Path:
        """The table of tickets."""
        return self.path / "tickets.parquet"

    @property
    def events(self) -> Path:
        """The table of events."""
        return self.path / "events.parquet"


@dataclass(frozen=True)
class Changes:
    """What an import would do to the rows: updates of tickets for a log, tickets for a list."""

    added: int
    changed: int
    unchanged: int
    new_settings: bool

    @property
    def anything(self) -> bool:
        """Whether the store would differ afterwards."""
        return bool(self.added or self.changed or self.new_settings)


def current(folder: Path) -> Generation | None:
    """The generation that counts, None before the first import."""
    try:
        number = int((folder / "current").read_text())
    except FileNotFoundError:
        return None
    path = generation_path(folder, number)
    manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    sources = {name: state_from(values) for name, values in manifest["sources"].items()}
    return Generation(number, path, sources)


def generation_path(folder: Path, number: int) -> Path:
    return folder / "generations" / f"{number:06}"


def bad_rows_path(folder: Path, run_id: UUID) -> Path:
    """Where the list of rows lies that an import left out."""
    return folder / "bad-rows" / f"{run_id}.csv"


@contextlib.contextmanager
def importing(folder: Path) -> Iterator[Path]:
    """The right to import, and an empty working folder. Raises Refused while another has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with held(folder / "lock"):
        for left in folder.glob("work-*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(
            prefix="work-", dir=folder, ignore_cleanup_errors=True
        ) as work:
            yield Path(work)


def compare(folder: Path, reading: Reading, mapping: Map) -> Changes:
    """What storing a reading would change."""
    old = current(folder)
    state = old.sources.get(mapping.source) if old else None
    refuse_other_grain(state, mapping)
    with connect(reading.records.parent / "spill") as con:
        open_tables(con, old, reading, mapping)
        added, changed, unchanged = con.execute(tables.CHANGES).fetchall()[0]
    same = state is not None and (state.map_text, state.home, state.columns) == (
        mapping.text,
        mapping.home,
        columns_after(state, reading),
    )
    return Changes(added, changed, unchanged, new_settings=not same)


def refuse_other_grain(state: SourceState | None, mapping: Map) -> None:
    if state and state.map.file.grain is not mapping.file.grain:
        raise Refused(
            f"The source {state.name!r} holds one row per {state.map.file.grain}; this map says"
            f" one per {mapping.file.grain}. Give the map another source name."
        )


def prepare(folder: Path, reading: Reading, mapping: Map) -> Generation:
    """Write the next generation, flushed to disk; it counts once it is published."""
    old = current(folder)
    number = old.number + 1 if old else 1
    path = generation_path(folder, number)
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    with connect(reading.records.parent / "spill") as con:
        open_tables(con, old, reading, mapping)
        con.execute(tables.merged(is_log(mapping), mapping.source))
        for name in ("tickets", "events"):
            con.execute(tables.copied(name, path / f"{name}.parquet"))
        state = state_of(con, reading, mapping, old.sources.get(mapping.source) if old else None)
    sources = {**(old.sources if old else {}), mapping.source: state}
    made = Generation(number, path, sources)
    write_manifest(made)
    for written in (made.tickets, made.events, path / "manifest.json", path, path.parent):
        flush(written)
    return made


def publish(folder: Path, made: Generation) -> None:
    """Let a prepared generation count; older ones than the one before it go."""
    fresh = folder / "current.new"
    fresh.write_text(f"{made.number}\n")
    flush(fresh)
    fresh.replace(folder / "current")
    flush(folder)
    for path in (folder / "generations").iterdir():
        if int(path.name) <= made.number - KEPT:
            shutil.rmtree(path, ignore_errors=True)


def flush(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_tables(
    con: duckdb.DuckDBPyConnection, old: Generation | None, reading: Reading, mapping: Map
) -> None:
    """The views incoming, stored_tickets, stored_events and own."""
    con.execute(tables.incoming(reading.records))
    for name in ("tickets", "events"):
        con.execute(tables.stored(name, getattr(old, name) if old else None))
    con.execute(tables.own(is_log(mapping), mapping.source))


def is_log(mapping: Map) -> bool:
    return mapping.file.grain is Grain.EVENT


def state_of(
    con: duckdb.DuckDBPyConnection, reading: Reading, mapping: Map, before: SourceState | None
) -> SourceState:
    first, last, observed, tickets = con.execute(tables.span(mapping.source)).fetchall()[0]
    events, latest = con.execute(tables.latest_event(mapping.source)).fetchall()[0]
    return SourceState(
        name=mapping.source,
        map_name=mapping.name,
        map_text=mapping.text,
        home=mapping.home,
        columns=columns_after(before, reading),
        first_at=first,
        last_at=max(last, latest or last),
        observed_at=latest or observed,
        tickets=tickets,
        events=events,
    )


def columns_after(before: SourceState | None, reading: Reading) -> tuple[str, ...]:
    return tuple(sorted(reading.columns | set(before.columns if before else ())))


def write_manifest(made: Generation) -> None:
    sources = {name: state_as(state) for name, state in sorted(made.sources.items())}
    text = json.dumps({"generation": made.number, "sources": sources}, indent=1)
    (made.path / "manifest.json").write_text(text + "\n", encoding="utf-8")


def state_as(state: SourceState) -> dict[str, Any]:
    values = asdict(state)
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in values.items()}


def state_from(values: dict[str, Any]) -> SourceState:
    moments = {
        key: datetime.fromisoformat(values[key]) for key in ("first_at", "last_at", "observed_at")
    }
    return SourceState(**{**values, **moments, "columns": tuple(values["columns"])})
