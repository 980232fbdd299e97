"""Small pictures for lists and headings, written by hand: SVG geometry instead of style attributes.

Each returns one `<svg>` whose colours are CSS variables. Widths in per cent follow the container.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.charts.markup import clean, num
from app.charts.scales import drawable

WORDS = {"ok": "on track", "watch": "watch", "off": "off track", "none": "no data"}

BAR, BAR_GAP, BAR_ROOM = 5, 2, 20
BARS = {
    "ok": ("var(--ok)", 20.0),
    "watch": ("var(--watch-fill)", 12.4),
    "off": ("var(--off)", 5.6),
    "none": ("var(--line-2)", 3.0),
}

# On a journey the baseline is always at 10 % of the width and the target at 82 %.
BASE_AT, TARGET_AT = 10.0, 82.0
FIRST_AT, LAST_AT = 1.5, 99.0
RAIL = 27
SHORT_LABEL = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A value and how it is written."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class Journey:
    """From baseline to target, left to right whichever way is better.

    `now` is the latest reading, `expected` the value the pace line asks for by now, `benchmark`
    a band (open where None), `word` the verdict. All are told, nothing is judged here.
    """

    name: str
    baseline: Mark
    target: Mark
    now: Mark | None = None
    expected: float | None = None
    benchmark: tuple[float | None, float | None] | None = None
    word: str = ""


def sparkline(values: Sequence[float | None], width: int = 96, height: int = 28) -> str:
    """A line without axes, gaps left open, the last value marked; decoration beside its numbers."""
    known = [(at, value) for at, raw in enumerate(values) if (value := drawable(raw)) is not None]
    room = f' viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">'
    parts = [svg_start("spark", width, height) + room]
    if known:
        low, high = min(value for _, value in known), max(value for _, value in known)
        step = (width - 7) / max(len(values) - 1, 1)
        spots = [
            (at, f"{num(3 + at * step)},{num(level(value, low, high, height))}")
            for at, value in known
        ]
        parts += [spark_run(run) for run in neighbours(spots)]
        x, y = spots[-1][1].split(",")
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="3" fill="var(--accent)" stroke="var(--sheet)"/>'
        )
    return "".join([*parts, "</svg>"])


def level(value: float, low: float, high: float, height: int) -> float:
    """Pixels from the top; values that are all equal lie in the middle."""
    share = (value - low) / (high - low) if high > low else 0.5
    return height - 4 - share * (height - 8)


def neighbours(spots: Sequence[tuple[int, str]]) -> Iterator[list[str]]:
    """The points between gaps."""
    for _, run in groupby(enumerate(spots), key=lambda pair: pair[1][0] - pair[0]):
        yield [point for _, (_, point) in run]


def spark_run(points: list[str]) -> str:
    if len(points) == 1:
        x, y = points[0].split(",")
        return f'<circle cx="{x}" cy="{y}" r="1.5" fill="var(--ink-3)"/>'
    return (
        f'<polyline points="{" ".join(points)}" fill="none" stroke="var(--ink-3)" '
        'stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>'
    )


def pulse(states: Sequence[str], label: str) -> str:
    """One bar a week, newest right. States: ok, watch, off, none; any other is a KeyError."""
    said = ", ".join(WORDS[state] for state in states) or "no weeks yet"
    width = max(len(states) * (BAR + BAR_GAP) - BAR_GAP, BAR)
    bars = []
    for week, state in enumerate(states):
        colour, high = BARS[state]
        faded = ' opacity=".72"' if state == "ok" and week < len(states) - 1 else ""
        bars.append(
            f'<rect x="{week * (BAR + BAR_GAP)}" y="{BAR_ROOM - high:g}" width="{BAR}" '
            f'height="{high:g}" rx="1" fill="{colour}"{faded}/>'
        )
    start = svg_start("pulse", width, BAR_ROOM)
    return f"{start}{named(f'{label}: {said}')}{''.join(bars)}</svg>"


def progress_bar(done: float, total: float, mark: float | None = None, label: str = "") -> str:
    """How much of `total` is done; `mark` is where it should be, as a share of the width in %.

    Without a label the bar is decoration: the same must stand in words beside it.
    """
    share = percent(100 * done / total) if total > 0 else 0.0
    said = named(label) if label else ' aria-hidden="true" focusable="false">'
    parts = [
        svg_start("bar", "100%", 14) + said,
        '<rect y="3" width="100%" height="8" rx="2" fill="var(--c-band)"/>',
    ]
    if share:
        parts.append(f'<rect y="3" width="{share:g}%" height="8" rx="2" fill="var(--cell)"/>')
    if mark is not None:
        place = f'x="{percent(mark):g}%" width="2" height="14" transform="translate(-1)"'
        parts.append(f'<rect {place} fill="var(--accent)"/>')
    return "".join([*parts, "</svg>"])


def percent(value: float) -> float:
    return round(min(max(value, 0.0), 100.0), 1)


def journey(way: Journey) -> str:
    """Baseline left, target right; dot = now, triangle = expected by now, band = benchmark."""
    parts = [
        svg_start("journey", "100%", 56),
        named(journey_words(way)),
        benchmark_band(way),
        f'<rect y="{RAIL - 1}" width="100%" height="2" fill="var(--line-2)"/>',
        way_done(way),
        shape(BASE_AT, "M-1-9h2v17h-2z", "var(--ink-3)"),
        shape(TARGET_AT, "M0-7.8L7.8 0 0 7.8-7.8 0z", "var(--ink)"),
        expected_mark(way),
        now_mark(way),
        journey_text(BASE_AT, 53, way.baseline.text, 'fill="var(--ink-3)"'),
        journey_text(TARGET_AT, 53, way.target.text, 'fill="var(--ink)" font-weight="620"'),
    ]
    return "".join([*parts, "</svg>"])


def journey_words(way: Journey) -> str:
    now = f"now {way.now.text}" if way.now else "no reading yet"
    said = f"{way.name}: baseline {way.baseline.text}, {now}, target {way.target.text}."
    return f"{said} {way.word}." if way.word else said


def place(way: Journey, value: float) -> float:
    """Where a value lies, in per cent of the width, held inside both ends.

    With a target that is the baseline, what equals both is at the target, all else at the start.
    """
    distance = way.target.value - way.baseline.value
    if distance == 0:
        return TARGET_AT if value == way.target.value else FIRST_AT
    at = BASE_AT + (TARGET_AT - BASE_AT) * (value - way.baseline.value) / distance
    return round(min(max(at, FIRST_AT), LAST_AT), 1)


def benchmark_band(way: Journey) -> str:
    if way.benchmark is None:
        return ""
    low, high = way.benchmark
    rising = way.target.value >= way.baseline.value
    far_low, far_high = (FIRST_AT, LAST_AT) if rising else (LAST_AT, FIRST_AT)
    ends = sorted(
        [
            far_low if low is None else place(way, low),
            far_high if high is None else place(way, high),
        ]
    )
    return (
        f'<rect x="{ends[0]:g}%" y="14" width="{ends[1] - ends[0]:.1f}%" height="25" rx="2" '
        'fill="var(--c-band)"/>'
    )


def way_done(way: Journey) -> str:
    """The line from the baseline to now, also when now lies behind it."""
    if way.now is None:
        return ""
    ends = sorted([BASE_AT, place(way, way.now.value)])
    return (
        f'<rect x="{ends[0]:g}%" y="{RAIL - 2}" width="{ends[1] - ends[0]:.1f}%" height="4" rx="2" '
        'fill="var(--accent)"/>'
    )


def expected_mark(way: Journey) -> str:
    if way.expected is None:
        return ""
    return shape(place(way, way.expected), "M0 4.5l5 5h-10z", "var(--ink-3)")


def now_mark(way: Journey) -> str:
    if way.now is None:
        return ""
    at = place(way, way.now.value)
    dot = f'<circle cx="{at:g}%" cy="{RAIL}" r="6.75" fill="var(--accent)" stroke="var(--sheet)"'
    look = 'fill="var(--accent)" font-size="18" font-weight="700"'
    return f'{dot} stroke-width="2.5"/>{journey_text(at, 12, way.now.text, look)}'


def shape(at: float, path: str, colour: str) -> str:
    """A path around the rail at `at` per cent: a nested svg, since paths know no per cent."""
    return (
        f'<svg x="{at:g}%" y="{RAIL}" overflow="visible"><path d="{path}" fill="{colour}"/></svg>'
    )


def journey_text(at: float, y: float, text: str, look: str) -> str:
    """Centred on its mark; long words near an end start or end there, so that none is cut."""
    anchor = "middle"
    reach = 20 if len(text) > SHORT_LABEL else 6
    if at < reach:
        at, anchor = 0, "start"
    elif at > 100 - reach:
        at, anchor = 100, "end"
    size = "" if "font-size" in look else ' font-size="14"'
    return (
        f'<text x="{at:g}%" y="{y:g}" text-anchor="{anchor}"{size} {look} '
        f'aria-hidden="true">{clean(text)}</text>'
    )


def svg_start(name: str, width: int | str, height: int) -> str:
    return f'<svg class="{name}" width="{width}" height="{height}" overflow="visible"'


def named(label: str) -> str:
    return f' role="img" aria-label="{clean(label)}">'
