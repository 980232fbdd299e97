"""The command line as a person meets it: arguments in, two streams and an exit status out."""

import json
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from app.cli import main

SLUG = "desk"


@dataclass(frozen=True)
class Answer:
    """What a command said, and how it ended."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """A terminal in front of an installation of its own, whose one MSP is called desk."""

    data: Path

    def run(self, *arguments: object) -> Answer:
        """Run `nibble` with the arguments, in this process."""
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            for name, value in self.environment.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["nibble", *map(str, arguments)])
            with pytest.raises(SystemExit) as end:
                main()
                sys.exit(0)
        return Answer(int(end.value.code or 0), out.getvalue(), err.getvalue())

    def bring(self, *files: Path, with_map: object, more: tuple[str, ...] = ()) -> Answer:
        """Import files for the MSP."""
        return self.run("psa", "import", *files, "--msp", SLUG, "--map", with_map, *more)

    def readings(self, *keys: str, more: tuple[str, ...] = ()) -> list[dict[str, Any]]:
        """What `kpis compute --json` gives."""
        chosen = ("--kpi", *keys) if keys else ()
        answer = self.run("kpis", "compute", "--msp", SLUG, *chosen, *more, "--json")
        assert answer.status == 0, answer.err
        found: list[dict[str, Any]] = answer.document["readings"]
        return found

    @property
    def environment(self) -> dict[str, str]:
        return {"NIBBLE_DATA_DIR": str(self.data), "NIBBLE_DATABASE_URL": ""}

    @property
    def store(self) -> Path:
        """The folder of the MSP's store."""
        (folder,) = (self.data / "psa").iterdir()
        return folder


def terminal(data: Path) -> Terminal:
    """A terminal whose MSP has no tickets yet."""
    shutil.copytree(empty_installation(), data, dirs_exist_ok=True)
    return Terminal(data)


@cache
def empty_installation() -> Path:
    first = Terminal(Path(mkdtemp(prefix="nibble-")))
    for arguments in (("migrate",), ("msp", "add", "A desk", "--slug", SLUG)):
        answer = first.run(*arguments)
        assert answer.status == 0, answer.err
    return first.data
