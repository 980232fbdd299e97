"""A password becomes a signed-in person, slowly when someone is guessing."""

import math
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from flask import session

from app.accounts import queries, secrets
from app.accounts.models import Attempt, SignedIn, User
from app.accounts.rules import FREE_TRIES, SEEN_EVERY, is_live, normal_email, wait_after
from app.clock import now
from app.db import db, keep
from app.refusal import Refused

WRONG = "That email address and password do not go together. Check both, then try again."


def sign_in(email: str, password: str, address: str) -> User:
    """The person behind a name and password. Raises Refused with the same words for any miss."""
    at = now()
    buckets = {"name": f"name:{normal_email(email)}"[:100], "address": network_of(address)}
    refuse_haste(buckets, at)
    user = queries.user_by_email(email)
    if not secrets.password_matches(user.password_hash if user else None, password):
        for bucket in buckets.values():
            keep(Attempt(bucket=bucket, at=at))
        raise Refused(WRONG)
    assert user is not None
    if secrets.needs_rehash(user.password_hash):
        user.password_hash = secrets.hash_password(password)
    return user


def refuse_haste(buckets: dict[str, str], at: datetime) -> None:
    found = queries.failures(list(buckets.values()), at)
    wait = max(wait_after(found[name], FREE_TRIES[kind], at) for kind, name in buckets.items())
    if wait > timedelta(0):
        seconds = math.ceil(wait.total_seconds())
        raise Refused(f"Too many tries. Wait {seconds} seconds, then try again.")


def network_of(address: str) -> str:
    """The address as it is counted: IPv4 whole, IPv6 by its /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "address:unknown"
    if isinstance(parsed, IPv6Address):
        return f"address:{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return f"address:{parsed}"


def open_session(user: User) -> None:
    """A new session id at each sign-in; the one before ends."""
    end_session()
    session_id = secrets.new_session_id()
    at = now()
    db.session.add(
        SignedIn(id_hash=secrets.hash_of(session_id), user=user, created_at=at, seen_at=at)
    )
    session["id"] = session_id


def end_session() -> None:
    row = present_session()
    if row is not None:
        db.session.delete(row)
    session.clear()


def present_session() -> SignedIn | None:
    session_id = session.get("id")
    return queries.session_by_hash(secrets.hash_of(session_id)) if session_id else None


def present_user() -> User | None:
    """The signed-in person, while the session lives; every few minutes it is noted as seen."""
    row = present_session()
    at = now()
    if row is None or not is_live(row.created_at, row.seen_at, at):
        return None
    if at - row.seen_at > SEEN_EVERY:
        keep(
            SignedIn(
                id_hash=row.id_hash, user_id=row.user_id, created_at=row.created_at, seen_at=at
            )
        )
    return row.user
