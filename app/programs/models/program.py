"""One improvement effort of an MSP."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from app.accounts.models import Msp, User
from app.clock import today
from app.db import Base
from app.planning.money import DEFAULT
from app.planning.workdays import Workdays
from app.tenancy import MspOwned
from app.versions import Versioned


class Program(MspOwned, Versioned, Base):
    """`facts` are what the Roadmap sign needs, kept by the action that changes the plan.

    While it is paused, `paused_on` and `resumes_on` say since when and until when; `days_paused`
    counts the calendar days of the pauses that are over, the last of which ended on `resumed_on`.
    `budget` and `first_budget` are in minor units of the currency; the first one never changes.
    `asked_id` is who was asked to take over from the champion, who leads until they accept.
    `reserved_minutes` is what the champion keeps free for it in a week; None while nobody has said.
    """

    __tablename__ = "programs"
    __table_args__ = (
        UniqueConstraint("msp_id", "slug"),
        UniqueConstraint("msp_id", "once"),
        Index(None, "msp_id", "started_at"),
    )

    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    template_key: Mapped[str] = mapped_column(String(60))
    template_id: Mapped[UUID | None]
    template_edition: Mapped[int] = mapped_column(default=0)
    once: Mapped[str | None] = mapped_column(String(60))
    champion_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    champion_accepted_at: Mapped[datetime | None]
    asked_id: Mapped[UUID | None]
    asked_why: Mapped[str] = mapped_column(String(200), default="")
    reserved_minutes: Mapped[int | None]
    cover_id: Mapped[UUID | None]
    cover_from: Mapped[date | None]
    cover_to: Mapped[date | None]
    stand_in_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    sponsor_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    first_ends_on: Mapped[date]
    weekdays: Mapped[list[int]] = mapped_column(default=list)
    days_off: Mapped[list[str]] = mapped_column(default=list)
    started_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    paused_on: Mapped[date | None]
    paused_why: Mapped[str] = mapped_column(String(200), default="")
    resumes_on: Mapped[date | None]
    resumed_on: Mapped[date | None]
    days_paused: Mapped[int] = mapped_column(default=0)
    last_check_in_on: Mapped[date | None]
    weeks_checked_in: Mapped[int] = mapped_column(default=0)
    confidence: Mapped[int | None]
    criteria_needed: Mapped[int | None]
    budget: Mapped[int | None] = mapped_column(BigInteger)
    first_budget: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default=DEFAULT.code)
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)

    msp: Mapped[Msp] = relationship()
    champion: Mapped[User | None] = relationship(foreign_keys=champion_id)
    stand_in: Mapped[User | None] = relationship(foreign_keys=stand_in_id)
    sponsor: Mapped[User | None] = relationship(foreign_keys=sponsor_id)

    asked: Mapped[User | None] = relationship(
        primaryjoin=lambda: foreign(Program.asked_id) == User.id, viewonly=True
    )
    cover: Mapped[User | None] = relationship(
        primaryjoin=lambda: foreign(Program.cover_id) == User.id, viewonly=True
    )

    @property
    def led_by(self) -> frozenset[UUID]:
        """The champion, the stand-in, and whoever covers today: here they may do what champions
        may."""
        covers = self.cover_id if self.covered else None
        return frozenset(p for p in (self.champion_id, self.stand_in_id, covers) if p)

    @property
    def covered(self) -> bool:
        """Does somebody cover for the champion today?"""
        if not (self.cover_id and self.cover_from and self.cover_to):
            return False
        return self.cover_from <= today(self.msp.zone) <= self.cover_to

    @property
    def closed(self) -> bool:
        return self.closed_at is not None

    @property
    def paused(self) -> bool:
        return self.paused_on is not None and not self.closed

    @property
    def held(self) -> bool:
        """Is nothing asked of anybody for now?"""
        return self.paused_on is not None or self.closed

    @property
    def sponsored_by(self) -> frozenset[UUID]:
        """Who signs off on this program, whatever their role."""
        return frozenset({self.sponsor_id} if self.sponsor_id else ())

    @property
    def workdays(self) -> Workdays:
        days_off = frozenset(date.fromisoformat(day) for day in self.days_off)
        return Workdays(frozenset(self.weekdays), days_off)
