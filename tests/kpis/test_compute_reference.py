"""Every figure that the reference calls a reading, to its last printed digit."""

from datetime import datetime
from pathlib import Path

import pytest

from app.kpis.compute import Ask, compute
from app.kpis.periods import Rhythm
from tests.kpis.references import FILES, expected, imported, one, settled
from tests.shared import shared_dir

SERVICENOW = [name for name in FILES if name.startswith("servicenow")]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    shared = shared_dir()
    folders = {name: tmp_path_factory.mktemp(name) for name in FILES}
    for name, folder in folders.items():
        imported(folder, name, shared)
    return folders


def months(folder: Path, kpi: str) -> dict[str, object]:
    """The readings of one KPI by calendar month."""
    return {str(one.first)[:7]: one for one in compute(folder, Ask(kpis=(kpi,)))}


@pytest.mark.parametrize("name", FILES)
class TestTimeToResolve:
    def test_net_of_waiting(self, stores, name):
        reading = one(stores[name], "mttr_net_hours")
        figures = {"mean": reading.value, **{k: reading.also[k] for k in ("median", "p90")}}
        assert {k: round(v, 4) for k, v in figures.items()} == expected(name)["mttr_no_wait_hours"]

    def test_gross_stands_beside_it(self, stores, name):
        also = one(stores[name], "mttr_net_hours").also
        figures = {k: round(also[f"gross_{k}"], 4) for k in ("mean", "median", "p90")}
        assert figures == expected(name)["mttr_hours"]

    def test_sample_and_waiting(self, stores, name):
        reading, figures = one(stores[name], "mttr_net_hours"), expected(name)
        cases = figures.get("incidents") or figures["cases"]
        waited = figures.get("incidents_with_wait") or figures["cases_with_wait"]
        resolved = figures.get("resolved_incidents") or figures["resolved_cases"]
        assert (reading.n, reading.excluded) == (resolved, cases - resolved)
        assert reading.also["waited"] == waited
        assert round(reading.also["waited_hours"], 2) == figures["wait_hours_total"]


@pytest.mark.parametrize("name", FILES)
def test_the_reopen_rate_comes_from_the_events(stores, name):
    figures = expected(name)
    rate = figures.get("reopen_rate_from_events") or figures["reopen_rate"]
    assert round(one(stores[name], "tech_reopen_rate_pct").value / 100, 6) == rate


@pytest.mark.parametrize("name", FILES)
def test_tickets_opened_by_month_are_the_denominators_of_the_work_mix(stores, name):
    figures = expected(name)
    opened = figures.get("opened_by_month") or figures["created_by_month"]
    found = months(stores[name], "workflow_distribution")
    if name == "helpdesk-italy":
        assert all(reading.value is None for reading in found.values())
        return
    assert {k: v.denominator for k, v in found.items() if v.denominator} == opened


@pytest.mark.parametrize("name", SERVICENOW)
class TestServiceNow:
    def test_tickets_finished_by_month_are_measured_or_excluded(self, stores, name):
        found = months(stores[name], "mttr_net_hours")
        finished = {k: v.n + v.excluded for k, v in found.items() if v.n is not None}
        assert finished == expected(name)["resolved_by_month"]

    def test_sla_verdict_of_the_last_event(self, stores, name):
        reading = one(stores[name], "sla_completion_met_pct")
        assert round(reading.value / 100, 6) == expected(name)["sla_met_rate"]
        assert reading.denominator == expected(name)["incidents"]

    def test_snapshots_as_of_an_instant(self, stores, name):
        for instant, figures in expected(name)["snapshots"].items():
            as_of = datetime.fromisoformat(instant)
            unassigned = one(stores[name], "unassigned_working_count", as_of)
            stale = one(stores[name], "waiting_stale_count", as_of)
            held = one(stores[name], "open_tickets_per_tech", as_of)
            assert unassigned.value == figures["unassigned"]
            assert stale.value == figures["waiting_gt_2d"]
            assert held.value == figures["people_over_20"]
            assert held.numerator == figures["open"]
            assert held.also["most"] == figures["max_open_per_person"]
            assert unassigned.n == stale.n == figures["open"]
            assert held.first == held.last == as_of.date()


class TestOtherSettings:
    """Figures for other settings of the map, worked out apart from this code.

    The last completion gives 100.37 over all 24,918 incidents; the 107.05 of the reference's README
    is the same over the 23,362 whose resolution is stamped.
    """

    @pytest.mark.parametrize(
        ("settings", "hours"),
        [
            ({"mttr_end": '"resolved_or_closed"'}, 112.86),
            ({"mttr_end": '"last_completion"', "time_completed": '"left_out"'}, 100.37),
        ],
    )
    def test_time_to_resolve(self, stores, tmp_path, settings, hours):
        folder = settled(stores["servicenow-full"], tmp_path / "store", **settings)
        assert round(one(folder, "mttr_net_hours").value, 2) == hours

    def test_a_reopen_window_of_two_weeks(self, stores, tmp_path):
        folder = settled(stores["servicenow-full"], tmp_path / "store", reopen_days="14")
        reading = one(folder, "tech_reopen_rate_pct")
        assert (reading.numerator, reading.denominator) == (272, 24_918)


def test_what_three_columns_cannot_give_is_no_data(stores):
    given = {"mttr_net_hours", "tech_mttr_net_hours", "tech_reopen_rate_pct", "waiting_stale_count"}
    readings = compute(stores["helpdesk-italy"], Ask(rhythm=Rhythm.ALL))
    assert {one.kpi for one in readings if one.value is not None} == given
    for reading in readings:
        assert (reading.reason is None) == (reading.kpi in given)


def test_the_same_file_twice_changes_nothing(stores):
    for name, folder in stores.items():
        before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        changes = imported(folder, name, shared_dir())
        assert (changes.added, changes.changed, changes.anything) == (0, 0, False)
        assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
