"""TOML read strictly: every error names the file and the key, and no key is ignored."""

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class TomlError(ValueError):
    """A file that cannot be used; the sentence names the file and the key."""


class Table:
    """One table of a TOML file, whose keys are taken one by one; `close` refuses the rest."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self.values = dict(values)
        self.where = where

    def problem(self, key: str, sentence: str) -> TomlError:
        return TomlError(f"{self.where}: {key}: {sentence}")

    def has(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        value = self.take(key, default)
        if not isinstance(value, str) or (not value.strip() and value != default):
            raise self.problem(key, "write a text that is not empty.")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        value = self.take(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.problem(key, "write a whole number, 0 or more.")
        return value

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
            yield Table(one, f"{self.where}: {key} {one.get(name, place)}")

    def close(self) -> None:
        """Refuse what nobody asked for, by name."""
        if self.values:
            unknown = ", ".join(sorted(self.values))
            raise TomlError(f"{self.where}: unknown key {unknown}.")

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
            raise self.problem(key, f"{value} is not known; choose from {known}.") from None


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
    try:
        return Table(tomllib.loads(source), name)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(f"{name}: {error}.") from None
