"""The roadmap: phases, items, tasks, and the people on them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Optional
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    and_,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship, remote

from app.accounts.models import User
from app.db import Base
from app.planning.gates import Entry
from app.planning.words import counted
from app.programs.models.program import Program
from app.programs.models.recurring import Recurring
from app.programs.models.sign_off import SignOff, newest_of
from app.tenancy import MspOwned
from app.versions import Versioned

if TYPE_CHECKING:
    from app.programs.models.sop import Sop


def parent(column: str, table: str) -> ForeignKeyConstraint:
    """A child points to its parent by the pair, so it cannot hang in another firm's tree."""
    return ForeignKeyConstraint(
        ["msp_id", column], [f"{table}.msp_id", f"{table}.id"], ondelete="CASCADE"
    )


def to_parent(
    child: Callable[[], Any], column: str, parent: Callable[[], Any]
) -> Callable[[], ColumnElement[bool]]:
    """The join of a child to its parent: the parent's whole key, so that a loaded one is reused."""
    return lambda: and_(
        child().msp_id == remote(parent().msp_id),
        foreign(getattr(child(), column)) == remote(parent().id),
    )


class OfProgram:
    """A part of a program: who leads the program leads it, and it is closed with the program."""

    if TYPE_CHECKING:
        program: Any

    @property
    def led_by(self) -> frozenset[UUID]:
        led_by: frozenset[UUID] = self.program.led_by
        return led_by

    @property
    def closed(self) -> bool:
        return bool(self.program.closed)


class Phase(OfProgram, MspOwned, Versioned, Base):
    """It enters by its date, or with the sign-off of the phase before; `exit_kpis` names the
    criteria for its sign-off, None those of its results, and `exit_needed` says how many of them
    must be met, None all. One that came after the first plan has no first dates."""

    __tablename__ = "phases"
    __table_args__ = (parent("program_id", "programs"), Index(None, "msp_id", "program_id"))

    program_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(2000), default="")
    position: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    first_starts_on: Mapped[date | None]
    first_ends_on: Mapped[date | None]
    result_kpis: Mapped[list[str]] = mapped_column(default=list)
    entry: Mapped[str] = mapped_column(String(10), default=Entry.DATE.value)
    exit_kpis: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    exit_needed: Mapped[int | None]

    program: Mapped[Program] = relationship(
        primaryjoin=to_parent(lambda: Phase, "program_id", lambda: Program)
    )
    last_word: Mapped[SignOff | None] = relationship(
        primaryjoin=lambda: newest_of(Phase), viewonly=True, uselist=False
    )
    items: Mapped[list["Item"]] = relationship(
        primaryjoin=lambda: Phase.id == foreign(Item.phase_id),
        order_by=lambda: Item.position,
        back_populates="phase",
    )

    @property
    def sponsored_by(self) -> frozenset[UUID]:
        return self.program.sponsored_by


class Item(OfProgram, MspOwned, Versioned, Base):
    """One improvement; its state is derived from its tasks and dates."""

    __tablename__ = "items"
    __table_args__ = (
        parent("program_id", "programs"),
        parent("phase_id", "phases"),
        Index(None, "msp_id", "program_id"),
        Index(None, "msp_id", "phase_id"),
    )

    program_id: Mapped[UUID]
    phase_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(2000), default="")
    position: Mapped[int]
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    starts_on: Mapped[date]
    due: Mapped[date | None]
    first_starts_on: Mapped[date]
    first_due: Mapped[date | None]

    program: Mapped[Program] = relationship(
        primaryjoin=to_parent(lambda: Item, "program_id", lambda: Program)
    )
    phase: Mapped[Phase] = relationship(
        primaryjoin=to_parent(lambda: Item, "phase_id", lambda: Phase), back_populates="items"
    )
    owner: Mapped[User | None] = relationship()
    placed: Mapped[list["TaskItem"]] = relationship(
        primaryjoin=lambda: Item.id == foreign(TaskItem.item_id),
        order_by=lambda: TaskItem.position,
        back_populates="item",
    )
    moves: Mapped[list["ItemKpi"]] = relationship(
        primaryjoin=lambda: Item.id == foreign(ItemKpi.item_id),
        order_by=lambda: ItemKpi.position,
    )

    @property
    def tasks(self) -> list["Task"]:
        return [place.task for place in self.placed]


class ItemKpi(MspOwned, Base):
    """The item is meant to move this KPI."""

    __tablename__ = "item_kpis"
    __table_args__ = (
        parent("item_id", "items"),
        UniqueConstraint("msp_id", "item_id", "kpi_key"),
        Index(None, "msp_id", "kpi_key"),
    )

    item_id: Mapped[UUID]
    kpi_key: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]


