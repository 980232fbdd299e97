"""The tree of a formula over KPIs: what it comes to, what can be pooled, and how it is written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lark import Token, Tree

Node = Tree[Token]
SIGNS = {"add": "+", "sub": "−", "mul": "×", "div": "÷"}
TYPED = {"add": "+", "sub": "-", "mul": "*", "div": "/"}
TOO_LARGE = 1e15
"""From here on a number in floating point is no longer exact to its last digit."""


@dataclass(frozen=True)
class Named:
    """A KPI in a formula that is written out."""

    key: str


def words_of(tree: Node) -> Iterator[str]:
    if tree.data == "word":
        yield str(tree.children[0])
        return
    for one in tree.children:
        if isinstance(one, Tree):
            yield from words_of(one)


def computed(tree: Node, readings: Mapping[str, float | None]) -> float | None:
    if tree.data == "word":
        return readings.get(str(tree.children[0]))
    if tree.data == "number":
        return float(str(tree.children[0]))
    left, right = (computed(one, readings) for one in sides(tree))
    if left is None or right is None:
        return None
    found = DO[tree.data](left, right)
    return found if found is not None and abs(found) < TOO_LARGE else None


DO: dict[str, Callable[[float, float], float | None]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b if b else None,
}


def sums_in(tree: Node, inside: bool = False) -> Iterator[list[str]]:
    is_one = tree.data in {"add", "sub"}
    if is_one and not inside:
        yield addends(tree)
    for side in sides(tree):
        yield from sums_in(side, is_one)


def addends(tree: Node) -> list[str]:
    if tree.data == "word":
        return [str(tree.children[0])]
    if tree.data in {"add", "sub"}:
        return [key for side in sides(tree) for key in addends(side)]
    return []


def sides(tree: Node) -> list[Node]:
    return [one for one in tree.children if isinstance(one, Tree)]


def number_in(tree: Node) -> float | None:
    """A side that names no KPI, as the number it is; None for one that does."""
    return None if any(words_of(tree)) else computed(tree, {})


def divides_by_nothing(tree: Node) -> bool:
    """Whether a number that is 0 stands below a line, whatever the readings."""
    if tree.data == "div" and number_in(sides(tree)[1]) == 0:
        return True
    return any(map(divides_by_nothing, sides(tree)))


def line_of(tree: Node) -> tuple[Node, Node] | None:
    tree, _times = bare(tree)
    if tree.data != "div":
        return None
    above, below = sides(tree)
    return bare(above)[0], bare(below)[0]


def times_of(tree: Node) -> float | None:
    """What an a / b is multiplied by: all the numbers around it, above and below the line."""
    tree, times = bare(tree)
    above, below = (bare(side)[1] for side in sides(tree))
    return times * above / below if below else None


def bare(tree: Node, times: float = 1.0) -> tuple[Node, float]:
    """What is left without the numbers that all of it is multiplied or divided by, and what these
    come to."""
    if tree.data in {"mul", "div"}:
        left, right = sides(tree)
        if number := number_in(right):
            return bare(left, times * number if tree.data == "mul" else times / number)
        if tree.data == "mul" and (number := number_in(left)):
            return bare(right, times * number)
    return tree, times


def is_sum(tree: Node) -> bool:
    """Whether it may be added up over periods: KPIs, their sums, and numbers times them."""
    if tree.data in {"word", "number"}:
        return tree.data == "word"
    left, right = sides(tree)
    if tree.data in {"add", "sub"}:
        return is_sum(left) and is_sum(right)
    if number_in(right):
        return is_sum(left)
    return tree.data == "mul" and bool(number_in(left)) and is_sum(right)


def pieces(tree: Node, signs: Mapping[str, str]) -> Iterator[str | Named]:
    if tree.data == "word":
        yield Named(str(tree.children[0]))
        return
    if tree.data == "number":
        yield str(tree.children[0])
        return
    left, right = sides(tree)
    yield from bracketed(left, signs, weaker(left, tree, right=False))
    yield f" {signs[tree.data]} "
    yield from bracketed(right, signs, weaker(right, tree, right=True))


def weaker(inner: Node, outer: Node, right: bool) -> bool:
    """Whether a side needs brackets to stay together."""
    if inner.data not in SIGNS:
        return False
    times = outer.data in {"mul", "div"}
    return (right and outer.data != "add") or (times and inner.data in {"add", "sub"})


def bracketed(tree: Node, signs: Mapping[str, str], need: bool) -> Iterator[str | Named]:
    if need:
        yield "("
    yield from pieces(tree, signs)
    if need:
        yield ")"
