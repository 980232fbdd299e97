"""Leading indicators and their results: the shipped links, and what a wrong one is told."""

import pytest

from app.kpis import library
from app.kpis.benchmarks import Source, Strength
from app.kpis.links import read_links
from app.tomlfile import TomlError, parse

SOURCES = {"B1": Source("B1", "A page", "example.com", Strength.B, 0, "")}
GOOD = """
[[links]]
lead = "calls"
result = "sla"
within_days = 42
why = "Calls come first."
sources = ["B1"]
"""
WRONG = [
    ('lead = "calls"', 'lead = "never"', "links never: lead: no KPI is called never"),
    ('result = "sla"', 'result = "calls"', "result: a KPI does not go before itself"),
    ('sources = ["B1"]', "sources = []", "sources: name a source, and the days"),
    ("within_days = 42", "within_days = 0", "sources: name a source, and the days"),
    ('why = "Calls', 'because = "Calls', "why: is missing"),
]


def test_a_link_says_why_how_long_and_who_says_so() -> None:
    (link,) = read_links([parse(GOOD, "x.toml")], {"calls", "sla"}, SOURCES)
    assert (link.lead, link.result, link.within_days) == ("calls", "sla", 42)
    assert link.sources == (SOURCES["B1"],)


@pytest.mark.parametrize(("good", "wrong", "sentence"), WRONG)
def test_a_wrong_link_is_named_with_its_key(good: str, wrong: str, sentence: str) -> None:
    with pytest.raises(TomlError, match=sentence):
        read_links([parse(GOOD.replace(good, wrong), "x.toml")], {"calls", "sla"}, SOURCES)


def test_the_same_link_twice_is_refused() -> None:
    with pytest.raises(TomlError, match="stands here twice"):
        read_links([parse(GOOD + GOOD, "x.toml")], {"calls", "sla"}, SOURCES)


def test_the_shipped_links_lead_from_an_indicator_and_each_reason_is_a_sentence() -> None:
    assert len(library.links()) >= 12
    assert all(one.why.endswith(".") for one in library.links())
    first = library.links_of("mttr_net_hours")
    assert first
    assert all(one.result == "mttr_net_hours" for one in first)
    assert library.links_of("dso_days") == []
