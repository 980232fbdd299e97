"""What people and operators do about people, MSPs and practices."""

from app.accounts import queries
from app.accounts.models import Grant, Membership, Msp, Practice, PracticeMember, User
from app.accounts.rules import normal_email, password_problem, slug_of
from app.accounts.secrets import hash_password
from app.clock import now
from app.db import db
from app.policy import Role
from app.refusal import Refused


def add_user(email: str, name: str, password: str, is_operator: bool = False) -> User:
    if queries.user_by_email(email):
        raise Refused(f"{email} has an account already.")
    problem = password_problem(password, [name, email])
    if problem:
        raise Refused(problem)
    user = User(
        email=normal_email(email),
        name=name.strip(),
        password_hash=hash_password(password),
        is_operator=is_operator,
        created_at=now(),
    )
    db.session.add(user)
    db.session.flush()
    return user


def let_single_keys(user: User, on: bool) -> None:
    """Whether single keys do something for this person."""
    user.single_keys_off_at = None if on else user.single_keys_off_at or now()


def add_msp(name: str, slug: str = "", zone: str = "UTC") -> Msp:
    slug = slug or slug_of(name)
    if not slug or slug != slug_of(slug):
        raise Refused(f"{slug or name!r} cannot stand in an address. Use letters and digits.")
    if queries.msp_by_slug(slug):
        raise Refused(f"There is an MSP at {slug!r} already. Choose another short name.")
    msp = Msp(slug=slug, name=name.strip(), zone=zone, created_at=now())
    db.session.add(msp)
    db.session.flush()
    return msp


def add_practice(name: str, slug: str = "") -> Practice:
    slug = slug or slug_of(name)
    if queries.practice_by_slug(slug):
        raise Refused(f"There is a practice at {slug!r} already. Choose another short name.")
    practice = Practice(slug=slug, name=name.strip(), created_at=now())
    db.session.add(practice)
    db.session.flush()
    return practice


def join_msp(
    user: User, msp: Msp, role: Role, title: str = "", duties: tuple[str, ...] = ()
) -> Membership:
    """Give a person their one role at an MSP; a second call changes it."""
    membership = db.session.get(Membership, (msp.id, user.id))
    if membership is None:
        membership = Membership(msp_id=msp.id, user_id=user.id)
        db.session.add(membership)
    membership.role = role.value
    membership.title = title or membership.title or ""
    membership.duties = list(duties) or membership.duties or []
    membership.status = "active"
    db.session.flush()
    return membership


def join_practice(user: User, practice: Practice) -> None:
    if db.session.get(PracticeMember, (practice.id, user.id)) is None:
        db.session.add(PracticeMember(practice_id=practice.id, user_id=user.id))
        db.session.flush()


def grant(msp: Msp, practice: Practice) -> None:
    """The MSP lets the practice's coaches in."""
    found = db.session.get(Grant, (practice.id, msp.id))
    if found is None:
        db.session.add(Grant(practice_id=practice.id, msp_id=msp.id, created_at=now()))
    elif found.status != "active":
        found.status, found.compared_at = "active", None
    db.session.flush()


def set_up(email: str, name: str, password: str, firm: str, is_coach: bool, zone: str) -> User:
    """The first person of an empty installation, and their firm: an MSP or a practice."""
    if queries.anyone_yet():
        raise Refused("This Nibble is set up already. Sign in instead.")
    user = add_user(email, name, password, is_operator=True)
    if is_coach:
        join_practice(user, add_practice(firm))
    else:
        join_msp(user, add_msp(firm, zone=zone), Role.OWNER, title="Owner")
    return user
