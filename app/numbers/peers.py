"""Where an MSP stands among its peers on one KPI: the middle half, and itself; nobody else."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from uuid import UUID

from app.accounts.models import Msp
from app.accounts.peers import grants_of, peers_of
from app.charts import kept
from app.charts.strip import Mark, Quarters, Strip, strip, strip_png
from app.kpis import library
from app.kpis.across import Way, points_across, ways_across
from app.kpis.catalogue import Direction, Kpi
from app.kpis.peers import LEAST, Compared, Latest, Place, Spread, Why, coarse, compare, place
from app.kpis.queries import Point
from app.kpis.series import series
from app.numbers.quality import DAYS, quality
from app.numbers.words import PERIODS, better_words, say
from app.tenancy import columns_across

PERIODS_BACK = 17
DAY = timedelta(days=1)
AS_SHIPPED = Way(changed=False, agreed=False)
OWN_KPI = "A KPI of your own has no peers: only KPIs of the catalogue mean the same everywhere."
NO_PRACTICE = (
    "Peers are the other clients of a coach’s practice, and no practice is let in here yet."
)
NOT_AGREED = "The owner has not agreed to be compared. Whoever agrees sees where they stand."
TOO_FEW = (
    f"It takes {LEAST} MSPs that agreed and have a reading to compare, and there are fewer so far. "
    "How many is not told, so that nobody can be recognised."
)


@dataclass(frozen=True)
class Among:
    """The chart, or why there is none; `may_agree` where an answer of the owner is missing."""

    chart: Strip | None = None
    lack: str = ""
    may_agree: bool = False


def among(kpi: Kpi, msp: Msp, today: date) -> Among:
    """Where the MSP in scope stands among its peers."""
    if kpi.key not in library.catalogue().kpis:
        return Among(lack=OWN_KPI)
    grants = grants_of(msp.id)
    if not any(one.compared_at for one in grants):
        return Among(lack=NOT_AGREED if grants else NO_PRACTICE, may_agree=bool(grants))
    with columns_across(peers_of(msp.id)):
        found = latest_across([kpi], today)[kpi.key]
    compared = compare(kpi, found, today)
    quarters = coarse((one.value for one in compared.counted.values()), kpi.decimals)
    if quarters is None:
        return Among(lack=TOO_FEW)
    return Among(own_strip(kpi, msp, compared, quarters))


def latest_across(kpis: Collection[Kpi], today: date) -> Mapping[str, list[Latest]]:
    """The latest reading of each MSP in scope of some KPIs, of a period that is over, by key."""
    by_key = {kpi.key: kpi for kpi in kpis}
    back = PERIODS_BACK * max(DAYS[kpi.cadence] for kpi in kpis)
    points = points_across(by_key, today - timedelta(days=back), today - DAY)
    ways = ways_across(by_key)
    found: dict[str, list[Latest]] = {key: [] for key in by_key}
    for (key, msp_id), read in points.items():
        one = latest(by_key[key], msp_id, read, ways.get((key, msp_id), AS_SHIPPED), today)
        found[key] += [one] if one else []
    return found


def latest(kpi: Kpi, msp_id: UUID, read: Sequence[Point], way: Way, today: date) -> Latest | None:
    """The latest reading of one MSP with the grade of its series; None without a value."""
    points = series(read, kpi.cadence)
    last = next((one for one in reversed(points) if one.value is not None), None)
    if last is None or last.value is None:
        return None
    grade = quality(kpi, points, way.agreed, today).trust.grade
    return Latest(msp_id, last.value, last.starts_on, last.ends_on, last.n, grade, way.changed)


def own_strip(kpi: Kpi, msp: Msp, compared: Compared, of: Spread) -> Strip:
    """The quarters, with the own reading alone in them."""
    own = compared.counted.get(msp.id)
    where = place(own.value, of, kpi) if own else None
    marks = (Mark(own.value, msp.name, own=True),) if own else ()
    return strip_of(kpi, compared, marks, of, own_title(msp, where, compared.left_out.get(msp.id)))


def own_title(msp: Msp, where: Place | None, why: Why | None) -> str:
    if where:
        return f"{msp.name} is {where}"
    return f"{msp.name} is not compared: {why or 'no reading of a period that is over'}"


def strip_of(
    kpi: Kpi, compared: Compared, marks: tuple[Mark, ...], of: Spread | None, title: str
) -> Strip:
    """Readings of one KPI beside each other, better to the right where one way is better."""
    is_ranked = kpi.direction in {Direction.UP, Direction.DOWN}
    better = "Better to the right." if is_ranked else better_words(kpi)
    return Strip(
        title=title,
        subtitle=f"{kpi.name}, latest reading by {PERIODS[compared.rhythm]}. {better}",
        sentence=f"{title}. {middle_words(kpi, of)}".strip(),
        say=say(kpi),
        marks=marks,
        quarters=Quarters(of.low, of.median, of.high) if of else None,
        decimals=kpi.decimals,
        flipped=kpi.direction is Direction.DOWN,
    )


def middle_words(kpi: Kpi, of: Spread | None) -> str:
    if of is None:
        return ""
    low, median, high = (say(kpi)(one) for one in (of.low, of.median, of.high))
    return f"The middle half of {of.n} MSPs lies from {low} to {high}, with the median at {median}."


def digest(chart: Strip) -> str:
    """A name for the picture: it changes when anything on it does."""
    told = [(f.name, getattr(chart, f.name)) for f in fields(chart) if f.name != "say"]
    return kept.digest("strip", chart.say(1.0), told)


def svg(chart: Strip, key: str, width: int) -> str:
    """The chart to stand inside a page; `key` leads its ids."""
    return kept.svg(f"{digest(chart)}-{key}-{width}", lambda: strip(chart, key, width))


def svg_file(chart: Strip) -> bytes:
    """The chart as a file of its own."""
    return kept.as_file(svg(chart, "strip", kept.WIDE)).encode()


def png(chart: Strip) -> bytes:
    return kept.drawings.get(f"{digest(chart)}-png", lambda: strip_png(chart, kept.WIDE))
