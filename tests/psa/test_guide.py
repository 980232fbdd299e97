"""docs/psa.md tells of every key of a map and of no other, and its examples are maps."""

import re

import pytest

from app.psa.maps import shipped
from app.psa.reading.mapfile import parse_map
from app.psa.reading.mapping import KEYS, Grain, Kind
from app.refusal import Refused
from tests.shared import ROOT

GUIDE = (ROOT / "docs" / "psa.md").read_text(encoding="utf-8")
HEADINGS = re.compile(r"^### (.+)$", re.MULTILINE)
EXAMPLES = re.findall(r"```toml\n(.+?)```", GUIDE, re.DOTALL)


def told() -> dict[str, tuple[str, ...]]:
    """The keys of each table of the guide."""
    _, *parts = HEADINGS.split(GUIDE)
    found = {}
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        keys = tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
        for table in re.findall(r"\[(\w+)\]", heading) or [""]:
            found[table] = keys
    return found


def test_every_key_is_told_and_no_other():
    assert told() == KEYS


@pytest.mark.parametrize("table", [name for name in KEYS if name])
def test_a_key_that_is_not_told_is_refused(table):
    start, end = (EXAMPLES[0].index(f"[{table}]\n"), len(f"[{table}]\n"))
    text = EXAMPLES[0][: start + end] + "nonsense = []\n" + EXAMPLES[0][start + end :]
    with pytest.raises(Refused, match=rf"our\.toml: \[{table}\].*nonsense"):
        parse_map(text, "our.toml")


def test_there_is_an_example_for_each_kind_of_file():
    read = [parse_map(text, "an example") for text in EXAMPLES]
    assert {(one.file.kind, one.file.grain) for one in read} == {
        (k, g) for k in Kind for g in Grain
    }


def test_every_shipped_map_is_named():
    for name in shipped():
        assert f"`{name}`" in GUIDE
