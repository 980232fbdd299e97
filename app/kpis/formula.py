"""A KPI's formula: an SQL file that a person can read, and what it says it needs."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("formulas")
SAME_AS = {
    "tech_mttr_net_hours": "mttr_net_hours",
    "tech_sla_engagement_pct": "sla_engagement_met_pct",
}
NEEDS = "-- needs: "
SNAPSHOT = "-- kind: snapshot"


@dataclass(frozen=True)
class Formula:
    """A SELECT over the tables of app/psa/relations.sql: period, scope, value and its parts.

    `needs` lists what a source must have; one of each group is enough. A snapshot is taken at one
    moment, any other formula over a period.
    """

    key: str
    sql: str
    needs: tuple[tuple[str, ...], ...]
    is_snapshot: bool


@cache
def formulas() -> dict[str, Formula]:
    """Every KPI that is computed from PSA data, by key."""
    found = {path.stem: read(path) for path in sorted(FOLDER.glob("*.sql"))}
    for key, other in SAME_AS.items():
        found[key] = Formula(key, found[other].sql, found[other].needs, found[other].is_snapshot)
    return dict(sorted(found.items()))


def read(path: Path) -> Formula:
    sql = path.read_text(encoding="utf-8")
    lines = sql.splitlines()
    needs = next(line.removeprefix(NEEDS) for line in lines if line.startswith(NEEDS))
    groups = tuple(tuple(group.split(" or ")) for group in needs.split(", "))
    return Formula(path.stem, sql, groups, SNAPSHOT in lines)
