"""What is wrong with a file: where, and in words for a person."""

from dataclasses import dataclass

from app.refusal import Refused

SHOWN = 50


@dataclass(frozen=True)
class Problem:
    """One fault; line counts from 1 in the unpacked file, None where the whole file is meant."""

    file: str
    line: int | None
    column: str | None
    sentence: str

    def __str__(self) -> str:
        """`tickets.csv, line 4, column Created: '31/02/2026' is not a date.`"""
        place = [self.file]
        place += [f"line {self.line}"] if self.line else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.sentence}"


@dataclass(frozen=True)
class Problems:
    """The first faults in the order of the file, and how many there are.

    `undecided` counts those that no row can be skipped for: the mapping leaves something open.
    """

    first: tuple[Problem, ...] = ()
    count: int = 0
    undecided: int = 0

    def __bool__(self) -> bool:
        """Whether anything is wrong."""
        return self.count > 0

    def told(self) -> str:
        """One line for each of the first, how many more there are, and what became of it all."""
        lines = [str(problem) for problem in self.first]
        if self.count > len(lines):
            lines.append(f"... and {self.count - len(lines):,} more.")
        return "\n".join([*lines, "Nothing was stored."])


class Unreadable(Refused):
    """A file that cannot be read at all; nothing of it was kept."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = Problems(problems[:SHOWN], len(problems), len(problems))
        super().__init__(self.problems.told())
