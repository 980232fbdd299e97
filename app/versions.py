"""Editable rows carry a version; a page older than the row loses nothing and changes nothing."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from app.refusal import Stale


class Versioned:
    """Every update names the version it was made from."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.version}


def refuse_stale(row: Versioned, version: int | None, theirs: Mapping[str, str]) -> None:
    """Raise Stale when the form was made from another version than the row's; None is any."""
    if version is not None and version != row.version:
        raise Stale(theirs)
