"""The catalogue's reader: what a file may say, and what is refused by name."""

import pytest

from app.kpis.benchmarks import Level, Segment, Strength
from app.kpis.catalogue import Cadence, Direction, Kind, read_catalogue
from app.tomlfile import TomlError

KPI = """
area = "Service delivery"
group = "Throughput"

[[kpis]]
key = "sla"
name = "SLA performance"
wording = "SLA"
plain = "tickets in time"
kind = "result"
unit = "%"
decimals = 1
direction = "up"
target = 90
cadences = ["weekly", "monthly"]
scopes = ["company", "client"]
formula = "met / all"
edge_cases = ["No SLA: left out."]
minimum_n = 20
references = ["B1"]
"""
FIGURES = """
[[sources]]
code = "B1"
title = "A page"
site = "example.org"
strength = "B"

[[sources]]
code = "A1"
title = "A survey"
site = "example.net"
strength = "A"
year = 2022
sample = "260 companies"

[[benchmarks]]
kpi = "sla"
segment = "msp"
level = "good"
low = 90
words = "above 90%"
sources = ["B1", "A1"]

[[benchmarks]]
kpi = "sla"
segment = "desk"
level = "typical"
value = 80
words = "80%"
basis = "tickets by phone"
sources = ["B1"]
"""


def read(tmp_path, kpis=KPI, figures=FIGURES):
    for name, text in (("kpis", kpis), ("benchmarks", figures)):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "one.toml").write_text(text, encoding="utf-8")
    return read_catalogue(tmp_path / "kpis", tmp_path / "benchmarks")


def test_a_definition_is_read_whole(tmp_path):
    kpi = read(tmp_path).kpis["sla"]
    assert (kpi.area, kpi.group, kpi.kind) == ("Service delivery", "Throughput", Kind.RESULT)
    assert (kpi.direction, kpi.target, kpi.minimum_n) == (Direction.UP, 90, 20)
    assert kpi.cadence is Cadence.WEEKLY
    assert kpi.is_result
    assert [source.code for source in kpi.references] == ["B1"]


def test_a_benchmark_carries_its_sources_and_the_strongest_counts(tmp_path):
    good, typical = read(tmp_path).kpis["sla"].benchmarks
    assert (good.low, good.high, good.level) == (90, None, Level.GOOD)
    assert good.strength is Strength.A
    assert good.sources[1].year == 2022
    assert (typical.low, typical.high, typical.segment) == (80, 80, Segment.DESK)


def test_a_figure_on_another_basis_is_told_but_not_drawn(tmp_path):
    good, typical = read(tmp_path).kpis["sla"].benchmarks
    assert good.comparable
    assert not typical.comparable


def test_the_line_about_benchmarks_begins_with_the_strongest(tmp_path):
    assert read(tmp_path).kpis["sla"].benchmark_line == "good: above 90%; typical: 80%."


def test_a_kpi_without_a_benchmark_says_so(tmp_path):
    figures = FIGURES[: FIGURES.index("[[benchmarks]]")]
    kpi = read(tmp_path, KPI + "no_benchmark_found = true\n", figures).kpis["sla"]
    assert kpi.benchmark_line == "No published figure with a source was found."


def test_groups_keep_the_order_of_the_files(tmp_path):
    catalogue = read(tmp_path)
    assert list(catalogue.groups()) == [("Service delivery", "Throughput")]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            'direction = "up"',
            'direction = "sideways"',
            "kpis sla: direction: sideways is not known",
        ),
        ('unit = "%"', 'unit = "furlongs"', "kpis sla: unit: furlongs is not known"),
        ('kind = "result"', "", "kpis sla: kind: is missing"),
        ('plain = "tickets in time"', "plain = 7", "kpis sla: plain: write a text"),
        ("target = 90", 'target = "90"', "kpis sla: target: write a number"),
        ("minimum_n = 20", "minimum_n = 2.5", "kpis sla: minimum_n: write a whole number"),
        ('cadences = ["weekly", "monthly"]', "cadences = []", "cadences: name at least one"),
        ('["weekly", "monthly"]', '["hourly"]', "kpis sla: cadences: hourly is not known"),
        ("target = 90", "band_low = 75", "kpis sla: band_low: write band_low and a greater"),
        ("target = 90", "band_low = 75\nband_high = 85", "band_low: only a KPI with direction"),
        ('references = ["B1"]', 'references = ["Z9"]', "references: no source has the code Z9"),
        ("minimum_n = 20", 'companion_of = "other"', "sla: companion_of: no KPI is called other"),
        ("minimum_n = 20", "minimum = 20", "kpis sla: unknown key minimum"),
        ("minimum_n = 20", "no_benchmark_found = true", "sla: no_benchmark_found: true exactly"),
        ("minimum_n = 20", "no_benchmark_found = 1", "no_benchmark_found: write true or false"),
    ],
)
def test_a_wrong_definition_is_refused_with_its_key(tmp_path, before, after, sentence):
    with pytest.raises(TomlError) as refused:
        read(tmp_path, KPI.replace(before, after))
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('sources = ["B1", "A1"]', "sources = []", "sla: sources: a number without a source"),
        ('sources = ["B1", "A1"]', 'sources = ["B2"]', "sla: sources: no source has the code B2"),
        ("value = 80", "low = 80\nhigh = 70", "benchmarks sla: low: low is at most high"),
        ("value = 80", "", "benchmarks sla: value: write value, low or high"),
        ('kpi = "sla"', 'kpi = "slo"', "slo: no KPI has this key"),
        ('strength = "B"', 'strength = "D"', "sources B1: strength: D is not known"),
        ('code = "A1"', 'code = "B1"', "one.toml: B1: another source has this code"),
    ],
)
def test_a_wrong_figure_is_refused_with_its_key(tmp_path, before, after, sentence):
    with pytest.raises(TomlError) as refused:
        read(tmp_path, figures=FIGURES.replace(before, after, 1))
    assert sentence in str(refused.value)


def test_two_kpis_with_one_key_are_refused(tmp_path):
    with pytest.raises(TomlError, match="sla: another KPI has this key"):
        read(tmp_path, KPI + KPI[KPI.index("[[kpis]]") :])
