"""What somebody typed becomes words, and what was found becomes a list, the best first."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST, LONGEST_WORD, MOST_WORDS = 200, 60, 8
WORD = re.compile(r"[^\W_]+")
INVISIBLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
Words = tuple[str, ...]


class Kind(StrEnum):
    """What can be found, in the order in which it is told."""

    PAGE = "page"
    MSP = "msp"
    PROGRAM = "program"
    ITEM = "item"
    TASK = "task"
    KPI = "kpi"
    PERSON = "person"
    SOP = "sop"
    NOTE = "note"


ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Hit:
    """One thing that was found: where it is, what it is about, and whether it is over."""

    kind: Kind
    title: str
    url: str
    icon: str
    detail: str = ""
    over: bool = False


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `more` of them are not shown."""

    kind: Kind
    hits: Sequence[Hit]
    more: int


def as_typed(text: str) -> str:
    """The search as it stands in the box again: on one line, and no longer than anyone reads."""
    return INVISIBLE.sub(" ", text)[:LONGEST].strip()


def words_of(text: str) -> Words:
    """The words of a search, each once, in small letters without accents."""
    return tuple(dict.fromkeys(word[:LONGEST_WORD] for word in split(text[:LONGEST])))[:MOST_WORDS]


def split(text: str) -> list[str]:
    """The words of any text as the index has them; signs and pictures are no words."""
    if text.isascii():
        return WORD.findall(text.lower())
    apart = unicodedata.normalize("NFD", text.lower())
    return WORD.findall("".join(one for one in apart if not unicodedata.combining(one)))


def fits(words: Words, text: str) -> bool:
    """Does the text have a word that begins like it, for each of these?"""
    return begin(words, split(text))


def begin(words: Words, there: Iterable[str]) -> bool:
    return all(any(one.startswith(word) for one in there) for word in words)


def best_first(hits: Iterable[Hit], words: Words) -> list[Hit]:
    """Titles that are the search, begin with it or hold it, then the rest; what is over last."""
    return sorted(hits, key=lambda hit: distance(hit, words))


def distance(hit: Hit, words: Words) -> tuple[bool, bool, bool, bool, int]:
    heading = split(hit.title)
    starts = all(one.startswith(word) for one, word in zip(heading, words, strict=False))
    return (
        tuple(heading) != words,
        not starts or len(heading) < len(words),
        not begin(words, heading),
        hit.over,
        ORDER[hit.kind],
    )


def grouped(hits: Iterable[Hit], most: int) -> list[Group]:
    """The hits under their kinds, each with its best ones."""
    found: dict[Kind, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.kind, []).append(hit)
    kinds = sorted(found, key=ORDER.__getitem__)
    return [Group(kind, found[kind][:most], max(len(found[kind]) - most, 0)) for kind in kinds]
