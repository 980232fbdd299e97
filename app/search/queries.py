"""What the index of words finds, read from the things themselves and inside their scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    Text,
    and_,
    case,
    cast,
    column,
    false,
    func,
    literal,
    null,
    select,
    table,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import contains_eager

from app.accounts.models import Membership, Msp, User
from app.db import Id, db
from app.programs.models import Item, Note, Program, Task, TaskItem, TaskPerson
from app.programs.queries import IN_A_LIST, OPEN
from app.search.rules import Kind, Words
from app.tenancy import current_scope

MOST = 60
"""So many of the newest hits are looked at; a search for more says too little."""
FEW_MSPS = 16
"""So many MSPs are part of the search in the index; of more, its answers are sorted out."""
EXCERPT = 200
INDEX = table(
    "search_words",
    column("msp_id", Id()),
    column("id", Id()),
    column("kind", String()),
    column("title", Text()),
    column("words", Text()),
)
SMALL = (Kind.PROGRAM, Kind.ITEM)
"""There are few of these; many tasks do not crowd them out."""


@dataclass(frozen=True)
class Found:
    """One row that has the words; `path` is what its address needs besides the MSP."""

    kind: Kind
    id: UUID
    msp_slug: str
    msp_name: str
    title: str
    detail: str
    path: str
    due: date | None
    over: bool


def found(words: Words, reached: Sequence[UUID]) -> list[Found]:
    """What has a word that begins like each of these, at the MSPs in scope, the newest first;
    and the MSPs of those that somebody reaches. One statement."""
    msps = current_scope()
    parts = [
        newest(words, msps, SMALL),
        newest(words, msps, (Kind.TASK,), in_title=True),
        newest(words, msps, (Kind.TASK, Kind.NOTE)),
    ]
    hits = union(*(select(part.subquery()) for part in parts)).cte("hits")
    branches = [programs(hits), items(hits), tasks(hits), notes(hits)]
    branches += [people(words, msps), clients(words, reached)]
    rows = db.session.execute(union_all(*branches)).all()
    made = [Found(Kind(row.kind), *row[1:]) for row in rows]
    return sorted(made, key=lambda one: one.id, reverse=True)


def newest(
    words: Words, msps: Sequence[UUID], kinds: Sequence[Kind], in_title: bool = False
) -> Select[Any]:
    at = INDEX.c
    wanted = select(at.msp_id, at.id, at.kind).where(matches(words, kinds, msps, in_title))
    return wanted.order_by(column("rowid").desc() if on_sqlite() else at.id.desc()).limit(MOST)


def on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def matches(
    words: Words, kinds: Sequence[Kind], msps: Sequence[UUID] | None, in_title: bool = False
) -> ColumnElement[bool]:
    """The rows of the index that have the words; with None for MSPs, those of any."""
    few = msps if msps is not None and len(msps) <= FEW_MSPS else ()
    rest = [] if msps is None or few else [INDEX.c.msp_id.in_(msps)]
    if on_sqlite():
        asked = column("search_words").op("MATCH", is_comparison=True)
        return and_(asked(fts5(words, kinds, few, in_title)), *rest)
    of_kind = INDEX.c.kind.in_([kind.value for kind in kinds])
    place = INDEX.c.title if in_title else INDEX.c.words
    asked = place.op("@@", is_comparison=True)
    return and_(asked(cast(vectors(words, few), TSQUERY)), of_kind, *rest)


def fts5(words: Words, kinds: Sequence[Kind], msps: Sequence[UUID], in_title: bool) -> str:
    """The search in FTS5's language; words are letters and digits, so quotes hold them."""
    parts = [" OR ".join(f'"{msp.hex}"' for msp in msps)]
    wanted = [f"msp_id:({parts[0]})"] if msps else []
    wanted.append(f"kind:({' OR '.join(kinds)})")
    place = "title" if in_title else "{title body}"
    return " AND ".join([*wanted, *(f'{place}:("{word}"*)' for word in words)])


def vectors(words: Words, msps: Sequence[UUID]) -> str:
    """The same in PostgreSQL's; every row has its MSP among its words."""
    firms = " | ".join(f"'m{msp.hex}'" for msp in msps)
    begun = [f"'{word}':*" for word in words]
    return " & ".join([f"({firms})", *begun] if msps else begun)


