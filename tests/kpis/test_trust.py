"""How far a number can be trusted: a grade from five questions, each with its reason."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from app.kpis.rules import Freshness
from app.kpis.trust import Grade, Origin, TrustFacts, trust, trust_facts

GOOD = TrustFacts(
    Origin.COMPUTED, Freshness.FRESH, known=13, missing=0, small=0, excluded=0.02, agreed=True
)
CASES = [
    ({}, Grade.HIGH, "Computed, up to date, without gaps, and its definition is agreed."),
    ({"origin": Origin.PARTS}, Grade.HIGH, "It can be divided again from its two numbers"),
    ({"known": 0}, Grade.NONE, "It has no reading yet."),
    ({"agreed": False}, Grade.FAIR, "Nobody has agreed on how it is counted."),
    ({"origin": Origin.BARE}, Grade.FAIR, "Typed, with nothing to check it by."),
    ({"freshness": Freshness.DUE}, Grade.HIGH, "Computed"),
    ({"freshness": Freshness.LATE}, Grade.FAIR, "Its latest reading is late."),
    ({"freshness": Freshness.SILENT}, Grade.LOW, "It has gone silent."),
    ({"known": 12, "missing": 1}, Grade.HIGH, "Computed"),
    ({"known": 11, "missing": 2}, Grade.FAIR, "2 of the latest 13 weeks have no reading."),
    ({"known": 10, "missing": 3}, Grade.FAIR, "3 of the latest 13 weeks have no reading."),
    ({"known": 9, "missing": 4}, Grade.LOW, "4 of the latest 13 weeks have no reading."),
    ({"excluded": 0.1}, Grade.HIGH, "Computed"),
    ({"excluded": 0.3}, Grade.FAIR, "30% of the records are left out of it."),
    ({"excluded": 0.31}, Grade.LOW, "31% of the records are left out of it."),
    ({"excluded": None}, Grade.HIGH, "Computed"),
    ({"small": 6}, Grade.HIGH, "Computed"),
    ({"small": 7}, Grade.FAIR, "Most readings rest on a small sample."),
    (
        {"origin": Origin.BARE, "agreed": False},
        Grade.FAIR,
        "Typed, with nothing to check it by; nobody has agreed on how it is counted.",
    ),
    ({"origin": Origin.BARE, "agreed": False, "freshness": Freshness.LATE}, Grade.LOW, "Typed"),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_the_grade_and_its_reason(number: int) -> None:
    changed, grade, reason = CASES[number]
    found = trust(replace(GOOD, **changed), "week")
    assert found.grade is grade
    assert found.reason.startswith(reason)
    assert found.reason.endswith(".")


@dataclass(frozen=True)
class Read:
    ends_on: date
    value: float | None = 1.0
    n: int | None = 40
    excluded: int | None = None
    denominator: float | None = None
    source: str = "servicenow"
    by_id: UUID | None = None


SUNDAY = date(2026, 11, 22)


def weeks(*ago: int, **told: object) -> list[Read]:
    days = (SUNDAY - timedelta(weeks=number) for number in sorted(ago, reverse=True))
    return [Read(day, **told) for day in days]  # type: ignore[arg-type]


def facts(points: list[Read]) -> TrustFacts:
    return trust_facts(points, Freshness.FRESH, 7, 20, agreed=True)


def test_gaps_are_counted_in_the_latest_thirteen_periods_since_the_first_reading() -> None:
    assert facts(weeks(*range(20))).missing == 0
    assert facts(weeks(0, 1, 3, 5)) == replace(GOOD, known=4, missing=2, excluded=None)
    assert facts(weeks(0, 30)).missing == 12
    assert facts([]) == replace(GOOD, known=0, excluded=None)
    months = [Read(day) for day in (date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31))]
    assert trust_facts(months, Freshness.FRESH, 365.25 / 12, 20, agreed=True).missing == 0


def test_the_weakest_origin_counts() -> None:
    typed = weeks(0, source="Typed")
    assert facts(weeks(1) + typed).origin is Origin.BARE
    assert facts(weeks(1) + weeks(0, source="Typed", denominator=12.0)).origin is Origin.PARTS
    assert facts(weeks(0, source="kpis.xlsx", by_id=uuid4())).origin is Origin.BARE
    assert facts(weeks(0, 1)).origin is Origin.COMPUTED


def test_what_is_computed_is_no_better_than_what_it_is_computed_from() -> None:
    def origin(inputs: list[Read]) -> Origin:
        computed = weeks(0, 1, source="Computed from Tickets closed")
        return trust_facts(computed, Freshness.FRESH, 7, 20, True, inputs).origin

    assert origin(weeks(0, 1)) is Origin.COMPUTED
    assert origin(weeks(0, 1) + weeks(0, source="Typed")) is Origin.BARE
    assert origin(weeks(0, source="Typed", denominator=4.0)) is Origin.PARTS
    assert origin(weeks(2, source="Typed")) is Origin.COMPUTED


def test_what_was_left_out_is_pooled_and_a_small_sample_counted() -> None:
    found = facts(weeks(1, n=90, excluded=10) + weeks(0, n=10, excluded=90))
    assert (found.excluded, found.small) == (0.5, 1)
    assert facts(weeks(0, n=None)).excluded is None
