"""The KPI catalogue: TOML files become definitions, each with its published benchmarks."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from app.kpis.benchmarks import Benchmark, Source, cited, read_benchmarks
from app.tomlfile import Table, TomlError, read_folder


class Direction(StrEnum):
    """Which way is better: up, down, inside a band, or neither (watch)."""

    UP = "up"
    DOWN = "down"
    BAND = "band"
    WATCH = "watch"


class Kind(StrEnum):
    RESULT = "result"
    LEADING = "leading"


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Scope(StrEnum):
    """What a reading is about: the firm, a team, a technician, a client account, a project."""

    COMPANY = "company"
    TEAM = "team"
    TECHNICIAN = "technician"
    CLIENT = "client"
    PROJECT = "project"


class Unit(StrEnum):
    PERCENT = "%"
    HOURS = "h"
    BUSINESS_HOURS = "business h"
    HOURS_PER_ENDPOINT = "h / endpoint / month"
    MINUTES = "min"
    DAYS = "days"
    COUNT = "count"
    COUNT_PER_TECH = "count / tech"
    RATIO = "ratio"
    SCORE = "score"
    MONEY = "money"
    MONEY_PER_HOUR = "money / h"


@dataclass(frozen=True)
class Band:
    """From low to high, both inside."""

    low: float
    high: float


OWN_GROUP = "Your own"


@dataclass(frozen=True)
class Own:
    """What an MSP's own KPI has beyond one of the catalogue; a value may reach both limits.

    With a formula it is computed from other KPIs, which stand in it by their keys.
    """

    id: UUID
    version: int
    lowest: float | None
    highest: float | None
    put_away: bool
    formula: str = ""


@dataclass(frozen=True)
class Kpi:
    """One definition of the catalogue, or an MSP's own; `minimum_n` is the sample below which a
    value is greyed."""

    key: str
    name: str
    wording: str
    plain: str
    area: str
    group: str
    kind: Kind
    unit: Unit
    decimals: int
    direction: Direction
    band: Band | None
    target: float | None
    cadences: tuple[Cadence, ...]
    scopes: tuple[Scope, ...]
    formula: str
    edge_cases: tuple[str, ...]
    minimum_n: int
    companion_of: str
    remark: str
    references: tuple[Source, ...]
    benchmarks: tuple[Benchmark, ...]
    own: Own | None = None

    @property
    def is_offered(self) -> bool:
        """Whether it is among those to choose from."""
        return self.own is None or not self.own.put_away

    @property
    def is_computed(self) -> bool:
        """Whether its readings are computed from those of other KPIs."""
        return self.own is not None and bool(self.own.formula)

    @property
    def cadence(self) -> Cadence:
        """The rhythm asked for first; later ones are roll-ups."""
        return self.cadences[0]

    @property
    def is_result(self) -> bool:
        return self.kind is Kind.RESULT

    @property
    def benchmark_line(self) -> str:
        """What is published, the strongest first; without a source it says so."""
        if not self.benchmarks:
            return "No published figure with a source was found."
        ranked = sorted(self.benchmarks, key=lambda one: one.strength)
        return "; ".join(f"{one.level.value}: {one.words}" for one in ranked) + "."


@dataclass(frozen=True)
class Catalogue:
    """Every KPI by key in the order of the files, and every source by code."""

    kpis: dict[str, Kpi]
    sources: dict[str, Source]

    def groups(self) -> dict[tuple[str, str], tuple[Kpi, ...]]:
        """The KPIs by area and group, in the order of the files."""
        found: dict[tuple[str, str], tuple[Kpi, ...]] = {}
        for kpi in self.kpis.values():
            place = (kpi.area, kpi.group)
            found[place] = (*found.get(place, ()), kpi)
        return found


def read_catalogue(kpis: Path, benchmarks: Path) -> Catalogue:
    """The catalogue from its two folders; raises TomlError, which names the file and the key."""
    sources, published = read_benchmarks(read_folder(benchmarks))
    found: dict[str, Kpi] = {}
    for table in read_folder(kpis):
        for kpi in read_group(table, sources, published):
            if kpi.key in found:
                raise table.problem(kpi.key, "another KPI has this key.")
            found[kpi.key] = kpi
    check_links(found, published)
    return Catalogue(found, sources)


def check_links(kpis: dict[str, Kpi], published: Iterable[Benchmark]) -> None:
    for benchmark in published:
        if benchmark.kpi not in kpis:
            raise TomlError(f"benchmarks: {benchmark.kpi}: no KPI has this key.")
    for kpi in kpis.values():
        if kpi.companion_of and kpi.companion_of not in kpis:
            raise TomlError(f"kpis: {kpi.key}: companion_of: no KPI is called {kpi.companion_of}.")


def read_group(
    table: Table, sources: dict[str, Source], published: tuple[Benchmark, ...]
) -> list[Kpi]:
    area, group = table.text("area"), table.text("group", "")
    found = [read_kpi(one, area, group, sources, published) for one in table.tables("kpis")]
    table.close()
    return found


def read_kpi(
    table: Table,
    area: str,
    group: str,
    sources: dict[str, Source],
    published: tuple[Benchmark, ...],
) -> Kpi:
    key = table.text("key")
    kpi = Kpi(
        key=key,
        name=table.text("name"),
        wording=table.text("wording", ""),
        plain=table.text("plain"),
        area=area,
        group=table.text("group", group or area),
        kind=table.choice("kind", Kind),
        unit=table.choice("unit", Unit),
        decimals=table.whole("decimals"),
        direction=table.choice("direction", Direction),
        band=read_band(table),
        target=table.number("target"),
        cadences=table.choices("cadences", Cadence),
        scopes=table.choices("scopes", Scope),
        formula=table.text("formula"),
        edge_cases=table.texts("edge_cases", ()),
        minimum_n=table.whole("minimum_n", 0),
        companion_of=table.text("companion_of", ""),
        remark=table.text("remark", ""),
        references=cited(table, "references", sources),
        benchmarks=tuple(one for one in published if one.kpi == key),
    )
    check_kpi(kpi, table)
    return kpi


def read_band(table: Table) -> Band | None:
    low, high = table.number("band_low"), table.number("band_high")
    if low is None and high is None:
        return None
    if low is None or high is None or low >= high:
        raise table.problem("band_low", "write band_low and a greater band_high.")
    return Band(low, high)


def check_kpi(kpi: Kpi, table: Table) -> None:
    unsourced = table.flag("no_benchmark_found")
    table.close()
    if unsourced == bool(kpi.benchmarks):
        raise table.problem(
            "no_benchmark_found", "true exactly when no benchmark with a source names this KPI."
        )
    if kpi.band and kpi.direction is not Direction.BAND:
        raise table.problem("band_low", "only a KPI with direction band has a band.")
    if not kpi.cadences or not kpi.scopes:
        raise table.problem("cadences", "name at least one cadence and one scope.")
