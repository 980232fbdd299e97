"""Every row of an MSP is read and written inside its scope; what is outside does not exist.

A practice's rows are read by its own coaches, and at the MSPs that let it in; only its own write.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import ForeignKey, Table, bindparam, column, event, or_, select, table
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    mapped_column,
    with_loader_criteria,
)
from sqlalchemy.sql.visitors import iterate
from uuid_utils.compat import uuid7

from app.db import Id, db

Scope = tuple[UUID, ...]
opened: ContextVar[Scope | None] = ContextVar("opened", default=None)
practices: ContextVar[Scope | None] = ContextVar("practices", default=None)


class OutOfScope(RuntimeError):
    """Code reached for an MSP's rows without a scope, or for another MSP's; always a bug."""


def new_id() -> UUID:
    return uuid7()


def current_scope() -> Scope:
    scope = opened.get()
    if scope is None:
        raise OutOfScope("No MSP is in scope.")
    return scope


def current_msp_id() -> UUID:
    scope = current_scope()
    if len(scope) != 1:
        raise OutOfScope("A row is written with exactly one MSP in scope.")
    return scope[0]


@contextmanager
def scope_of(msp_ids: Iterable[UUID]) -> Iterator[None]:
    """Open the scope of these MSPs for a command, a job or a test."""
    token = open_scope(msp_ids)
    try:
        yield
    finally:
        leave_rows()
        opened.reset(token)


@contextmanager
def columns_across(msp_ids: Iterable[UUID]) -> Iterator[None]:
    """Open the scope of several MSPs for statements that ask for columns alone.

    Rows of the scope before stay where they are, and none of the others comes to lie beside them.
    Whoever opens it answers for that these MSPs agreed.
    """
    token = opened.set(tuple(msp_ids))
    try:
        with db.session.no_autoflush:
            yield
    finally:
        opened.reset(token)


def open_scope(msp_ids: Iterable[UUID]) -> Any:
    """Open a scope until the context ends (a request) or the token is reset."""
    leave_rows()
    return opened.set(tuple(msp_ids))


def open_practices(practice_ids: Iterable[UUID]) -> Any:
    """Act for these practices until the context ends (a request) or the token is reset.

    Until then nothing is seen of any other practice, whichever MSP is in scope.
    """
    if db.session.registry.has():
        let_go(PracticeOwned)
    return practices.set(tuple(practice_ids))


@contextmanager
def acting_for(practice_ids: Iterable[UUID]) -> Iterator[None]:
    """Act for these practices in a command or a test."""
    token = open_practices(practice_ids)
    try:
        yield
    finally:
        let_go(PracticeOwned)
        practices.reset(token)


def leave_rows() -> None:
    """Let go of rows of the scope before; unsaved changes are refused, not carried over."""
    if opened.get() is None or not db.session.registry.has():
        return
    if db.session.new or db.session.dirty or db.session.deleted:
        raise OutOfScope("Unsaved changes would leave their scope.")
    let_go(MspOwned, PracticeOwned)


def let_go(*kinds: type) -> None:
    unsaved = [*db.session.new, *db.session.dirty, *db.session.deleted]
    if any(isinstance(row, kinds) for row in unsaved):
        raise OutOfScope("Unsaved changes would leave their scope.")
    for row in list(db.session):
        if isinstance(row, kinds) and row in db.session:
            db.session.expunge(row)


class MspOwned:
    """A table of an MSP's data: its key is the pair (msp_id, id)."""

    msp_id: Mapped[UUID] = mapped_column(
        ForeignKey("msps.id", ondelete="CASCADE"),
        primary_key=True,
        default=current_msp_id,
        sort_order=-20,
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-19)


class PracticeOwned:
    """A table of a practice's data: its key is the pair (practice_id, id)."""

    practice_id: Mapped[UUID] = mapped_column(
        ForeignKey("practices.id", ondelete="CASCADE"),
        primary_key=True,
        sort_order=-20,
    )
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-19)


@event.listens_for(Session, "do_orm_execute")
def keep_statements_in_scope(state: ORMExecuteState) -> None:
    if state.is_insert:
        refuse_foreign_inserts(state)
        return
    if not (state.is_select or state.is_update or state.is_delete):
        raise OutOfScope("Plain SQL is out of scope; use mapped entities.")
    if opened.get() is None or not asks_for_mapped(state):
        refuse_unscoped(state)
    if not state.is_column_load:
        of_practices = READ_FROM_PRACTICES if state.is_select else OF_PRACTICES
        state.statement = state.statement.options(IN_SCOPE, of_practices)


