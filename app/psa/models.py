"""Where an MSP's tickets come from, and every import; no ticket lives in the main database."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.db import Base
from app.tenancy import MspOwned
from app.versions import Versioned


class Source(MspOwned, Versioned, Base):
    """One PSA or file layout of an MSP, with the map that its newest import used."""

    __tablename__ = "psa_sources"
    __table_args__ = (UniqueConstraint("msp_id", "name"),)

    name: Mapped[str] = mapped_column(String(40))
    map_name: Mapped[str] = mapped_column(String(120))
    map_text: Mapped[str] = mapped_column(Text)
    map_fingerprint: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime]


class ImportRun(MspOwned, Base):
    """One import that changed the store: its files and what became of their rows.

    `files` lists name, sha256 and rows; `skipped` rows were bad and left out by decision;
    `generation` is the store's number since then.
    """

    __tablename__ = "psa_imports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["msp_id", "source_id"],
            ["psa_sources.msp_id", "psa_sources.id"],
            ondelete="CASCADE",
        ),
        Index(None, "msp_id", "at"),
    )

    source_id: Mapped[UUID]
    at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id"))
    map_fingerprint: Mapped[str] = mapped_column(String(64))
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON())
    rows: Mapped[int]
    added: Mapped[int]
    changed: Mapped[int]
    unchanged: Mapped[int]
    skipped: Mapped[int]
    generation: Mapped[int]

    by: Mapped[User | None] = relationship()
    source: Mapped[Source] = relationship(
        primaryjoin="foreign(ImportRun.source_id) == Source.id", viewonly=True
    )
