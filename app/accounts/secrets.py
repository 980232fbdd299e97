"""Secrets are made, hashed and compared here and nowhere else."""

import hashlib
import os
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from app.accounts.rules import normal_password

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
nobody = hasher.hash(os.urandom(16).hex())


def use_quick_hashes() -> None:
    """For tests and the demo's many people: the smallest cost that argon2 takes."""
    global hasher, nobody
    hasher = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
    nobody = hasher.hash("nobody")


def hash_password(password: str) -> str:
    return hasher.hash(normal_password(password))


def password_matches(password_hash: str | None, password: str) -> bool:
    """Compare; for an unknown person the same work is done, and the answer is no."""
    try:
        hasher.verify(password_hash or nobody, normal_password(password))
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    return hasher.check_needs_rehash(password_hash)


def new_session_id() -> str:
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
