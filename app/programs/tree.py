"""Rows with everything that hangs on them: taken out of the database whole, and put back in.

What hangs on what is read from the references between tables, so that a new table comes along by
itself, and what was taken out is nowhere: no query, count, constraint or index of words meets it.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, Double, Integer, String, Uuid, delete, insert, select
from sqlalchemy.orm import Mapper

from app.db import Base, UTCDateTime, db
from app.tenancy import MspOwned, OutOfScope, current_scope

Row = dict[str, Any]
Rows = dict[str, list[Row]]
AT_ONCE = 5000
"""So many ids are named in a statement; SQLite takes 32,766, PostgreSQL 65,535."""


class Reference(NamedTuple):
    """Rows of `table` name a row of `parent` in `column`, and go with it."""

    table: str
    column: str
    parent: str


class Astray(NamedTuple):
    """A row that names another one which is nowhere."""

    table: str
    row: Row
    parent: str
    parent_id: UUID


def parts(keys: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = iter(keys)
    while some := list(islice(left, AT_ONCE)):
        yield some


@cache
def mappers() -> dict[str, Mapper[Any]]:
    """The tables of MSPs by name."""
    every = (one for one in Base.registry.mappers if issubclass(one.class_, MspOwned))
    return {one.class_.__tablename__: one for one in every}


@cache
def references() -> tuple[Reference, ...]:
    """How the rows of an MSP hang on one another: each names the pair (msp_id, id)."""
    return tuple(
        Reference(table.name, key.column_keys[1], key.referred_table.name)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.column_keys[0] == "msp_id" and len(key.column_keys) == 2
    )


def take_out(roots: Mapping[str, Collection[UUID]]) -> Rows:
    """Take these rows, by table, out of the database with all that hangs on them."""
    db.session.flush()
    taken = read(roots)
    for name, keys in roots.items():
        model = mappers()[name].class_
        for some in parts(keys):
            gone = delete(model).where(model.id.in_(some))
            db.session.execute(gone, execution_options={"synchronize_session": False})
    forget(taken)
    return {name: [as_json(row) for row in rows.values()] for name, rows in taken.items() if rows}


def read(roots: Mapping[str, Collection[UUID]]) -> dict[str, dict[UUID, Row]]:
    """These rows and what hangs on them, by table and id, held against change by others."""
    found: dict[str, dict[UUID, Row]] = {}
    todo = deque((name, "id", set(keys)) for name, keys in roots.items())
    while todo:
        name, column, keys = todo.popleft()
        known = found.setdefault(name, {})
        fresh = {row["id"]: row for row in rows_with(name, column, keys) if row["id"] not in known}
        known |= fresh
        if fresh:
            below = (one for one in references() if one.parent == name)
            todo.extend((one.table, one.column, set(fresh)) for one in below)
    return found


def rows_with(name: str, column: str, keys: Iterable[UUID]) -> Iterator[Row]:
    """The rows of a table whose column holds one of these."""
    mapper = mappers()[name]
    columns = [one.class_attribute for one in mapper.column_attrs]
    names = [one.key for one in mapper.column_attrs]
    held = getattr(mapper.class_, column)
    for some in parts(keys):
        wanted = select(*columns).where(held.in_(some)).with_for_update()
        for row in db.session.execute(wanted):
            yield dict(zip(names, row, strict=True))


def forget(taken: Mapping[str, Mapping[UUID, Row]]) -> None:
    """The session lets go of what is there no more, and looks again at what is."""
    for name, rows in taken.items():
        model = mappers()[name].class_
        gone = [one for one in db.session if isinstance(one, model) and one.id in rows]
        for one in gone:
            if one in db.session:
                db.session.expunge(one)
    db.session.expire_all()


def put_in(rows: Rows) -> None:
    """The opposite: every row stands again as it was, in the order of the references."""
    db.session.flush()
    for table in Base.metadata.sorted_tables:
        if rows.get(table.name):
            made = [from_json(table.name, row) for row in rows[table.name]]
            refuse_foreign(made)
            mapper = mappers()[table.name]
            # As they are: their versions count on, which a bulk insert of entities would not let.
            db.session.execute(insert(mapper.class_).execution_options(dml_strategy="raw"), made)
    db.session.expire_all()


def refuse_foreign(rows: Iterable[Row]) -> None:
    if any(row["msp_id"] not in current_scope() for row in rows):
        raise OutOfScope("What was deleted at another MSP would come back here.")


def lift_astray(rows: Rows) -> list[Astray]:
    """Take the rows out of `rows` which name a row that is neither there nor in the database."""
    lifted: list[Astray] = []
    while fresh := list(astray(rows)):
        lifted += fresh
        for one in fresh:
            if one.row in rows[one.table]:
                rows[one.table].remove(one.row)
    return lifted


def astray(rows: Rows) -> Iterator[Astray]:
    for name, column, parent in references():
        own = {row["id"] for row in rows.get(parent, ())}
        outside = [r for r in rows.get(name, ()) if r.get(column) and r[column] not in own]
        there = present(parent, {UUID(row[column]) for row in outside})
        for row in outside:
            if UUID(row[column]) not in there:
                yield Astray(name, row, parent, UUID(row[column]))


def present(name: str, keys: Collection[UUID]) -> set[UUID]:
    """Those of these ids that a table has."""
    model = mappers()[name].class_
    found: set[UUID] = set()
    for some in parts(keys):
        found |= set(db.session.scalars(select(model.id).where(model.id.in_(some))))
    return found


def as_json(row: Row) -> Row:
    return {name: told(value) for name, value in row.items()}


def told(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


READ: tuple[tuple[type, Callable[[str], Any]], ...] = (
    (Uuid, UUID),
    (UTCDateTime, datetime.fromisoformat),
    (Date, date.fromisoformat),
)
PLAIN = (String, Integer, Boolean, Double, JSON)
"""What JSON keeps as it is."""


def from_json(name: str, row: Row) -> Row:
    """A row as its table takes it; a column that has gone since is left out."""
    readers = {one.key: reader_of(one.columns[0].type) for one in mappers()[name].column_attrs}
    return {
        column: readers[column](value) if value is not None else None
        for column, value in row.items()
        if column in readers
    }


def reader_of(kind: Any) -> Callable[[Any], Any]:
    """How a column of this type is read; raises TypeError for one that nobody thought of."""
    if isinstance(kind, PLAIN):
        return lambda value: value
    for known, read in READ:
        if isinstance(kind, known):
            return read
    raise TypeError(f"What is deleted cannot be kept with a column of type {kind!r}.")
