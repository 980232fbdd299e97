"""Keeping what was imported: the store and the record of it change together."""

import shutil
from dataclasses import asdict

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.psa import store
from app.psa.arrival import Arrival
from app.psa.models import ImportRun, Source
from app.psa.queries import recorded_generation, source


def keep(arrival: Arrival, by: User | None, skip_bad: bool = False) -> ImportRun | None:
    """Store an arrival whole, or with the bad rows left out; None when it changes nothing.

    Raises Rejected where rows are bad and are not to be left out. The last step lets the new
    generation count; the caller commits right after it.
    """
    arrival.refuse_problems(skip_bad)
    made = arrival.write() or missed(arrival)
    if made is None:
        return None
    run = noted(arrival, made, by)
    db.session.flush()
    if arrival.skipped:
        list_bad_rows(arrival, run)
    if arrival.written:
        store.publish(arrival.folder, arrival.written)
    return run


def missed(arrival: Arrival) -> store.Generation | None:
    """A generation that counts but was never recorded: the process died between the two."""
    made = store.current(arrival.folder)
    return made if made and made.number > recorded_generation() else None


def noted(arrival: Arrival, made: store.Generation, by: User | None) -> ImportRun:
    run = ImportRun(
        source_id=saved_source(arrival).id,
        at=now(),
        by_id=by.id if by else None,
        map_fingerprint=arrival.mapping.fingerprint,
        files=[asdict(file) for file in arrival.reading.files],
        rows=arrival.reading.rows,
        added=arrival.changes.added,
        changed=arrival.changes.changed,
        unchanged=arrival.changes.unchanged,
        skipped=arrival.skipped,
        generation=made.number,
    )
    db.session.add(run)
    db.session.flush()
    names = [file.name for file in arrival.reading.files]
    record(
        "tickets imported", run, by=by, source=arrival.mapping.source, files=names, rows=run.rows
    )
    return run


def saved_source(arrival: Arrival) -> Source:
    """The source by the map's name, with the map as it is now."""
    mapping = arrival.mapping
    found = source(mapping.source)
    if found is None:
        found = Source(name=mapping.source, since=now())
        db.session.add(found)
    found.map_name = mapping.name
    found.map_text = mapping.text
    found.map_fingerprint = mapping.fingerprint
    db.session.flush()
    return found


def list_bad_rows(arrival: Arrival, run: ImportRun) -> None:
    """Keep the list of rows that were left out."""
    path = store.bad_rows_path(arrival.folder, run.id)
    path.parent.mkdir(exist_ok=True)
    shutil.copyfile(arrival.reading.bad_rows, path)
