"""Writes the approved drawings anew: look at every changed one before it is committed.

python -m tests.charts.approve
"""

from collections.abc import Callable
from pathlib import Path

from app.charts.burnup import burn_up_png
from app.charts.kpi_trend import kpi_trend_png
from app.charts.pair import pair_png
from app.charts.scorecard import scorecard_png
from app.charts.strip import strip_png
from app.charts.xmr import xmr_png
from tests.charts.samples import BURN_UPS, DRAWINGS, PAIRS, STRIPS, TRENDS, XMRS
from tests.charts.scorecards import CARD

APPROVED = Path(__file__).parent / "approved"
PICTURES: dict[str, Callable[[], bytes]] = {
    "utilization-840": lambda: kpi_trend_png(TRENDS["utilization"]),
    "hostile-358": lambda: kpi_trend_png(TRENDS["hostile"], 358),
    "xmr-odd-840": lambda: xmr_png(XMRS["xmr-odd"]),
    "pair-840": lambda: pair_png(PAIRS["pair"]),
    "strip-own-840": lambda: strip_png(STRIPS["strip-own"]),
    "scorecard": lambda: scorecard_png(CARD),
    "burn-up-358": lambda: burn_up_png(BURN_UPS["burn-up"], 358),
}


def main() -> None:
    for path in [*APPROVED.glob("*.svg"), *APPROVED.glob("*.png")]:
        path.unlink()
    for name, draw in DRAWINGS.items():
        (APPROVED / f"{name}.svg").write_text(draw() + "\n", encoding="utf-8")
    for name, draw in PICTURES.items():
        (APPROVED / f"{name}.png").write_bytes(draw())


if __name__ == "__main__":
    main()
