"""Text and figures as nobody means them, for hypothesis."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from app.charts.kpi_trend import Benchmark, Event, KpiTrend, Reading, Target
from tests.charts.samples import UTILIZATION

texts = st.text(max_size=60) | st.sampled_from(
    [
        "$$",
        "$x_1$",
        "<script>&amp;\"'",
        "]]>",
        "\x00\x1b\ufffe",
        "\ud800",
        "שלום",
        "漢字",
        "🙂",
        "é" * 200,
    ]
)
days = st.dates(date(2019, 1, 1), date(2030, 12, 31))
values = (
    st.floats() | st.integers(-(10**20), 10**20).map(float) | st.sampled_from([0.0, 63.0, 1e15])
)
maybe = st.none() | values


@st.composite
def trends(draw: st.DrawFn) -> KpiTrend:
    unit = draw(texts)
    readings = st.builds(Reading, days, maybe, st.booleans())
    return replace(
        UTILIZATION,
        title=draw(texts),
        subtitle=draw(texts),
        sentence=draw(texts),
        note=draw(texts),
        say=lambda value: f"{value:.6g}{unit}",
        decimals=draw(st.integers(-3, 4)),
        readings=tuple(draw(st.lists(readings, max_size=12))),
        today=draw(days),
        start=draw(st.none() | days),
        baseline=draw(maybe),
        target=draw(st.none() | st.builds(Target, values, days)),
        benchmarks=tuple(draw(st.lists(st.builds(Benchmark, maybe, maybe, texts), max_size=5))),
        events=tuple(
            draw(st.lists(st.builds(Event, days, st.integers(1, 99), texts), max_size=30))
        ),
    )
