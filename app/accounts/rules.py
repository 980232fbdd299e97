"""Passwords, slugs, sessions and the sign-in throttle, from values alone."""

import re
import unicodedata
from datetime import datetime, timedelta

SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 200
IDLE = timedelta(hours=12)
LIFETIME = timedelta(days=14)
SEEN_EVERY = timedelta(minutes=5)
WINDOW = timedelta(minutes=15)
FREE_TRIES = {"name": 5, "address": 50}
LONGEST_WAIT = timedelta(minutes=2)
COMMON = ("password", "passwort", "qwertyuiop", "123456789", "letmein", "iloveyou", "abcdefgh")


def normal_email(text: str) -> str:
    """An address as it is compared: trimmed, NFKC, without case."""
    return unicodedata.normalize("NFKC", text.strip()).casefold()


def normal_password(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def password_problem(password: str, names: list[str]) -> str | None:
    """Why a password is too weak, in words; None when it is fine.

    `names` are the person's, the firm's and the address's words, which make poor passwords.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"Use at least {SHORTEST_PASSWORD} characters. A short sentence works well."
    if len(password) > LONGEST_PASSWORD:
        return f"Use at most {LONGEST_PASSWORD} characters."
    rest = password.casefold()
    for word in [*COMMON, "nibble", *known_words(names)]:
        rest = rest.replace(word, "")
    if len(set(rest)) < 5:
        return "Choose something harder to guess than names, rows of keys or common passwords."
    return None


def known_words(names: list[str]) -> list[str]:
    words = {w.casefold() for name in names for w in re.split(r"\W+", name) if len(w) > 2}
    return sorted(words, key=len, reverse=True)


def initials(name: str) -> str:
    """Two letters for an avatar."""
    words = name.split()
    return "".join(word[0] for word in (words[0], words[-1]) if word).upper()[: min(len(words), 2)]


def slug_of(name: str) -> str:
    """A name as it stands in a URL: lower case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


def is_live(created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """A session ends after twelve idle hours, and after fourteen days whatever happens."""
    return now - seen_at < IDLE and now - created_at < LIFETIME


def wait_after(failures: list[datetime], free_tries: int, now: datetime) -> timedelta:
    """How long the next try has to wait: nothing for the first ones, then doubling, capped."""
    recent = [at for at in failures if now - at < WINDOW]
    over = len(recent) - free_tries
    if over < 0:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(over + 1, 10)), LONGEST_WAIT)
    return max(max(recent) + pause - now, timedelta(0))


def safe_next(target: str | None) -> str | None:
    """A path of ours to go to after signing in, or None for anything else."""
    return target if target and re.fullmatch(r"/(?:[\w\-~.%][\w\-~.%/?&=+,]*)?", target) else None
