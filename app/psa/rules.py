"""The words that every PSA's statuses, queues and ticket types are translated into."""

FAMILIES = (
    "new",
    "ready",
    "in_progress",
    "schedule_required",
    "scheduled",
    "waiting_customer",
    "waiting_other",
    "on_hold",
    "complete",
)
QUEUE_KINDS = ("triage", "working", "alert", "noc", "project", "recurring", "other")
TYPES = ("incident", "request", "alert", "change", "problem", "project", "other")


def spelling(value: str) -> str:
    """A status, queue or header as it is compared: capitals and spaces do not count."""
    return " ".join(value.split()).casefold()
