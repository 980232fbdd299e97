"""People, MSPs, practices, and who reaches whom."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.rules import initials
from app.db import Base
from app.policy import Role
from app.tenancy import new_id


class User(Base):
    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    is_operator: Mapped[bool] = mapped_column(default=False)
    single_keys_off_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


class Msp(Base):
    __tablename__ = "msps"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    zone: Mapped[str] = mapped_column(String(60), default="UTC")
    phone: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]


class Practice(Base):
    __tablename__ = "practices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime]


class Membership(Base):
    """A person's role at an MSP, and their duties there (service coordinator, finance ...)."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint(f"role IN ({', '.join(repr(r.value) for r in Role)})", name="role"),
        Index(None, "user_id"),
    )

    msp_id: Mapped[UUID] = mapped_column(
        ForeignKey("msps.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(80), default="")
    duties: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(String(20), default="active")

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)
    msp: Mapped[Msp] = relationship()


class PracticeMember(Base):
    __tablename__ = "practice_members"
    __table_args__ = (Index(None, "user_id"),)

    practice_id: Mapped[UUID] = mapped_column(
        ForeignKey("practices.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[str] = mapped_column(String(20), default="active")

    practice: Mapped[Practice] = relationship(lazy="joined", innerjoin=True)


class Grant(Base):
    """An MSP lets a practice's coaches in.

    Since `compared_at` its owner agrees that its numbers are compared among the practice's clients.
    """

    __tablename__ = "grants"
    __table_args__ = (UniqueConstraint("msp_id", "practice_id"),)

    practice_id: Mapped[UUID] = mapped_column(
        ForeignKey("practices.id", ondelete="CASCADE"), primary_key=True
    )
    msp_id: Mapped[UUID] = mapped_column(
        ForeignKey("msps.id", ondelete="CASCADE"), primary_key=True
    )
    status: Mapped[str] = mapped_column(String(20), default="active")
    created_at: Mapped[datetime]
    compared_at: Mapped[datetime | None]

    practice: Mapped[Practice] = relationship()


class SignedIn(Base):
    """A session; its id is kept as a hash, the cookie holds the original."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "user_id"),)

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class Attempt(Base):
    """A failed sign-in, counted per name and per address."""

    __tablename__ = "attempts"
    __table_args__ = (Index(None, "bucket", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    bucket: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
