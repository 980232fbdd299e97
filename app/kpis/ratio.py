"""The formulas of KPIs that are computed from other KPIs: + - * / over keys and names, no more."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput

from app.kpis.ratio_tree import (
    SIGNS,
    TYPED,
    Named,
    Node,
    computed,
    divides_by_nothing,
    is_sum,
    line_of,
    pieces,
    sums_in,
    times_of,
    words_of,
)

LONGEST, DEEPEST, MOST_NAMES = 400, 12, 20
GRAMMAR = r"""
?start: sum
?sum: product | sum "+" product -> add | sum "-" product -> sub
?product: part | product "*" part -> mul | product "/" part -> div
?part: NUMBER -> number | WORD -> word | NAME -> word | "(" sum ")"
NUMBER: /[0-9]{1,9}(\.[0-9]{1,6})?/
WORD: /[a-z][a-z0-9_]*/i
NAME: /\[[^\[\]]+\]/
%ignore /[ \t\r\n]+/
"""
EXAMPLE = "[Labor waiting to be posted] / [Billable hours] * 100"
EMPTY = f"Write a formula, such as {EXAMPLE}."
TOO_LONG = f"A formula has at most {LONGEST} characters. Divide it into two KPIs."
TOO_DEEP = f"Nest at most {DEEPEST} brackets. Divide it into two KPIs."
TOO_MANY = f"A formula has at most {MOST_NAMES} names. Divide it into two KPIs."
NO_NAME = "A formula names at least one KPI."
BY_NOTHING = "It divides by 0, which comes to nothing. Divide by another number, or by a KPI."


class BadFormula(ValueError):
    """A text that is no formula; its sentence says where, and what would do."""


@dataclass(frozen=True)
class Ratio:
    """A formula over KPIs, each by its key."""

    tree: Node

    @property
    def keys(self) -> tuple[str, ...]:
        """The KPIs it is computed from, each once, in their order."""
        return tuple(dict.fromkeys(words_of(self.tree)))

    @property
    def text(self) -> str:
        """The formula as it is kept, with keys."""
        return "".join(one.key if isinstance(one, Named) else one for one in self.pieces(TYPED))

    def pieces(self, signs: Mapping[str, str] = SIGNS) -> "Iterator[str | Named]":
        """The formula piece by piece: KPIs, and what stands between them."""
        return pieces(self.tree, signs)

    def value(self, readings: Mapping[str, float | None]) -> float | None:
        """What the readings of one period come to; None where one is missing, for a denominator of
        zero, and where any step comes to 1e15 or more."""
        return computed(self.tree, readings)

    def line(self) -> "tuple[Ratio, Ratio] | None":
        """What stands above and below the line of a plain a / b, numbers around it left out; None
        for any other formula.

        Both are sums of KPIs, each perhaps times a number: only these may be added up over periods.
        """
        found = line_of(self.tree)
        if found is None or not all(is_sum(side) for side in found):
            return None
        return Ratio(found[0]), Ratio(found[1])

    @property
    def times(self) -> float | None:
        """What a plain a / b is multiplied by."""
        return times_of(self.tree) if self.line() else None

    def sums(self) -> "Iterator[list[str]]":
        """The KPIs that are added to each other or taken from each other, sum by sum."""
        return sums_in(self.tree)


@cache
def parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


@lru_cache(maxsize=256)
def kept(text: str) -> Ratio:
    """The ratio of a formula that was read before it was kept, with keys."""
    return Ratio(parser().parse(text))


def read(text: str, names: Mapping[str, str], called: Mapping[str, str] | None = None) -> Ratio:
    """The formula of a text from outside; `names` has a key for all that a KPI may be called, and
    `called` its name by key.

    Raises BadFormula, and nothing else, whatever the text.
    """
    if not text.strip():
        raise BadFormula(EMPTY)
    if len(text) > LONGEST:
        raise BadFormula(TOO_LONG)
    if deepest(text) > DEEPEST:
        raise BadFormula(TOO_DEEP)
    try:
        tree = parser().parse(text)
    except UnexpectedCharacters as no:
        raise BadFormula(f"“{no.char}” has no meaning here. {ALLOWED}") from None
    except UnexpectedInput as no:
        raise BadFormula(misplaced(no)) from None
    count = sum(1 for _word in words_of(tree))
    if not 0 < count <= MOST_NAMES:
        raise BadFormula(TOO_MANY if count else NO_NAME)
    if divides_by_nothing(tree):
        raise BadFormula(BY_NOTHING)
    return Ratio(named(tree, names, called or {}))


ALLOWED = "Use + - * / and brackets, numbers such as 100, and the names of KPIs."


def misplaced(no: UnexpectedInput) -> str:
    token = getattr(no, "token", None)
    if token is None or token.type == "$END":
        return f"Something is missing at the end. {ALLOWED}"
    return f"“{str(token)[:60]}” cannot stand there. {ALLOWED}"


def deepest(text: str) -> int:
    """How many brackets are open at once."""
    depth = most = 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        most = max(most, depth)
    return most


def plain(text: str) -> str:
    """A name as formulas find it: "First response" and first_response are the same."""
    return "_".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def names_of(kpis: Mapping[str, str]) -> dict[str, str]:
    """The key for all that formulas may call these KPIs, which are given as names by key."""
    return {plain(name): key for key, name in kpis.items()} | {plain(key): key for key in kpis}


def named(tree: Node, names: Mapping[str, str], called: Mapping[str, str]) -> Node:
    """The tree with a key for every name. Raises BadFormula with the nearest known name."""
    if tree.data == "word":
        said = str(tree.children[0]).strip("[]").strip()
        key = names.get(plain(said))
        if key is None:
            raise BadFormula(unknown(said, names, called))
        return Tree("word", [Token("WORD", key)])
    inside = [named(one, names, called) if isinstance(one, Tree) else one for one in tree.children]
    return Tree(tree.data, inside)


def unknown(said: str, names: Mapping[str, str], called: Mapping[str, str]) -> str:
    near = get_close_matches(plain(said), list(names), n=1, cutoff=0.5)
    hint = " Write its name in square brackets."
    if near:
        hint = f" Did you mean [{called.get(names[near[0]], near[0])}]?"
    return f"No KPI is called “{said[:60]}”.{hint}"


def in_order(inputs: Mapping[str, Iterable[str]]) -> list[str]:
    """The computed KPIs so that each comes after those that it is computed from.

    Raises Circle when some would be computed from each other.
    """
    try:
        order = list(TopologicalSorter(inputs).static_order())
    except CycleError as no:
        raise Circle(tuple(reversed(no.args[1]))) from None
    return [key for key in order if key in inputs]


class Circle(BadFormula):
    """KPIs that would be computed from each other; `keys` go along the circle and end where they
    began."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(" → ".join(keys))
        self.keys = keys
