"""What the index of words finds, read from the things themselves and inside their scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    Text,
    and_,
    bindparam,
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
from app.programs.models import Item, Note, Program, Sop, SopText, Task, TaskItem, TaskPerson
from app.programs.queries import IN_A_LIST, LEFT, OPEN
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


class Part(NamedTuple):
    """Which kinds are looked for, where, and whether they are of an MSP."""

    kinds: tuple[Kind, ...]
    in_title: bool = False
    of_msp: bool = True


PARTS = {
    "small": Part((Kind.PROGRAM, Kind.ITEM)),
    "titled": Part((Kind.TASK,), in_title=True),
    "told": Part((Kind.TASK, Kind.NOTE)),
    "sops": Part((Kind.SOP,)),
    "people": Part((Kind.PERSON,), of_msp=False),
    "clients": Part((Kind.MSP,), of_msp=False),
}
"""Each has its newest hits, so that many comments hide no task, and many tasks no program."""


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
    few = msps if len(msps) <= FEW_MSPS else ()
    language = fts5 if on_sqlite() else vectors
    asked: dict[str, Any] = {name: language(words, part, few) for name, part in PARTS.items()}
    wanted = statement(on_sqlite(), bool(few))
    rows = db.session.execute(wanted, asked | {"msps": msps, "reached": reached}).all()
    made = [Found(Kind(row.kind), *row[1:]) for row in rows]
    return sorted(made, key=lambda one: one.id, reverse=True)


def on_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def fts5(words: Words, part: Part, msps: Sequence[UUID]) -> str:
    """The search in FTS5's language; words are letters and digits, so quotes hold them."""
    firms = " OR ".join(f'"{msp.hex}"' for msp in msps)
    wanted = [f"msp_id:({firms})"] if msps and part.of_msp else []
    wanted.append(f"kind:({' OR '.join(part.kinds)})")
    place = "title" if part.in_title else "{title body}"
    return " AND ".join([*wanted, *(f'{place}:("{word}"*)' for word in words)])


def vectors(words: Words, part: Part, msps: Sequence[UUID]) -> str:
    """The same in PostgreSQL's; every row has its MSP among its words."""
    firms = " | ".join(f"'m{msp.hex}'" for msp in msps)
    begun = [f"'{word}':*" for word in words]
    return " & ".join([f"({firms})", *begun] if msps and part.of_msp else begun)


@cache
def statement(sqlite: bool, few: bool) -> CompoundSelect[Any]:
    """Made once; the words, the MSPs in scope and those within reach are its parameters."""
    parts = [newest(name, sqlite, few) for name in ("small", "titled", "told", "sops")]
    hits = union(*(select(part.subquery()) for part in parts)).cte("hits")
    branches = [programs(hits), items(hits), tasks(hits), sops(hits), notes(hits)]
    return union_all(*branches, people(sqlite), clients(sqlite))


def newest(name: str, sqlite: bool, few: bool) -> Select[Any]:
    at = INDEX.c
    wanted = select(at.msp_id, at.id, at.kind).where(matches(name, sqlite))
    if not few:
        wanted = wanted.where(at.msp_id.in_(several("msps")))
    return wanted.order_by(column("rowid").desc() if sqlite else at.id.desc()).limit(MOST)


def several(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True, type_=Id())


def matches(name: str, sqlite: bool) -> ColumnElement[bool]:
    """The rows of the index that fit the part of the search with this name."""
    part = PARTS[name]
    if sqlite:
        return column("search_words").op("MATCH", is_comparison=True)(bindparam(name, type_=Text()))
    place = INDEX.c.title if part.in_title else INDEX.c.words
    fits = place.op("@@", is_comparison=True)(cast(bindparam(name, type_=Text()), TSQUERY))
    return and_(fits, INDEX.c.kind.in_([kind.value for kind in part.kinds]))


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


def sops(hits: Any) -> Select[Any]:
    """The newest version of a SOP by its words; what it said before is not found."""
    path = cast(Task.id, String(36))
    part = told(Kind.SOP, SopText, Task.title, path=path)
    newest = and_(
        Sop.msp_id == SopText.msp_id, Sop.id == SopText.sop_id, Sop.number == SopText.number
    )
    same = and_(Task.msp_id == Sop.msp_id, Task.id == Sop.task_id)
    return hit_by(part, hits, SopText, Kind.SOP).join(Sop, newest).join(Task, same)


def people(sqlite: bool) -> Select[Any]:
    """Members by name: who is not a member of an MSP in scope is not found."""
    part = told(Kind.PERSON, User, User.name, detail=Membership.title)
    named = select(INDEX.c.id).where(matches("people", sqlite))
    return some(
        part.select_from(User)
        .join(Membership, Membership.user_id == User.id)
        .join(Msp, Msp.id == Membership.msp_id)
        .where(Membership.msp_id.in_(several("msps")))
        .where(Membership.status == "active", User.id.in_(named))
    )


def clients(sqlite: bool) -> Select[Any]:
    """MSPs by name, of those that the person reaches."""
    named = select(INDEX.c.id).where(matches("clients", sqlite))
    part = told(Kind.MSP, Msp, Msp.name)
    return some(part.where(Msp.id.in_(several("reached")), Msp.id.in_(named)))


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
    left = select(TaskItem.item_id).join(TaskItem.task).where(*LEFT)
    wanted = (
        select(Item)
        .join(Item.program)
        .where(Item.owner_id == user_id, Program.closed_at.is_(None), Item.id.in_(left))
        .order_by(Item.due.is_(None), Item.due, Item.id)
        .limit(MOST)
    )
    return db.session.scalars(wanted.options(contains_eager(Item.program))).all()
