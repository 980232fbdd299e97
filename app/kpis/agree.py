"""Giving a KPI its people, and agreeing on how it is counted."""

from datetime import date

from sqlalchemy import select

from app.accounts.models import Msp, User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.kpis import care
from app.kpis.catalogue import Kpi
from app.kpis.models import Definition, Owners
from app.kpis.own import row_of
from app.refusal import Refused
from app.tenancy import current_msp_id
from app.versions import refuse_stale


def give(
    kpi: Kpi, accountable: User | None, enters: User | None, by: User, version: int | None
) -> None:
    """Say who answers for a KPI, and who types it; raises Stale when the page is older."""
    wait_for_turn()
    found = care.owners(kpi.key)
    if found is None:
        found = Owners(kpi_key=kpi.key)
        db.session.add(found)
    else:
        refuse_stale(found, version, in_words(found))
    before = in_words(found)
    found.accountable, found.enters = accountable, enters
    db.session.flush()
    if in_words(found) != before:
        told = in_words(found)
        record(
            "number given",
            found,
            by=by,
            name=kpi.name,
            kpi=kpi.key,
            accountable=told["accountable"],
            enters=told["enters"],
        )


def in_words(found: Owners) -> dict[str, str]:
    """Who it is, as the page of a conflict shows it."""
    people = {"accountable": found.accountable, "enters": found.enters}
    return {name: one.name if one else "Nobody yet" for name, one in people.items()}


def agree(kpi: Kpi, by: User) -> None:
    """Agree on the definition as it stands: the latest one, else that of the catalogue."""
    wait_for_turn()
    latest = next(iter(care.definitions(kpi.key)), None)
    if latest is None:
        latest = Definition(kpi_key=kpi.key, number=1, says=kpi.formula, at=now(), by_id=by.id)
        db.session.add(latest)
    if latest.agreed_at is None:
        latest.agreed_at, latest.agreed_by = now(), by
        db.session.flush()
        record("definition agreed", latest, by=by, name=kpi.name, kpi=kpi.key)


def take_back(kpi: Kpi, by: User) -> None:
    """The latest definition is not agreed any more."""
    wait_for_turn()
    latest = next(iter(care.definitions(kpi.key)), None)
    if latest is not None and latest.agreed_at is not None:
        latest.agreed_at = latest.agreed_by = None
        db.session.flush()
        record("definition not agreed", latest, by=by, name=kpi.name, kpi=kpi.key)


def redefine(kpi: Kpi, says: str, starts_on: date, why: str, by: User, formula: str = "") -> None:
    """Count a KPI in another way from a day on, by another formula where it is computed.

    Raises Refused for a day that has a definition already.
    """
    wait_for_turn()
    latest = next(iter(care.definitions(kpi.key)), None)
    if latest and latest.starts_on and starts_on <= latest.starts_on:
        raise Refused("A later definition begins before that day. Choose a day after it.")
    number = latest.number + 1 if latest else 2
    if latest is None:
        first = Definition(kpi_key=kpi.key, number=1, says=kpi.formula, at=now(), by_id=by.id)
        db.session.add(first)
    new = Definition(kpi_key=kpi.key, number=number, says=says, starts_on=starts_on, why=why)
    new.at, new.by_id, new.formula = now(), by.id, formula
    db.session.add(new)
    if formula:
        row_of(kpi).formula = formula
    db.session.flush()
    record(
        "definition changed",
        new,
        by=by,
        name=kpi.name,
        kpi=kpi.key,
        starts_on=starts_on,
        why=why,
    )


def wait_for_turn() -> None:
    """Whoever else is at the MSP's numbers finishes first, so that two taps are one."""
    one = select(Msp.id).where(Msp.id == current_msp_id())
    db.session.execute(one.with_for_update(key_share=True))
