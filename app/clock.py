"""The one place that asks the time."""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The present instant, in UTC; NIBBLE_NOW (ISO 8601) sets it for demos and tests."""
    fixed = os.environ.get("NIBBLE_NOW")
    return datetime.fromisoformat(fixed).astimezone(UTC) if fixed else datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The calendar day in a zone (IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()
