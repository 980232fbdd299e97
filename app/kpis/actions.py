"""Keeping readings: typed by a person, corrected with a reason, or computed from PSA data."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from app.accounts.models import User
from app.activity.actions import record
from app.clock import local, now
from app.db import db
from app.kpis import queries
from app.kpis.catalogue import Kpi
from app.kpis.models import Reading
from app.kpis.rules import show
from app.kpis.trust import TYPED as TYPED
from app.kpis.trust import is_a_persons
from app.kpis.typed import TypedReading, value_of
from app.planning.words import in_full
from app.refusal import Refused, Stale
from app.versions import refuse_stale

if TYPE_CHECKING:
    from app.kpis.compute import Computed

IS_COMPUTED = "{name} is computed from other KPIs. Enter or correct their readings, and it follows."
PARTS = ("value", "numerator", "denominator", "n", "note")


def enter_reading(kpi: Kpi, typed: TypedReading, by: User) -> Reading:
    """Keep the reading of a period; the same one twice is one.

    Raises Stale when the period has another reading already: that one is corrected, not replaced.
    """
    refuse_computed(kpi)
    found = queries.reading_of(kpi.key, typed.starts_on, typed.ends_on, typed.about)
    if found is None:
        found = Reading(kpi_key=kpi.key, starts_on=typed.starts_on, ends_on=typed.ends_on)
        found.scope_kind, found.scope_key = typed.about.kind.value, typed.about.key
        take_over(found, kpi, typed, by)
        db.session.add(found)
        db.session.flush()
        record("reading entered", found, by=by, kpi=kpi.key, name=kpi.name, **kept(found))
    elif kept(found) != kept_of(kpi, typed):
        when = f"{local(found.at, queries.msp().zone):%-d %b}"
        raise Stale(in_words(kpi, found), who=found.by.name if found.by else "", when=when)
    return found


def refuse_computed(kpi: Kpi) -> None:
    if kpi.is_computed:
        raise Refused(IS_COMPUTED.format(name=kpi.name))


def correct_reading(
    reading: Reading, kpi: Kpi, typed: TypedReading, reason: str, by: User, version: int | None
) -> None:
    """Put a reading right; the record keeps what it was and why it changed."""
    refuse_computed(kpi)
    refuse_stale(reading, version, in_words(kpi, reading))
    if kept(reading) == kept_of(kpi, typed):
        return
    if not reason:
        raise Refused("Say why the reading changes, so that nobody wonders later.")
    put_right(reading, kpi, typed, reason, by)


def put_right(
    reading: Reading, kpi: Kpi, typed: TypedReading, why: str, by: User, source: str = TYPED
) -> None:
    """Give a reading other values, and record what it was."""
    before = kept(reading)
    told: dict[str, Any] = {"kpi": kpi.key, "name": kpi.name, "why": why}
    take_over(reading, kpi, typed, by, source)
    db.session.flush()
    record("reading corrected", reading, by=by, before=before, after=kept(reading), **told)


def take_over(
    reading: Reading, kpi: Kpi, typed: TypedReading, by: User, source: str = TYPED
) -> None:
    for part, value in kept_of(kpi, typed).items():
        setattr(reading, part, value)
    reading.excluded, reading.also, reading.source = None, {}, source
    reading.at, reading.by_id = now(), by.id
    if typed.sure:
        reading.sure_of = reading.value


def confirm(reading: Reading, kpi: Kpi, by: User) -> None:
    """Say that an unlikely reading is right; it is asked about no more while it has this value,
    and stays the same version."""
    if reading.is_sure or reading.value is None:
        return
    same = update(Reading).where(Reading.id == reading.id)
    db.session.execute(same.values(sure_of=reading.value))
    told: dict[str, Any] = {"kpi": kpi.key, "name": kpi.name}
    told["value"] = show(reading.value, kpi.unit, kpi.decimals)
    record("reading confirmed", reading, by=by, **told)


def kept_of(kpi: Kpi, typed: TypedReading) -> dict[str, Any]:
    """What is kept of a typed reading."""
    return {
        "value": value_of(kpi, typed),
        "numerator": typed.numerator,
        "denominator": typed.denominator,
        "n": None if typed.n is None else int(typed.n),
        "note": typed.note,
    }


def kept(reading: Reading) -> dict[str, Any]:
    return {part: getattr(reading, part) for part in PARTS}


def in_words(kpi: Kpi, reading: Reading) -> dict[str, str]:
    """A reading as the page of a conflict shows it."""
    words = {
        "starts_on": in_full(reading.starts_on),
        "ends_on": in_full(reading.ends_on),
        "value": show(reading.value, kpi.unit, kpi.decimals),
        "note": reading.note,
    }
    parts = {p: f"{getattr(reading, p):g}" for p in PARTS[1:4] if getattr(reading, p) is not None}
    return {name: said for name, said in {**words, **parts}.items() if said}


@dataclass(frozen=True)
class Stored:
    """What a run left behind; `kept` are readings that a person typed, which no run replaces."""

    added: int
    changed: int
    same: int
    kept: int
    kpis: frozenset[str]


def store_computed(computed: Iterable["Computed"], source: str, by: User | None = None) -> Stored:
    """Bring the readings up to date with computed values; a second run changes nothing.

    A value that a person typed or corrected stays, whatever is computed.
    """
    wanted = {place_of(one): row_of(one, source) for one in computed}
    old = {
        place(one): one for one in queries.readings_in({key[0] for key in wanted}, *span(wanted))
    }
    new = [row for at, row in wanted.items() if at not in old]
    if new:
        db.session.execute(insert(Reading), new)
    typed = {at for at in wanted if at in old and is_a_persons(old[at])}
    changed = [at for at in wanted if at in old and at not in typed and renew(old[at], wanted[at])]
    db.session.flush()
    same = len(wanted) - len(new) - len(typed) - len(changed)
    touched = frozenset(at[0] for at in wanted if at not in old or at in changed)
    stored = Stored(len(new), len(changed), same, len(typed), touched)
    if touched:
        counts: dict[str, Any] = {"added": len(new), "changed": len(changed), "kept": len(typed)}
        record("readings stored", queries.msp(), by=by, source=source, **counts)
    return stored


Place = tuple[str, str, str, date, date]


def place_of(one: "Computed") -> Place:
    key = one.scope_key or ""
    return one.kpi, one.scope_kind, key, one.first, one.last


def place(one: Reading) -> Place:
    return one.kpi_key, one.scope_kind, one.scope_key, one.starts_on, one.ends_on


def span(places: Collection[Place]) -> tuple[date, date]:
    """The days that some places lie between; any day when there are none."""
    first = min((at[3] for at in places), default=date.min)
    return first, max((at[4] for at in places), default=date.min)


def row_of(one: "Computed", source: str) -> dict[str, Any]:
    """A computed value as a row of readings."""
    kpi_key, scope_kind, scope_key, starts_on, ends_on = place_of(one)
    return {
        "kpi_key": kpi_key,
        "scope_kind": scope_kind,
        "scope_key": scope_key,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "n": one.n,
        "excluded": one.excluded,
        "also": one.also,
        "source": source[:120],
        "at": now(),
    }


def renew(reading: Reading, row: dict[str, Any]) -> bool:
    """Whether a computed reading is another one now; then it takes the new values."""
    told: dict[str, Any] = {name: value for name, value in row.items() if name != "at"}
    if all(getattr(reading, name) == value for name, value in told.items()):
        return False
    for name, value in row.items():
        setattr(reading, name, value)
    return True