class Task(OfProgram, Recurring, MspOwned, Versioned, Base):
    """One thing by a day; done when its rule holds over the people on it: any of them, or all;
    and with the evidence that it asks for."""

    __tablename__ = "tasks"
    __table_args__ = (
        parent("program_id", "programs"),
        Index(None, "msp_id", "program_id"),
        Index(None, "msp_id", "due"),
    )

    program_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(String(60), default="")
    strand: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(2000), default="")
    minutes: Mapped[int] = mapped_column(default=0)
    rule: Mapped[str] = mapped_column(String(10), default="any")
    evidence: Mapped[str] = mapped_column(String(10), default="")
    due: Mapped[date | None]
    first_due: Mapped[date | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    set_aside_at: Mapped[datetime | None]
    set_aside_why: Mapped[str] = mapped_column(String(200), default="")

    program: Mapped[Program] = relationship(
        primaryjoin=to_parent(lambda: Task, "program_id", lambda: Program)
    )
    done_by: Mapped[User | None] = relationship(foreign_keys=done_by_id)
    people: Mapped[list["TaskPerson"]] = relationship(
        primaryjoin=lambda: Task.id == foreign(TaskPerson.task_id),
        order_by=lambda: TaskPerson.id,
        cascade="all, delete-orphan",
    )
    places: Mapped[list["TaskItem"]] = relationship(
        primaryjoin=lambda: Task.id == foreign(TaskItem.task_id),
        order_by=lambda: TaskItem.id,
        back_populates="task",
    )
    sop: Mapped[Optional["Sop"]] = relationship(
        primaryjoin="Task.id == foreign(Sop.task_id)", uselist=False, viewonly=True
    )

    @property
    def done(self) -> bool:
        return self.done_at is not None

    @property
    def applies(self) -> bool:
        """Does it count? What was set aside does not, and says why."""
        return self.set_aside_at is None

    @property
    def assignee_ids(self) -> frozenset[UUID]:
        return frozenset(person.user_id for person in self.people)

    @property
    def item(self) -> Item:
        """The item the task was made for; it may count towards more."""
        return self.places[0].item


class TaskPerson(MspOwned, Base):
    """Someone on a task, what they are asked for, and when they did it."""

    __tablename__ = "task_people"
    __table_args__ = (
        parent("task_id", "tasks"),
        UniqueConstraint("msp_id", "task_id", "user_id"),
        Index(None, "msp_id", "user_id"),
    )

    task_id: Mapped[UUID]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    asked: Mapped[str] = mapped_column(String(10), default="done")
    marked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class TaskItem(MspOwned, Base):
    """A task counts towards an item."""

    __tablename__ = "task_items"
    __table_args__ = (
        parent("task_id", "tasks"),
        parent("item_id", "items"),
        UniqueConstraint("msp_id", "item_id", "task_id"),
        Index(None, "msp_id", "task_id"),
    )

    task_id: Mapped[UUID]
    item_id: Mapped[UUID]
    position: Mapped[int]

    task: Mapped[Task] = relationship(
        primaryjoin=to_parent(lambda: TaskItem, "task_id", lambda: Task), back_populates="places"
    )
    item: Mapped[Item] = relationship(
        primaryjoin=to_parent(lambda: TaskItem, "item_id", lambda: Item), back_populates="placed"
    )


class TaskLink(MspOwned, Base):
    """The successor waits until the predecessor is done, and so many working days more."""

    __tablename__ = "task_links"
    __table_args__ = (
        parent("program_id", "programs"),
        parent("predecessor_id", "tasks"),
        parent("successor_id", "tasks"),
        UniqueConstraint("msp_id", "successor_id", "predecessor_id"),
        Index(None, "msp_id", "predecessor_id"),
        Index(None, "msp_id", "program_id"),
    )

    program_id: Mapped[UUID]
    predecessor_id: Mapped[UUID]
    successor_id: Mapped[UUID]
    lag: Mapped[int] = mapped_column(default=0)

    predecessor: Mapped[Task] = relationship(
        primaryjoin=to_parent(lambda: TaskLink, "predecessor_id", lambda: Task), viewonly=True
    )
    successor: Mapped[Task] = relationship(
        primaryjoin=to_parent(lambda: TaskLink, "successor_id", lambda: Task), viewonly=True
    )

    @property
    def pause(self) -> str:
        """The days to wait after the predecessor, in words; nothing for none."""
        return f"then {counted(self.lag, 'working day')}" if self.lag else ""