def told(
    kind: Kind, row: Any, title: Any, *, detail: Any = None, path: Any = None, **state: Any
) -> Select[Any]:
    """What every branch tells, in this order."""
    return select(
        literal(kind.value).label("kind"),
        row.id.label("id"),
        Msp.slug.label("msp_slug"),
        Msp.name.label("msp_name"),
        title.label("title"),
        (literal("") if detail is None else detail).label("detail"),
        (literal("") if path is None else path).label("path"),
        state.get("due", cast(null(), Date)).label("due"),
        state.get("over", false()).label("over"),
    )


def hit_by(part: Select[Any], hits: Any, row: Any, kind: Kind) -> Select[Any]:
    same = and_(hits.c.msp_id == row.msp_id, hits.c.id == row.id, hits.c.kind == kind.value)
    return part.select_from(hits).join(row, same).join(Msp, Msp.id == row.msp_id)


def programs(hits: Any) -> Select[Any]:
    over = Program.closed_at.is_not(None)
    part = told(Kind.PROGRAM, Program, Program.name, path=Program.slug, over=over)
    return hit_by(part, hits, Program, Kind.PROGRAM)


def items(hits: Any) -> Select[Any]:
    part = told(Kind.ITEM, Item, Item.name, detail=Program.name, due=Item.due)
    return hit_by(part, hits, Item, Kind.ITEM).join(Program, of_program(Item))


def of_program(row: Any) -> ColumnElement[bool]:
    return and_(Program.msp_id == row.msp_id, Program.id == row.program_id)


def tasks(hits: Any) -> Select[Any]:
    over = Task.done_at.is_not(None) | Task.set_aside_at.is_not(None)
    standing = case(
        (Task.set_aside_at.is_not(None), "Set aside"), (Task.done_at.is_not(None), "Done"), else_=""
    )
    part = told(Kind.TASK, Task, Task.title, detail=standing, due=Task.due, over=over)
    return hit_by(part, hits, Task, Kind.TASK)


def notes(hits: Any) -> Select[Any]:
    text = func.substr(Note.text, 1, EXCERPT)
    path = cast(Note.task_id, String(36))
    part = told(Kind.NOTE, Note, Task.title, detail=text, path=path)
    same = and_(Task.msp_id == Note.msp_id, Task.id == Note.task_id)
    return hit_by(part, hits, Note, Kind.NOTE).join(Task, same)


def people(words: Words, msps: Sequence[UUID]) -> Select[Any]:
    """Members by name: who is not a member of an MSP in scope is not found."""
    part = told(Kind.PERSON, User, User.name, detail=Membership.title)
    named = select(INDEX.c.id).where(matches(words, (Kind.PERSON,), None))
    return some(
        part.select_from(User)
        .join(Membership, Membership.user_id == User.id)
        .join(Msp, Msp.id == Membership.msp_id)
        .where(Membership.msp_id.in_(msps), Membership.status == "active", User.id.in_(named))
    )


def clients(words: Words, reached: Sequence[UUID]) -> Select[Any]:
    """MSPs by name, of those that the person reaches."""
    named = select(INDEX.c.id).where(matches(words, (Kind.MSP,), None))
    return some(told(Kind.MSP, Msp, Msp.name).where(Msp.id.in_(reached), Msp.id.in_(named)))


def some(part: Select[Any]) -> Select[Any]:
    return select(part.limit(MOST).subquery())


def open_tasks(user_id: UUID) -> Sequence[Task]:
    """Somebody's open tasks in running programs, the earliest due day first; one more than MOST
    says that there are more."""
    theirs = (TaskPerson.user_id == user_id, TaskPerson.marked_at.is_(None))
    chosen = (
        select(Task.id)
        .join(Task.people)
        .join(Task.program)
        .where(*theirs, *OPEN, Program.closed_at.is_(None))
        .order_by(Task.due.is_(None), Task.due, Task.id)
        .limit(MOST + 1)
    )
    wanted = select(Task).join(Task.program).where(Task.id.in_(chosen))
    in_order = wanted.order_by(Task.due.is_(None), Task.due, Task.id)
    return db.session.scalars(in_order.options(*IN_A_LIST)).unique().all()


def open_items(user_id: UUID) -> Sequence[Item]:
    """Improvements of somebody in running programs that have a task left."""
    left = select(TaskItem.item_id).join(TaskItem.task).where(*OPEN)
    wanted = (
        select(Item)
        .join(Item.program)
        .where(Item.owner_id == user_id, Program.closed_at.is_(None), Item.id.in_(left))
        .order_by(Item.due.is_(None), Item.due, Item.id)
        .limit(MOST)
    )
    return db.session.scalars(wanted.options(contains_eager(Item.program))).all()
