"""Files of readings: taken in, checked, stored as a whole, and undone as a whole."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.kpis import library, queries
from app.kpis.actions import PARTS, kept_of, put_right
from app.kpis.catalogue import Kpi, Scope
from app.kpis.closed import Closed, closed, refuse_closed
from app.kpis.columns import Columns, shape
from app.kpis.file_lines import FileReading, Place, Reader, place_of, read_lines
from app.kpis.models import Reading, ReadingFile
from app.kpis.possible import may_be_fractions
from app.kpis.rules import show
from app.kpis.scopes import Known
from app.kpis.sheets import Sheet
from app.kpis.typed import TypedReading, same_value, value_of
from app.planning.words import counted, day
from app.refusal import Refused
from app.tenancy import new_id

RESTORED = (*PARTS, "excluded", "also", "source")


class Verdict(StrEnum):
    """What a line of a file would do."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True)
class Checked:
    """A line's reading, what it would do, and the reading that stands there."""

    of: FileReading
    verdict: Verdict
    reading: Reading | None = None

    @property
    def kept(self) -> tuple[Kpi, TypedReading]:
        assert self.of.kpi is not None and self.of.typed is not None
        return self.of.kpi, self.of.typed

    @property
    def words(self) -> tuple[str, str]:
        """What the file says and what stands there, as people read it."""
        if self.of.kpi is None or self.of.typed is None:
            return self.of.said, ""
        kpi, value = self.of.kpi, value_of(self.of.kpi, self.of.typed)
        here = show(self.reading.value, kpi.unit, kpi.decimals) if self.reading else ""
        return show(value, kpi.unit, kpi.decimals), here


@dataclass(frozen=True)
class Check:
    """All readings of a file in its order, and the state of the record that they were held
    against."""

    readings: Sequence[Checked]
    seen: str

    def of(self, verdict: Verdict) -> list[Checked]:
        return [one for one in self.readings if one.verdict is verdict]

    @property
    def fractions(self) -> list[str]:
        """The KPIs whose readings look like parts of one where percents are meant."""
        values: dict[str, list[float]] = {}
        kpis: dict[str, Kpi] = {}
        for one in self.readings:
            if one.of.kpi and one.of.typed and one.of.typed.value is not None:
                kpis[one.of.kpi.key] = one.of.kpi
                values.setdefault(one.of.kpi.key, []).append(one.of.typed.value)
        return [kpi.name for key, kpi in kpis.items() if may_be_fractions(kpi, values[key])]


def take_in(name: str, sheet: Sheet, by: User) -> ReadingFile:
    """Keep a file's lines until somebody decides; the same person's undecided ones make room."""
    db.session.execute(
        delete(ReadingFile).where(ReadingFile.by_id == by.id, ReadingFile.stored_at.is_(None))
    )
    told = shape(sheet.headings)
    file = ReadingFile(
        name=name[:120],
        shape=told,
        headings=sheet.headings,
        columns=queries.told_columns(told),
        lines={"lines": sheet.lines},
        at=now(),
        by_id=by.id,
    )
    db.session.add(file)
    db.session.flush()
    return file


def sheet_of(file: ReadingFile) -> Sheet:
    lines = [(number, cells) for number, cells in file.lines.get("lines", [])]
    return Sheet(file.headings, lines)


def check(file: ReadingFile, known: Known, today: date) -> Check:
    """What storing a file would do now; `known` are whom its lines may name. Raises Refused for
    too many readings."""
    assert file.columns is not None
    reader = Reader(Columns.from_json(file.columns), library.offered(), today, known)
    found = read_lines(sheet_of(file), reader)
    taken = [(one.kpi.key, one.typed) for one in found if one.kpi and one.typed]
    here = stored_in(taken)
    shut = closed()
    checked = [verdict_on(unless_closed(one, shut, today), here) for one in found]
    versions = [(one.verdict, one.reading.version if one.reading else 0) for one in checked]
    state = (queries.revision(), versions, file.columns)
    return Check(checked, hashlib.sha256(repr(state).encode()).hexdigest()[:24])


def stored_in(taken: Sequence[tuple[str, TypedReading]]) -> dict[Place, Reading]:
    """What stands in the periods of a file's readings, whosever it is."""
    if not taken:
        return {}
    first = min(typed.starts_on for _key, typed in taken)
    last = max(typed.ends_on for _key, typed in taken)
    return {
        (one.kpi_key, Scope(one.scope_kind), one.scope_key, one.starts_on, one.ends_on): one
        for one in queries.readings_in({key for key, _typed in taken}, first, last)
    }


def unless_closed(one: FileReading, shut: Closed | None, today: date) -> FileReading:
    if shut is None or one.typed is None or not shut.has(one.typed.ends_on):
        return one
    return replace(one, typed=None, problem=shut.sentence(today))


def verdict_on(one: FileReading, here: Mapping[Place, Reading]) -> Checked:
    if one.kpi is None or one.typed is None:
        return Checked(one, Verdict.REFUSED)
    reading = here.get(place_of(one.kpi, one.typed))
    if reading is None:
        return Checked(one, Verdict.NEW)
    is_same = same_value(one.kpi, value_of(one.kpi, one.typed), reading.value)
    return Checked(one, Verdict.SAME if is_same else Verdict.DIFFERS, reading)


