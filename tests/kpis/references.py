"""The reference logs, imported once for all tests that compare with their figures."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from app.kpis.compute import Ask, Computed, compute
from app.kpis.periods import Rhythm
from app.places import seeds
from app.psa import store
from app.psa.reading.mapfile import read_map
from app.psa.reading.records import read
from tests.shared import shared_dir

FILES = {
    "servicenow-full": "servicenow-incidents/events_full_141712.csv.gz",
    "servicenow-prefixed": "servicenow-incidents/events_prefixed_119998.csv.gz",
    "servicenow-ddmmyyyy": "servicenow-incidents/events_ddmmyyyy_5998.csv.gz",
    "helpdesk-italy": "helpdesk-italy/helpdesk.csv.gz",
}


def imported(folder: Path, name: str, shared: Path) -> store.Changes:
    """Import one reference log with the shipped map of its name."""
    mapping = read_map(seeds() / "psa" / f"{name}.toml")
    with store.importing(folder) as work:
        reading = read([shared / "data" / FILES[name]], mapping, work)
        assert not reading.problems
        changes = store.compare(folder, reading, mapping)
        if changes.anything:
            store.publish(folder, store.prepare(folder, reading, mapping))
    return changes


def expected(name: str) -> dict[str, Any]:
    """The figures that the publisher of the reference computed."""
    folder = shared_dir() / "data" / FILES[name].split("/")[0]
    figures = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    whole: dict[str, Any] = figures
    return whole["files"][name.removeprefix("servicenow-")] if "files" in whole else whole


def one(folder: Path, kpi: str, as_of: datetime | None = None) -> Computed:
    """The only reading of one KPI over the whole range."""
    found = compute(folder, Ask(kpis=(kpi,), rhythm=Rhythm.ALL, as_of=as_of))
    assert len(found) == 1
    return found[0]
