"""Who may do what: one table."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any
from uuid import UUID


class Role(StrEnum):
    OWNER = "owner"
    CHAMPION = "champion"
    MANAGER = "manager"
    MEMBER = "member"
    GUEST = "guest"
    COACH = "coach"


class Permission(StrEnum):
    VIEW_PROGRAMS = "see programs, roadmap, KPIs and criteria"
    CHECK_OFF_TASK = "check off own and unassigned tasks"
    COMMENT = 'comment, say "I’m stuck"'
    DELETE_COMMENT = "delete own comments; editors anyone's"
    BRING_BACK = "bring back what they deleted; editors what anyone did"
    EDIT_ROADMAP = "check off and edit anyone's task, assign, move dates with a reason"
    ENTER_LEAVE = "enter own leave"
    MANAGE_PROGRAMS = "start and edit programs, criteria and the champion"
    HOLD_PROGRAMS = "pause, close, reopen and delete programs, and keep them as templates"
    SIGN_OFF = "sign off phases and criteria, agree to changes of the plan"
    CHECK_IN = "check in on programs they lead"
    ENTER_READINGS = "enter readings"
    CLOSE_PERIODS = "close and open periods of readings"
    LET_COMPARE = "let the numbers be compared among peers"
    VIEW_PORTFOLIO = "see all clients at a glance"
    KEEP_TEMPLATES = "keep templates of the practice, offered to every client"


EVERYBODY = frozenset(Role)
EDITORS = frozenset({Role.OWNER, Role.CHAMPION, Role.MANAGER, Role.COACH})

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.VIEW_PROGRAMS: EVERYBODY,
    Permission.CHECK_OFF_TASK: EVERYBODY - {Role.GUEST},
    Permission.COMMENT: EVERYBODY - {Role.GUEST},
    Permission.DELETE_COMMENT: EVERYBODY - {Role.GUEST},
    Permission.BRING_BACK: EVERYBODY - {Role.GUEST},
    Permission.EDIT_ROADMAP: EDITORS,
    Permission.ENTER_LEAVE: EVERYBODY - {Role.GUEST},
    Permission.MANAGE_PROGRAMS: EDITORS - {Role.MANAGER},
    Permission.HOLD_PROGRAMS: EDITORS - {Role.MANAGER},
    Permission.SIGN_OFF: frozenset({Role.OWNER, Role.COACH}),
    Permission.CHECK_IN: frozenset({Role.CHAMPION}),
    Permission.ENTER_READINGS: EDITORS,
    Permission.CLOSE_PERIODS: EDITORS - {Role.MANAGER},
    Permission.LET_COMPARE: frozenset({Role.OWNER}),
    Permission.VIEW_PORTFOLIO: frozenset({Role.COACH}),
    Permission.KEEP_TEMPLATES: frozenset({Role.COACH}),
}

BY_SPONSOR = frozenset({Permission.SIGN_OFF})
"""What the sponsor of a program may do on it, whatever their role."""


BY_TYPIST = frozenset({Permission.ENTER_READINGS})
"""What whoever is named as typing a KPI may do with it, whatever their role."""

MAY_TYPE = EVERYBODY - {Role.GUEST}
"""Who can be named as typing a KPI."""


def own_or_editor(person: UUID, roles: frozenset[Role], thing: Any) -> bool:
    """A task is checked off by those on it; by anyone when nobody is; by editors always."""
    if roles & GRANTS[Permission.EDIT_ROADMAP]:
        return True
    return not thing.assignee_ids or person in thing.assignee_ids


def own_leave_or_editor(person: UUID, roles: frozenset[Role], thing: Any) -> bool:
    """People enter their own leave; editors everybody's."""
    return bool(roles & GRANTS[Permission.EDIT_ROADMAP]) or person == thing.user_id


def wrote_it(person: UUID, roles: frozenset[Role], thing: Any) -> bool:
    """A comment is deleted by who wrote it, and by editors."""
    return person == thing.by_id or bool(roles & GRANTS[Permission.EDIT_ROADMAP])


def leads(person: UUID, roles: frozenset[Role], thing: Any) -> bool:
    """Only the program's champion or stand-in checks in."""
    return person in thing.led_by


def deleted_it(person: UUID, roles: frozenset[Role], thing: Any) -> bool:
    """What was deleted is brought back by who did that, and by those who might have."""
    return person == thing.by_id or bool(roles & GRANTS[thing.asks])


ON_OPEN_PLANS = frozenset(
    {
        Permission.CHECK_OFF_TASK,
        Permission.DELETE_COMMENT,
        Permission.BRING_BACK,
        Permission.EDIT_ROADMAP,
        Permission.MANAGE_PROGRAMS,
        Permission.SIGN_OFF,
        Permission.CHECK_IN,
    }
)
"""What nobody does to a program that is closed, nor to anything in it, until it is reopened."""


def is_over(permission: Permission, thing: Any) -> bool:
    """Does the thing belong to a closed program, which this would change?"""
    return permission in ON_OPEN_PLANS and getattr(thing, "closed", False)


Condition = Callable[[UUID, frozenset[Role], Any], bool]
CONDITIONS: dict[Permission, Condition] = {
    Permission.CHECK_OFF_TASK: own_or_editor,
    Permission.ENTER_LEAVE: own_leave_or_editor,
    Permission.CHECK_IN: leads,
    Permission.DELETE_COMMENT: wrote_it,
    Permission.BRING_BACK: deleted_it,
}


def roles_on(role: Role, person: UUID, thing: Any = None) -> frozenset[Role]:
    """A person's role at the MSP, and the champion's on programs they lead or stand in for."""
    led_by: frozenset[UUID] = getattr(thing, "led_by", frozenset())
    return frozenset({role, Role.CHAMPION}) if person in led_by else frozenset({role})


def is_hidden(person: UUID, roles: frozenset[Role], thing: Any) -> bool:
    """What is measured of one technician is for them, and for those who lead."""
    only_for = getattr(thing, "only_for", None)
    return only_for is not None and person not in only_for and not roles & EDITORS


def is_granted(permission: Permission, role: Role, person: UUID, thing: Any = None) -> bool:
    """May this person, in this role, do this to this thing (None: to things in general)?"""
    roles = roles_on(role, person, thing)
    if is_hidden(person, roles, thing):
        return False
    if permission in BY_SPONSOR and person in getattr(thing, "sponsored_by", ()):
        return True
    if permission in BY_TYPIST and person in getattr(thing, "entered_by", ()):
        return True
    if not roles & GRANTS[permission]:
        return False
    condition = CONDITIONS.get(permission)
    return condition is None or thing is None or condition(person, roles, thing)