def store(file: ReadingFile, found: Check, reason: str, by: User) -> set[str]:
    """Keep what is new and, where a reason is given, what differs; the touched KPIs.

    Raises Refused when the file's readings are stored already.
    """
    if file.stored_at is not None:
        raise Refused("The readings of this file are in already.")
    new = found.of(Verdict.NEW)
    changed = found.of(Verdict.DIFFERS) if reason else []
    rows = [row_of(file, one, by) for one in new]
    if rows:
        db.session.execute(insert(Reading), rows)
    befores = [put_in(file, one, reason, by) for one in changed]
    db.session.flush()
    file.before = {
        "added": [[row["id"].hex, 1] for row in rows],
        "changed": [
            [one.reading.id.hex, one.reading.version, before]
            for one, before in zip(changed, befores, strict=True)
            if one.reading
        ],
    }
    file.lines, file.stored_at = {}, now()
    file.added, file.changed, file.by_id = len(new), len(changed), by.id
    db.session.flush()
    told: dict[str, Any] = {"name": file.name, "added": file.added, "changed": file.changed}
    record("readings imported", file, by=by, **told)
    return {one.kept[0].key for one in [*new, *changed]}


def row_of(file: ReadingFile, one: Checked, by: User) -> dict[str, Any]:
    kpi, typed = one.kept
    return {
        "id": new_id(),
        "kpi_key": kpi.key,
        "scope_kind": typed.about.kind.value,
        "scope_key": typed.about.key,
        "starts_on": typed.starts_on,
        "ends_on": typed.ends_on,
        "source": file.name,
        "at": now(),
        "by_id": by.id,
        **kept_of(kpi, typed),
    }


def put_in(file: ReadingFile, one: Checked, why: str, by: User) -> dict[str, Any]:
    """Take over what the file says; what stood there."""
    assert one.reading is not None
    before = {name: getattr(one.reading, name) for name in RESTORED}
    before |= {
        "at": one.reading.at.isoformat(),
        "by": one.reading.by_id.hex if one.reading.by_id else "",
    }
    kpi, typed = one.kept
    n = typed.n if typed.n is not None else one.reading.n
    typed = replace(typed, n=n, note=typed.note or one.reading.note)
    put_right(one.reading, kpi, typed, why, by, file.name)
    return before


def undo(file: ReadingFile, by: User) -> set[str]:
    """Take back all that a file added and changed; the touched KPIs.

    Raises Refused when it is undone already, a period is closed, or a reading changed since.
    """
    if file.stored_at is None or file.undone_at is not None:
        raise Refused("There is nothing left of this import to undo.")
    kept = [*file.before["added"], *file.before["changed"]]
    found = queries.readings_by_id([UUID(told[0]) for told in kept])
    refuse_closed(one.ends_on for one in found.values())
    refuse_later_changes([(found.get(UUID(told[0])), told[1]) for told in kept], file)
    for told in file.before["added"]:
        db.session.delete(found[UUID(told[0])])
    for reading_id, _version, before in file.before["changed"]:
        restore(found[UUID(reading_id)], before, f"The import of {file.name} was undone.", by)
    file.undone_at, file.undone_by_id = now(), by.id
    db.session.flush()
    record("import undone", file, by=by, name=file.name)
    return {one.kpi_key for one in found.values()}


def refuse_later_changes(found: Sequence[tuple[Reading | None, int]], file: ReadingFile) -> None:
    """Raise Refused when a reading is not as the file left it; the sentence names the first."""
    later = [one for one, version in found if one is None or one.version != version]
    if not later:
        return
    first, more = later[0], len(later) - 1
    others = f" and {counted(more, 'other reading')}" if more else ""
    raise Refused(
        f"{which(first)}{others} changed after {file.name} came in, and undoing would lose that. "
        "Nothing was undone. Put single readings right on their KPI’s page."
    )


def which(reading: Reading | None) -> str:
    """A reading by its KPI and period, with who changed it."""
    kpi = library.kpi(reading.kpi_key) if reading else None
    if reading is None or kpi is None:
        return "A reading"
    who = f" (by {reading.by.first_name})" if reading.by else ""
    return f"{kpi.name} up to {day(reading.ends_on, now().date())}{who}"


def restore(reading: Reading, before: Mapping[str, Any], why: str, by: User) -> None:
    """Give a reading what it had before a file came in."""
    after = {part: getattr(reading, part) for part in PARTS}
    for name in RESTORED:
        setattr(reading, name, before[name])
    reading.at = datetime.fromisoformat(before["at"])
    reading.by_id = UUID(before["by"]) if before["by"] else None
    kpi = library.kpi(reading.kpi_key)
    told: dict[str, Any] = {"before": after, "after": {part: before[part] for part in PARTS}}
    name = kpi.name if kpi else reading.kpi_key
    record("reading corrected", reading, by=by, kpi=reading.kpi_key, name=name, why=why, **told)
