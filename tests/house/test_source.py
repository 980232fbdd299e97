"""What only the text of the source can show."""

import re
from pathlib import Path

from tests.shared import ROOT

APP = ROOT / "app"


def lines_with(pattern: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted(APP.rglob("*.py")):
        hits = [line.strip() for line in file.read_text().splitlines() if re.search(pattern, line)]
        if hits:
            found[str(file.relative_to(APP))] = hits
    return found


def test_only_the_database_module_commits() -> None:
    assert set(lines_with(r"session\.commit\(")) == {"db.py"}


def test_nobody_goes_around_the_mapped_entities() -> None:
    assert set(lines_with(r"__table__|exec_driver_sql")) <= {"db.py"}


def test_nobody_marks_text_as_safe_but_those_who_draw_it() -> None:
    templates = [*APP.glob("templates/**/*.html")]
    assert templates
    assert [str(f) for f in templates if re.search(r"\|\s*safe\b", f.read_text())] == []


def test_no_page_has_inline_style_or_script() -> None:
    for file in APP.glob("templates/**/*.html"):
        text = file.read_text()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|hx-on|<script(?![^>]*\bsrc=)", text), (
            file.name
        )


def test_files_stay_small() -> None:
    long = {
        str(f.relative_to(ROOT)): n
        for f in APP.rglob("*.py")
        if (n := len(f.read_text().splitlines())) > 300
    }
    assert long == {}


def test_every_module_says_what_it_is_for() -> None:
    for file in APP.rglob("*.py"):
        assert Path(file).read_text().startswith('"""'), file
