"""Small made-up exports and maps, and the whole way of an import without a database."""

from pathlib import Path

from app.psa import store
from app.psa.arrival import arriving
from app.psa.reading.mapfile import parse_map
from app.psa.reading.mapping import Map
from app.psa.reading.problems import Problem, Unreadable
from app.psa.reading.records import Reading, read

LOG = """
name = "A log"
source = "desk"

[file]
kind = "tickets"
grain = "event"
nulls = ["?"]

[dates]
zone = "UTC"
order = "day-first"

[columns]
ticket = "Ticket"
updated_at = "When"
status = "State"

[optional_columns]
technician = "Who"
seq = "No"
queue = "Queue"
created_at = "Opened"
due_at = "Due"
sla_met = "SLA"
estimated_h = "Estimate"

[statuses]
new = ["New"]
in_progress = ["Active"]
waiting_customer = ["Waiting"]
complete = ["Done"]

[queues]
triage = ["Triage"]
default = "working"
"""
LIST = (
    LOG.replace('grain = "event"', 'grain = "ticket"')
    .replace('updated_at = "When"\n', 'created_at = "Opened"\n')
    .replace('seq = "No"\n', "")
    .replace('created_at = "Opened"\ndue_at', "due_at")
)


def a_map(text: str = LOG, **replaced: str) -> Map:
    """The map of a text, with some of its lines written anew: order='order = "month-first"'."""
    lines = [replaced.pop(line.split(" = ")[0], line) for line in text.splitlines()]
    assert not replaced, f"No such line: {replaced}"
    return parse_map("\n".join(lines), "desk.toml")


def written(folder: Path, content: str | bytes, name: str = "desk.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def reading_of(folder: Path, content: str | bytes, mapping: Map | None = None) -> Reading:
    """Read one file; a reading's files stay for the test to look at."""
    work = folder / "work"
    work.mkdir(exist_ok=True)
    return read([written(folder, content)], mapping or a_map(), work)


def problems_of(folder: Path, content: str | bytes, mapping: Map | None = None) -> list[Problem]:
    """What is wrong with a file, whether it could be read at all or not."""
    try:
        return list(reading_of(folder, content, mapping).problems.first)
    except Unreadable as no:
        return list(no.problems.first)


def imported(folder: Path, content: str, mapping: Map | None = None) -> store.Changes:
    """Import one file into the store in a folder."""
    path = written(folder.parent, content, f"{folder.name}.csv")
    with arriving(folder, [path], mapping or a_map()) as arrival:
        arrival.refuse_problems(skip_bad=False)
        if made := arrival.write():
            store.publish(folder, made)
        return arrival.changes
