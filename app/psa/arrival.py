"""Files on their way into the store: read and compared, with nothing kept yet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.psa import store
from app.psa.reading.mapping import Map
from app.psa.reading.problems import Problems
from app.psa.reading.records import Reading, read
from app.refusal import Refused


class Rejected(Refused):
    """An import of which nothing is stored, because rows or the map leave something wrong."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems.told())
        self.problems = problems


@dataclass
class Arrival:
    """An import before its decision. It holds the store's lock until its block ends."""

    folder: Path
    mapping: Map
    reading: Reading
    changes: store.Changes
    written: store.Generation | None = None

    @property
    def skipped(self) -> int:
        """The rows that would be left out."""
        return self.reading.rows - self.reading.good

    def refuse_problems(self, skip_bad: bool) -> None:
        """Raise Rejected unless every row is good, or the bad ones are to be left out."""
        problems = self.reading.problems
        if problems.undecided or (problems and not skip_bad) or not self.reading.good:
            raise Rejected(problems)

    def write(self) -> store.Generation | None:
        """Write what would change to the disk, where it does not count yet; None for nothing."""
        if self.written is None and self.changes.anything:
            self.written = store.prepare(self.folder, self.reading, self.mapping)
        return self.written


@contextmanager
def arriving(folder: Path, paths: Sequence[Path], mapping: Map) -> Iterator[Arrival]:
    """Read files and compare them with the store in a folder. Raises Refused."""
    with store.importing(folder) as work:
        reading = read(paths, mapping, work)
        yield Arrival(folder, mapping, reading, store.compare(folder, reading, mapping))
