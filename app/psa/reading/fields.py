"""The columns of the canonical tables, and what a cell of each may hold."""

from dataclasses import dataclass

SQL_TYPES = {
    "text": "VARCHAR",
    "status": "VARCHAR",
    "queue": "VARCHAR",
    "type": "VARCHAR",
    "instant": "TIMESTAMP",
    "verdict": "BOOLEAN",
    "flag": "BOOLEAN",
    "whole": "BIGINT",
    "hours": "DOUBLE",
}


@dataclass(frozen=True)
class Field:
    """One canonical column; instants are UTC, durations hours, an unknown value is null."""

    name: str
    kind: str
    words: str


FIELDS = (
    Field("ticket", "text", "the ticket's number"),
    Field("updated_at", "instant", "when the update happened"),
    Field("seq", "whole", "the order of updates of one moment"),
    Field("status", "status", "the status"),
    Field("queue", "queue", "the queue or board"),
    Field("team", "text", "the team"),
    Field("technician", "text", "the technician"),
    Field("client", "text", "the client"),
    Field("type", "type", "the type of ticket"),
    Field("class", "text", "the class of the work"),
    Field("priority", "text", "the priority"),
    Field("created_at", "instant", "when the ticket was opened"),
    Field("resolved_at", "instant", "when it was resolved"),
    Field("closed_at", "instant", "when it was closed"),
    Field("first_response_at", "instant", "when triage answered"),
    Field("first_response_due_at", "instant", "when triage was due to answer"),
    Field("plan_at", "instant", "when a technician engaged"),
    Field("plan_due_at", "instant", "when a technician was due to engage"),
    Field("resolution_due_at", "instant", "when the resolution was due"),
    Field("due_at", "instant", "the due date"),
    Field("last_activity_at", "instant", "the last activity"),
    Field("sla_response_met", "verdict", "whether triage was in time"),
    Field("sla_plan_met", "verdict", "whether engagement was in time"),
    Field("sla_met", "verdict", "whether the resolution was in time"),
    Field("sla_paused", "flag", "whether the SLA clock stands still"),
    Field("first_contact", "flag", "whether the first contact solved it"),
    Field("estimated_h", "hours", "the estimated hours"),
    Field("worked_h", "hours", "the worked hours"),
)
BY_NAME = {field.name: field for field in FIELDS}


def of_kind(*kinds: str) -> tuple[Field, ...]:
    """The fields of some kinds, in the order of the table."""
    return tuple(field for field in FIELDS if field.kind in kinds)
