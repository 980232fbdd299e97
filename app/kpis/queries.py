"""The readings of the MSP in scope."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.orm import joinedload, undefer

from app.accounts.models import Msp
from app.activity.models import Event
from app.db import db
from app.kpis.catalogue import Scope
from app.kpis.models import PeriodClosing, Reading, ReadingFile
from app.kpis.scopes import FIRM, About
from app.kpis.thresholds import Thresholds
from app.tenancy import current_msp_id


def of(about: About) -> tuple[ColumnElement[bool], ...]:
    """The readings of the firm, or of one team, technician or client."""
    return Reading.scope_kind == about.kind.value, Reading.scope_key == about.key


def company_readings(
    keys: Collection[str],
    since: date | None = None,
    until: date | None = None,
    about: About = FIRM,
) -> dict[str, list[Reading]]:
    """The firm's own readings of these KPIs by key, oldest first; every key has a list.

    With `about`, those of one team, technician or client instead. With `since` and `until`,
    only periods that lie wholly between these days.
    """
    wanted = select(Reading).where(Reading.kpi_key.in_(keys), *of(about))
    if since is not None:
        wanted = wanted.where(Reading.starts_on >= since)
    if until is not None:
        wanted = wanted.where(Reading.ends_on <= until)
    found: dict[str, list[Reading]] = {key: [] for key in keys}
    for one in db.session.scalars(wanted.order_by(Reading.ends_on, Reading.starts_on)):
        found[one.kpi_key].append(one)
    return found


def readings(key: str, about: About = FIRM) -> list[Reading]:
    """The readings of one KPI with who entered and what corrected them, newest first."""
    return readings_by_kpi([key], about)[key]


def readings_by_kpi(keys: Collection[str], about: About = FIRM) -> dict[str, list[Reading]]:
    """The readings of some KPIs by key with who entered and what corrected them, newest first."""
    wanted = select(Reading).where(Reading.kpi_key.in_(keys), *of(about))
    told = joinedload(Reading.by), joinedload(Reading.corrections).lazyload(Event.by)
    newest = wanted.options(*told).order_by(Reading.ends_on.desc(), Reading.starts_on)
    found: dict[str, list[Reading]] = {key: [] for key in keys}
    for one in db.session.scalars(newest).unique():
        found[one.kpi_key].append(one)
    return found


def reading(reading_id: UUID) -> Reading | None:
    return db.session.get(Reading, (current_msp_id(), reading_id))


def named() -> list[tuple[str, str]]:
    """The kinds and keys of all that readings are of besides the firm."""
    wanted = select(Reading.scope_kind, Reading.scope_key).where(Reading.scope_key != "")
    return [(kind, key) for kind, key in db.session.execute(wanted.distinct())]


def kpis_of(about: About) -> set[str]:
    """The KPIs that have readings of one team, technician or client."""
    return set(db.session.scalars(select(Reading.kpi_key).where(*of(about)).distinct()))


def reading_of(key: str, starts_on: date, ends_on: date, about: About = FIRM) -> Reading | None:
    """The reading of exactly this period."""
    return db.session.scalar(
        select(Reading).where(
            Reading.kpi_key == key,
            *of(about),
            Reading.starts_on == starts_on,
            Reading.ends_on == ends_on,
        )
    )


def readings_in(keys: Collection[str], first: date, last: date) -> Sequence[Reading]:
    """The readings of these KPIs of any scope whose periods lie between two days."""
    wanted = select(Reading).where(
        Reading.kpi_key.in_(keys), Reading.starts_on >= first, Reading.ends_on <= last
    )
    return db.session.scalars(wanted).all()


def reading_file(file_id: UUID) -> ReadingFile | None:
    """A file by its id, with its lines as long as nobody has decided."""
    key = (current_msp_id(), file_id)
    return db.session.get(ReadingFile, key, options=[undefer(ReadingFile.lines)])


def stored_files(most: int) -> list[ReadingFile]:
    """The latest files whose readings were stored, with their people, newest first."""
    wanted = select(ReadingFile).where(ReadingFile.stored_at.is_not(None))
    people = joinedload(ReadingFile.by), joinedload(ReadingFile.undone_by)
    newest = wanted.options(*people).order_by(ReadingFile.stored_at.desc(), ReadingFile.id.desc())
    return list(db.session.scalars(newest.limit(most)))


def told_columns(shape: str) -> dict[str, Any] | None:
    """What the columns of a file with these headings meant the last time one was stored."""
    wanted = select(ReadingFile.columns).where(
        ReadingFile.shape == shape, ReadingFile.stored_at.is_not(None)
    )
    return db.session.scalar(wanted.order_by(ReadingFile.stored_at.desc()).limit(1))


def closings(most: int) -> list[PeriodClosing]:
    """The latest closings and openings of readings, with their people, newest first."""
    newest = (
        select(PeriodClosing).order_by(PeriodClosing.at.desc(), PeriodClosing.id.desc()).limit(most)
    )
    return list(db.session.scalars(newest.options(joinedload(PeriodClosing.by))))


def readings_by_id(ids: Collection[UUID]) -> dict[UUID, Reading]:
    """Readings with who entered them; one that is gone is missing."""
    wanted = select(Reading).where(Reading.id.in_(ids)).options(joinedload(Reading.by))
    return {one.id: one for one in db.session.scalars(wanted)}


def msp() -> Msp:
    """The MSP in scope."""
    return db.session.get_one(Msp, current_msp_id())


class Point(NamedTuple):
    """A reading as lists need it."""

    kpi_key: str
    starts_on: date
    ends_on: date
    value: float | None
    n: int | None
    numerator: float | None = None
    denominator: float | None = None
    excluded: int | None = None
    source: str = ""
    by_id: UUID | None = None


AS_POINT = tuple(getattr(Reading, name) for name in Point._fields)


def company_points(keys: Collection[str]) -> dict[str, list[Point]]:
    """Every reading of the firm of these KPIs by key, oldest first, with what it was made of."""
    wanted = (
        select(*AS_POINT)
        .where(Reading.kpi_key.in_(keys))
        .where(Reading.scope_kind == Scope.COMPANY.value, Reading.scope_key == "")
        .order_by(Reading.ends_on, Reading.starts_on)
    )
    found: dict[str, list[Point]] = {key: [] for key in keys}
    for row in db.session.execute(wanted):
        found[row.kpi_key].append(Point(*row))
    return found


def recent_points(since: date) -> dict[str, list[Point]]:
    """The firm's readings of every KPI since a day, by key, oldest first."""
    wanted = (
        select(*AS_POINT)
        .where(Reading.scope_kind == Scope.COMPANY.value, Reading.scope_key == "")
        .where(Reading.ends_on >= since)
        .order_by(Reading.ends_on, Reading.starts_on)
    )
    found: dict[str, list[Point]] = {}
    for row in db.session.execute(wanted):
        found.setdefault(row.kpi_key, []).append(Point(*row))
    return found


