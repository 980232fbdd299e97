"""Writes the approved drawings anew: look at every changed one before it is committed.

python -m tests.charts.approve
"""

from pathlib import Path

from tests.charts.samples import DRAWINGS

APPROVED = Path(__file__).parent / "approved"


def main() -> None:
    for name, draw in DRAWINGS.items():
        (APPROVED / f"{name}.svg").write_text(draw() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
