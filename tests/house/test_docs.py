"""The guides say what the code says: settings, permissions, commands, routes, links, packages."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from itertools import chain
from pathlib import Path

import click
import pytest

from app.cli import nibble
from app.config import PREFIX, Settings
from app.policy import GRANTS, Role
from tests.standing import make_app

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LINK = re.compile(r"\]\(([^)#:]+)\)")
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "bench").glob("*.md")])


def rows(page: str) -> list[list[str]]:
    """The cells of the only table on a page, without its head."""
    lines = [line for line in (DOCS / page).read_text().splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_setting_stands_in_the_guide_with_its_default_and_its_sentence() -> None:
    expected = [
        [PREFIX + f.name.upper(), str(f.default) or "not set", f.metadata["words"]]
        for f in fields(Settings)
    ]
    assert rows("configuration.md") == expected


def test_the_guide_to_permissions_is_the_table_of_grants() -> None:
    expected = [
        [permission.value, *("yes" if role in granted else "" for role in Role)]
        for permission, granted in GRANTS.items()
    ]
    assert rows("permissions.md") == expected


def commands(command: click.Command, name: str) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield name
        return
    context = click.Context(command)
    for part in command.list_commands(context):
        found = command.get_command(context, part)
        assert found is not None
        yield from commands(found, f"{name} {part}")


def test_every_command_stands_in_the_guide() -> None:
    assert [row[0] for row in rows("commands.md")] == sorted(commands(nibble, "nibble"))


def test_every_route_stands_in_the_guide(tmp_path: Path) -> None:
    methods: dict[str, set[str]] = {}
    for rule in make_app(tmp_path, "").url_map.iter_rules():
        methods.setdefault(rule.rule, set()).update((rule.methods or set()) - {"HEAD", "OPTIONS"})
    expected = [[rule, ", ".join(sorted(methods[rule]))] for rule in sorted(methods)]
    assert rows("pages.md") == expected


def test_every_package_has_a_line_that_says_why() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[>=<;\[]", one)[0] for one in wanted} - {"nibble"}
    assert {row[0] for row in rows("decisions/0012-dependencies.md")} == names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_the_guides_lead_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert not missing