def judgements(since: date) -> dict[tuple[str, date, date], Thresholds | None]:
    """By what the firm's readings since a day were judged, by KPI and period."""
    wanted = select(Reading.kpi_key, Reading.starts_on, Reading.ends_on, Reading.judged_by).where(
        Reading.scope_kind == Scope.COMPANY.value,
        Reading.scope_key == "",
        Reading.ends_on >= since,
    )
    return {
        (key, first, last): Thresholds.from_json(told)
        for key, first, last, told in db.session.execute(wanted)
    }


Revision = tuple[int, datetime | None, int | None, int]
SURE = func.count(case((Reading.sure_of == Reading.value, 1)))
CHANGES = func.count(), func.max(Reading.at), func.sum(Reading.version), SURE
ALL_READINGS = select(*CHANGES).where(*of(FIRM))
OF_ONE_KPI = (
    select(Reading.scope_kind, Reading.scope_key, *CHANGES)
    .where(Reading.kpi_key == bindparam("kpi_key"))
    .group_by(Reading.scope_kind, Reading.scope_key)
)


def revision() -> Revision:
    """Changes with every change of the firm's readings."""
    count, newest, versions, sure = db.session.execute(ALL_READINGS).one()
    return count, newest, versions, sure


def revisions(kpi_key: str) -> dict[tuple[str, str], Revision]:
    """Changes with every change of a KPI's readings: for the firm, and for each team, technician
    and client that has some, by kind and key."""
    rows = db.session.execute(OF_ONE_KPI, {"kpi_key": kpi_key})
    return {
        (kind, key): (count, newest, sum_, sure) for kind, key, count, newest, sum_, sure in rows
    }
