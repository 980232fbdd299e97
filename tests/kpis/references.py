"""The reference logs, imported once for all tests that compare with their figures."""

import json
import re
import shutil
from datetime import datetime
from functools import cache
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
COMPARED = (
    "mttr_net_hours",
    "tech_reopen_rate_pct",
    "sla_completion_met_pct",
    "unassigned_working_count",
    "waiting_stale_count",
    "open_tickets_per_tech",
)


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


def settled(folder: Path, into: Path, **settings: str) -> Path:
    """A copy of a store whose map says something else about the KPIs."""
    shutil.copytree(folder, into)
    generation = store.current(into)
    assert generation is not None
    manifest = generation.path / "manifest.json"
    held = json.loads(manifest.read_text(encoding="utf-8"))
    for state in held["sources"].values():
        for key, value in settings.items():
            said = rf"(?m)^{key} = .*$"
            state["map_text"], count = re.subn(said, f"{key} = {value}", state["map_text"])
            assert count == 1
    manifest.write_text(json.dumps(held), encoding="utf-8")
    return into


def one(folder: Path, kpi: str, as_of: datetime | None = None) -> Computed:
    """The only reading of one KPI over the whole range."""
    (found,) = (each for each in whole_range(folder, as_of) if each.kpi == kpi)
    return found


@cache
def whole_range(folder: Path, as_of: datetime | None) -> list[Computed]:
    return compute(folder, Ask(kpis=COMPARED, rhythm=Rhythm.ALL, as_of=as_of))
