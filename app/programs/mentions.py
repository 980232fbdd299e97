"""Who is meant by the names after @ in a comment."""

import re
from collections import Counter
from collections.abc import Iterable

from app.accounts.models import User

AT = re.compile(r"(?<![\w.@])@(?=\w)")


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """The people whose whole name, or first name where only one has it, stands after an @.

    Capitals do not matter; an address such as ops@example.com names nobody.
    """
    known = list(people)
    first = Counter(person.first_name.casefold() for person in known)
    said = [text[found.end() :].casefold() for found in AT.finditer(text)]
    return [person for person in known if is_meant(person, said, first)]


def is_meant(person: User, said: Iterable[str], first: Counter[str]) -> bool:
    alone = person.first_name.casefold()
    names = [person.name.casefold(), *([alone] if first[alone] == 1 else [])]
    return any(starts_with(words, name) for words in said for name in names)


def starts_with(words: str, name: str) -> bool:
    """Do the words begin with the name, and not with a longer one?"""
    return words.startswith(name) and not words[len(name) : len(name) + 1].isalnum()