def present_scope() -> Scope:
    """The MSPs in scope when a statement runs; none at all outside of a scope."""
    return opened.get() or ()


SCOPE = bindparam("scope", callable_=present_scope, expanding=True, type_=Id())
IN_SCOPE = with_loader_criteria(
    MspOwned,
    lambda entity: entity.msp_id.in_(SCOPE),
    include_aliases=True,
    track_closure_variables=False,
)


def present_practices() -> Scope:
    """The practices that the person acts for."""
    return practices.get() or ()


def letting_msps() -> Scope:
    """The MSPs whose practices may be read: those in scope, unless one acts for a practice."""
    return present_scope() if practices.get() is None else ()


PRACTICES = bindparam("practices", callable_=present_practices, expanding=True, type_=Id())
LETTING = bindparam("letting", callable_=letting_msps, expanding=True, type_=Id())
GRANTS = table("grants", column("practice_id", Id()), column("msp_id", Id()), column("status"))
LET_IN = select(GRANTS.c.practice_id).where(
    GRANTS.c.msp_id.in_(LETTING), GRANTS.c.status == "active"
)
OF_PRACTICES = with_loader_criteria(
    PracticeOwned,
    lambda entity: entity.practice_id.in_(PRACTICES),
    include_aliases=True,
    track_closure_variables=False,
)
READ_FROM_PRACTICES = with_loader_criteria(
    PracticeOwned,
    lambda entity: or_(entity.practice_id.in_(PRACTICES), entity.practice_id.in_(LET_IN)),
    include_aliases=True,
    track_closure_variables=False,
)


def asks_for_mapped(state: ORMExecuteState) -> bool:
    """Does the statement ask for mapped rows or columns? Most do, and need no closer look."""
    asked = getattr(state.statement, "_raw_columns", ())
    return any("parententity" in one._annotations for one in asked)


owned: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()
"""Of statements that were looked at: do they ask for rows of an MSP? Most run again and again."""


def refuse_unscoped(state: ORMExecuteState) -> None:
    """A statement on an MSP's rows needs a scope; one on plain tables is refused in any."""
    statement = state.statement
    if statement not in owned:
        owned[statement] = any(issubclass(one.class_, MspOwned) for one in mappers_of(state))
    if owned[statement]:
        current_scope()


def mappers_of(state: ORMExecuteState) -> list[Mapper[Any]]:
    """The entities of a statement; one that names plain tables instead is refused."""
    if state.all_mappers:
        return list(state.all_mappers)
    statement: Any = state.statement
    parts = list(iterate(statement))
    entities = [part._annotations.get("parententity") for part in parts]
    mappers = {entity.mapper for entity in entities if entity is not None}
    tables = {part for part in parts if isinstance(part, Table)}
    if tables - {mapper.local_table for mapper in mappers}:
        raise OutOfScope("A statement on plain tables is out of scope; use mapped entities.")
    return list(mappers)


def refuse_foreign_inserts(state: ORMExecuteState) -> None:
    given = state.parameters or {}
    rows = [given] if isinstance(given, Mapping) else given
    kinds = [mapper.class_ for mapper in state.all_mappers]
    if any(issubclass(one, MspOwned) for one in kinds):
        scope = current_scope()
        if any(row.get("msp_id", scope[0]) not in scope for row in rows):
            raise OutOfScope("A bulk insert names another MSP.")
    of_practices = any(issubclass(one, PracticeOwned) for one in kinds)
    if of_practices and any(row.get("practice_id") not in present_practices() for row in rows):
        raise OutOfScope("A bulk insert names another practice.")


@event.listens_for(Session, "before_flush")
def keep_changes_in_scope(session: Session, _context: Any, _instances: Any) -> None:
    for row in [*session.new, *session.dirty, *session.deleted]:
        if isinstance(row, MspOwned):
            if row.msp_id is None:
                row.msp_id = current_msp_id()
            if row.msp_id not in current_scope():
                raise OutOfScope(f"A {type(row).__name__} of another MSP would change.")
        if isinstance(row, PracticeOwned) and row.practice_id not in present_practices():
            raise OutOfScope(f"A {type(row).__name__} of another practice would change.")
