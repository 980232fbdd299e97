"""The reference figures again, as `nibble kpis compute --json` prints them after an import."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest

from tests.kpis.references import FILES, expected
from tests.psa.terminal import Terminal, terminal
from tests.shared import shared_dir

WHOLE = ("--period", "all")


@pytest.fixture(scope="module", params=FILES)
def reference(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Terminal, dict[str, Any]]:
    """An installation that imported one reference log, and the publisher's figures."""
    file = shared_dir() / "data" / FILES[request.param]
    desk = terminal(tmp_path_factory.mktemp("cli") / "data")
    answer = desk.bring(file, with_map=request.param, more=("--json",))
    assert answer.status == 0, answer.err
    figures = expected(request.param)
    assert answer.document["added"] == answer.document["rows"] == figures["events"]
    return desk, figures


def rounded(digits: str, per: int = 1) -> float:
    """A printed number, per 100 for a share, with as many digits as the publisher prints."""
    step = Decimal(1).scaleb(-6 if per == 100 else -4)
    assert isinstance(digits, str)
    return float((Decimal(digits) / per).quantize(step, ROUND_HALF_EVEN))


def test_every_figure_of_the_whole_range(reference):
    desk, figures = reference
    mttr, reopened, sla = desk.readings(
        *("mttr_net_hours", "tech_reopen_rate_pct", "sla_completion_met_pct"), more=WHOLE
    )
    net, gross, also = figures["mttr_no_wait_hours"], figures["mttr_hours"], mttr["also"]
    assert rounded(mttr["value"]) == net["mean"]
    assert {k: rounded(also[k]) for k in ("median", "p90")} == {
        k: net[k] for k in ("median", "p90")
    }
    assert {k: rounded(also[f"gross_{k}"]) for k in gross} == gross
    rate = figures.get("reopen_rate_from_events", figures["reopen_rate"])
    assert rounded(reopened["value"], per=100) == rate
    met = figures.get("sla_met_rate")
    assert (sla["value"] and rounded(sla["value"], per=100)) == met


def test_every_snapshot(reference):
    desk, figures = reference
    for instant, then in figures.get("snapshots", {}).items():
        keys = ("unassigned_working_count", "waiting_stale_count", "open_tickets_per_tech")
        at = ("--as-of", instant.replace(" ", "T"))
        unassigned, stale, held = desk.readings(*keys, more=(*WHOLE, *at))
        assert unassigned["value"] == str(then["unassigned"])
        assert stale["value"] == str(then["waiting_gt_2d"])
        assert held["value"] == str(then["people_over_20"])
        assert held["numerator"] == str(then["open"])
