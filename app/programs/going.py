"""What goes along when something is deleted, and for how long it can be brought back."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from app.planning.words import counted

KEPT = timedelta(days=30)
UNDO_FOR = timedelta(minutes=5)
"""So long bringing it back is the undo of a slip, which leaves no trace in the plan."""

NAMES = {
    "phases": ("phase", "phases"),
    "items": ("improvement", "improvements"),
    "tasks": ("task", "tasks"),
    "criteria": ("success criterion", "success criteria"),
    "notes": ("comment", "comments"),
    "proofs": ("piece of evidence", "pieces of evidence"),
    "sops": ("SOP", "SOPs"),
}
"""What is worth saying of what goes along, by table and in this order."""


def only_towards(places: Iterable[tuple[UUID, UUID]], items: Collection[UUID]) -> set[UUID]:
    """The tasks that count towards these items and towards no other one.

    `places` are pairs of a task and an item, at least all of those of the tasks in question.
    """
    pairs = list(places)
    inside = {task for task, item in pairs if item in items}
    return inside - {task for task, item in pairs if item not in items}


def along(counts: Mapping[str, int]) -> str:
    """What goes along in words: "2 improvements, 14 tasks, 3 comments"; nothing for nothing."""
    return ", ".join(
        counted(counts[table], *names) for table, names in NAMES.items() if counts.get(table)
    )


def is_kept(at: datetime, now: datetime) -> bool:
    """Can what was deleted then still be brought back?"""
    return now < at + KEPT


def is_slip(at: datetime, own: bool, now: datetime) -> bool:
    """Is bringing it back the undo of one's own slip of a moment ago?"""
    return own and now <= at + UNDO_FOR
