"""TOML read strictly: every error names the file and the key, and no key is ignored."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_NAME = 80
MOST_DOTS = 200
BLANK = "write a text that is not empty."


Place = tuple[tuple[str, int], ...]
"""Where a table stands: the names of arrays from the top, and its place in each, from 1."""


class TomlError(ValueError):
    """A file that cannot be used; the sentence names the file and the key.

    `at` and `key` tell where the mistake is, so that `line_of` can find it; `said` is what is
    wrong there, without the place.
    """

    def __init__(self, sentence: str, at: Place = (), key: str = "", said: str = "") -> None:
        super().__init__(sentence)
        self.at = at
        self.key = key
        self.said = said or sentence


class Table:
    """One table of a TOML file, whose keys are taken one by one; `close` refuses the rest."""

    def __init__(self, values: dict[str, Any], where: str, at: Place = ()) -> None:
        self.values = dict(values)
        self.where = where
        self.at = at

    def problem(self, key: str, sentence: str) -> TomlError:
        return TomlError(f"{self.where}: {key}: {sentence}", self.at, key, sentence)

    def has(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, default: str | None = None, most: int | None = None) -> str:
        """A text, of at most so many characters."""
        value = self.take(key, default)
        if not isinstance(value, str) or (not value.strip() and value != default):
            raise self.problem(key, BLANK)
        if CONTROL.search(value):
            raise self.problem(key, "take out the invisible characters.")
        if most is not None and len(value) > most:
            raise self.problem(key, f"use at most {most} characters.")
        return value

    def parsed(self, key: str, parse: Callable[[str], str]) -> str:
        """A text as `parse` makes it, which raises ValueError with a sentence; nothing for none."""
        text = self.text(key, "")
        try:
            return parse(text) if text else ""
        except ValueError as error:
            raise self.problem(key, str(error)) from None

    def whole(self, key: str, default: int | None = None, most: int | None = None) -> int:
        """A whole number from 0 up, or to `most`."""
        value = self.take(key, default)
        is_whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        if not is_whole or (most is not None and value > most):
            span = ", 0 or more" if most is None else f" from 0 to {most}"
            raise self.problem(key, f"write a whole number{span}.")
        return int(value)

    def number(self, key: str) -> float | None:
        """A number, or None when the key is absent."""
        value = self.values.pop(key, None)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self.problem(key, "write a number.")
        return None if value is None else float(value)

    def flag(self, key: str) -> bool:
        """True or false; false when the key is absent."""
        value = self.values.pop(key, False)
        if not isinstance(value, bool):
            raise self.problem(key, "write true or false.")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        value = self.take(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self.problem(key, "write a list of texts.")
        return tuple(value)

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        return self.chosen(key, self.take(key, default), kind)

    def choices(self, key: str, kind: type[Choice]) -> tuple[Choice, ...]:
        return tuple(self.chosen(key, one, kind) for one in self.texts(key))

    def tables(self, key: str, name: str = "key", optional: bool = False) -> Iterator["Table"]:
        """The tables of an array; each is called by its `name` value, or its place in the list."""
        value = self.take(key, [] if optional else None)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.problem(key, f"write [[{key}]] tables.")
        for place, one in enumerate(value, start=1):
            called = str(one.get(name, place))[:LONGEST_NAME]
            yield Table(one, f"{self.where}: {key} {called}", (*self.at, (key, place)))

    def close(self) -> None:
        """Refuse what nobody asked for, by name."""
        if self.values:
            unknown = ", ".join(sorted(self.values))
            sentence = f"{self.where}: unknown key {unknown[:LONGEST_NAME]}."
            raise TomlError(sentence, self.at, min(self.values))

    def take(self, key: str, default: Any) -> Any:
        value = self.values.pop(key, default)
        if value is None:
            raise self.problem(key, "is missing.")
        return value

    def chosen(self, key: str, value: object, kind: type[Choice]) -> Choice:
        try:
            return kind(str(value))
        except ValueError:
            known = ", ".join(kind)
            given = str(value)[:LONGEST_NAME]
            raise self.problem(key, f"{given} is not known; choose from {known}.") from None


def read_folder(folder: Path) -> tuple[Table, ...]:
    """Every TOML file of a folder in the order of names; raises TomlError when one is none."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise TomlError(f"{folder.name}: no TOML file is here.")
    return tuple(read_file(file) for file in files)


def read_file(file: Path) -> Table:
    try:
        return parse(file.read_text(encoding="utf-8"), file.name)
    except UnicodeDecodeError:
        raise TomlError(f"{file.name}: save the file as UTF-8.") from None


def parse(source: str, name: str) -> Table:
    """A TOML text as a table; `name` is what errors call the file."""
    refuse_dots(source, name)
    try:
        return Table(tomllib.loads(source), name)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(f"{name}: {error}.") from None
    except RecursionError:
        raise TomlError(f"{name}: it nests too deeply.") from None
    except ValueError:
        raise TomlError(f"{name}: a number in it is too long.") from None


def refuse_dots(source: str, name: str) -> None:
    """Refuse a line of very many dots, over which reading a name would take for ever."""
    for number, line in enumerate(source.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            raise TomlError(f"{name}: use at most {MOST_DOTS} dots in a line (at line {number}).")


def line_of(source: str, error: TomlError) -> int | None:
    """The line of a mistake, counted from 1: that of its key, else of the head of its table.

    None where no line tells, as in a table that is written inside a line.
    """
    told = TOLD_LINE.search(str(error))
    if told:
        return int(told[1])
    found = 1 if not error.at else None
    for number, at, words in told_lines(source):
        if at == error.at and words == error.key:
            return number
        if at == error.at and not words:
            found = number
    if found is None:
        name, _place = error.at[-1]
        return line_of(source, TomlError("", error.at[:-1], name))
    return found


TOLD_LINE = re.compile(r"at line (\d+)")
HEAD = re.compile(r"\s*\[\[\s*([\w.-]+)\s*\]\]")
WORDS = re.compile(r"\s*\"?([\w-]+)\"?\s*=")


def told_lines(source: str) -> Iterator[tuple[int, Place, str]]:
    """Every head of a table, and every key in it, with its line; a head has no words."""
    counts: Counter[tuple[Place, str]] = Counter()
    at: Place = ()
    quoted = False
    for number, line in enumerate(source.split("\n"), start=1):
        head, key = HEAD.match(line), WORDS.match(line)
        if not quoted and head:
            *_, name = names = head[1].split(".")
            above = at[: len(names) - 1]
            counts[above, name] += 1
            at = (*above, (name, counts[above, name]))
            yield number, at, ""
        elif not quoted and key:
            yield number, at, key[1]
        quoted ^= (line.count('"""') + line.count("'''")) % 2 == 1
