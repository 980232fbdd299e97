"""Readings and targets as a program takes them: what changes below is told to the criteria."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.criteria.actions import keep_latest
from app.criteria.actions import move_target as move
from app.criteria.goals import Goal
from app.criteria.models import Criterion
from app.criteria.queries import name_of
from app.db import db
from app.kpis import actions as kpis
from app.kpis import agree, files, library
from app.kpis import closed as closings
from app.kpis import define as own_kpis
from app.kpis.actions import Stored
from app.kpis.catalogue import Kpi
from app.kpis.circles import refuse_circle
from app.kpis.closed import closed, refuse_closed
from app.kpis.define import NewKpi
from app.kpis.derive import bring_up, derive, derive_all
from app.kpis.files import Check
from app.kpis.models import Reading, ReadingFile
from app.kpis.typed import TypedReading
from app.numbers.judged import judge_new
from app.numbers.queries import program_of
from app.numbers.words import goal_words
from app.programs.actions.changes import keep_change
from app.programs.models import Change, Program

if TYPE_CHECKING:
    from app.kpis.compute import Computed


def judge(kpi_keys: Collection[str]) -> None:
    """Compute what follows from these KPIs, let new readings keep by what they are judged, and
    bring the criteria up to date."""
    touched = {*kpi_keys, *derive(kpi_keys)}
    judge_new(touched)
    keep_latest(touched)


def enter_readings(typed: Iterable[tuple[Kpi, TypedReading]], by: User) -> list[Reading]:
    """Keep typed readings, and judge the criteria on their KPIs by them."""
    given = list(typed)
    agree.wait_for_turn()
    refuse_closed(one.ends_on for _kpi, one in given)
    entered = [kpis.enter_reading(kpi, one, by) for kpi, one in given]
    judge({one.kpi_key for one in entered})
    return entered


@dataclass(frozen=True)
class Correction:
    """What a reading should have been; `version` is the one that was looked at."""

    reading: Reading
    kpi: Kpi
    typed: TypedReading
    version: int


def keep_readings(
    new: Iterable[tuple[Kpi, TypedReading]],
    changed: Iterable[Correction],
    reason: str,
    by: User,
) -> None:
    """Keep new readings and corrections together: all of them or, when one is refused, none."""
    new, changed = list(new), list(changed)
    agree.wait_for_turn()
    refuse_closed([typed.ends_on for _kpi, typed in new] + [one.typed.ends_on for one in changed])
    touched = {kpis.enter_reading(kpi, typed, by).kpi_key for kpi, typed in new}
    for one in changed:
        kpis.correct_reading(one.reading, one.kpi, one.typed, reason, by, one.version)
        touched.add(one.kpi.key)
    judge(touched)


def store_file(file: ReadingFile, check: Check, reason: str, by: User) -> None:
    """Keep a file's readings, and judge the criteria on their KPIs by them."""
    judge(files.store(file, check, reason, by))


def undo_file(file: ReadingFile, by: User) -> None:
    """Take back what a file did. Raises Refused where a period is closed, or changed since."""
    judge(files.undo(file, by))


def correct_reading(
    reading: Reading, kpi: Kpi, typed: TypedReading, reason: str, by: User, version: int | None
) -> None:
    refuse_closed([reading.ends_on])
    kpis.correct_reading(reading, kpi, typed, reason, by, version)
    judge([kpi.key])


def define(new: NewKpi, by: User) -> Kpi:
    """Add a KPI of the MSP's own; one with a formula is computed at once from what is in."""
    kpi = own_kpis.define(new, by)
    if kpi.is_computed:
        bring_up(kpi)
        judge([kpi.key])
    return kpi


def redefine(kpi: Kpi, says: str, starts_on: date, why: str, by: User, formula: str = "") -> None:
    """Count a KPI in another way from a day on; what was held before that counts no more.

    Raises Refused for a day that has a definition already, and for a formula that closes a circle.
    """
    if formula:
        refuse_circle(kpi.key, formula)
    agree.redefine(kpi, says, starts_on, why, by, formula)
    changed = library.kpi(kpi.key)
    if changed and changed.is_computed:
        bring_up(changed)
    judge([kpi.key])


def open_again(until: date | None, why: str, by: User, today: date) -> None:
    """Open closed periods, and compute what could not be computed in them while they were closed.

    Raises Refused where nothing would be opened.
    """
    closings.open_again(until, why, by, today)
    judge(derive_all())


def store_computed(computed: Iterable["Computed"], source: str, by: User | None = None) -> Stored:
    """Keep computed readings, and judge the criteria on their KPIs by them.

    Closed periods stay as they are, whatever is computed of them.
    """
    shut = closed()
    fresh = [one for one in computed if not (shut and shut.has(one.last))]
    stored = kpis.store_computed(fresh, source, by)
    judge(stored.kpis)
    return stored


def move_target(criterion: Criterion, goal: Goal, reason: str, by: User) -> None:
    """Move a target, and write it down among the changes of the program."""
    due, before = criterion.due, goal_words(criterion)
    move(criterion, goal, reason, by)
    if goal_words(criterion) == before:
        return
    change = Change(
        program_id=criterion.program_id,
        thing_kind="criterion",
        thing_id=criterion.id,
        thing_name=name_of(criterion),
        what="target",
        before=before,
        after=goal_words(criterion),
        reason=reason,
        days=(criterion.due - due).days,
        at=now(),
        by_id=by.id,
    )
    program = program_of(criterion)
    assert program is not None
    keep_change(change, program)


def need(program: Program, needed: int | None, by: User) -> None:
    """Say how many of a program's success criteria must be met; None is all of them."""
    before = program.criteria_needed
    if needed == before:
        return
    program.criteria_needed = needed
    db.session.flush()
    told = {"before": need_short(before), "after": need_short(needed), "name": program.name}
    record("criteria needed", program, by=by, program_id=program.id, **told)


def need_short(needed: int | None) -> str:
    """How many are needed, in a word or two."""
    return {None: "all", 1: "any one"}.get(needed, f"any {needed}")
