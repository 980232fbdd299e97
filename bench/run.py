"""Everything that product.md gives a budget to and that can be measured here, in one run.

bench/run, or python -m bench.run
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.clock import today
from bench import charts, events, pages, start
from bench.pages import Figures, Measured

FEW, MANY = 25, 1000
CPU_BUDGET = {
    "clients": 6, "overview": 10, "roadmap": 10, "my work": 6, "task": 6, "KPI page, drawn": 20,
    "KPI page, cached": 6, "search": 10, "check-off": 4,
}  # fmt: skip
REFERENCE_HELLO = 0.46
"""CPU milliseconds of a hello-world request on the machine that the CPU budgets are made for."""
QUERIES, FIRST_VISIT, LATER, MEMORY, KIB = 12, 150, 40, 200, 1024
SECONDS, PEAK, FIRST_START, NEXT_START = 10.0, 500.0, 60.0, 3.0
DRAWN, CLIENTS_GROW, GROW, SPREAD = 1.3, 2.0, 1.2, 2.0


def main() -> None:
    print(machine(), end="\n\n")
    tell(of_charts())
    tell(of_import())
    tell(of_start())
    few = world(FEW)
    tell(of_pages(few))
    many = world(MANY)
    tell(of_pages(many))
    tell(of_growth(few, many))


def tell(lines: Iterable[str]) -> None:
    """Print a part as soon as it is measured."""
    print("\n".join(lines), end="\n\n", flush=True)


def machine() -> str:
    """Where and when this was measured, and how busy the machine was before."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{os.cpu_count()} cores, load {load} (1, 5, 15 minutes), {today():%-d %B %Y}."


def world(clients: int) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        return pages.measure(Path(folder), clients)


def of_pages(found: Measured) -> Iterator[str]:
    hello = found.figures["hello world"].cpu
    yield f"### Pages, {found.world.clients:,} clients with {found.world.tasks} tasks each\n"
    yield (
        "| Page | CPU ms, median | p95 | wall ms | p95 | x hello | ms on the reference | queries "
        "| bytes | budget |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for name, one in found.figures.items():
        yield (
            f"| {name} | {one.cpu:.1f} | {one.cpu_p95:.1f} | {one.wall:.1f} | {one.wall_p95:.1f} "
            f"| {one.cpu / hello:.0f} | {one.cpu / hello * REFERENCE_HELLO:.1f} | {one.queries} "
            f"| {one.size:,} | {verdicts(name, one, hello)} |"
        )
    first, later = found.first_visit / KIB, max(f.size for f in found.figures.values()) / KIB
    yield f"\n- First visit {first:.0f} KB: {judged(first, FIRST_VISIT)}."
    yield f"- Largest page later {later:.0f} KB: {judged(later, LATER)}."
    yield (
        f"- Memory of the worker after {found.requests:,} requests {found.memory:.0f} MiB: "
        f"{judged(found.memory, MEMORY)} (the budget is for 10,000 requests)."
    )


def verdicts(name: str, one: Figures, hello: float) -> str:
    """What of a page is within its budget; CPU as it would be on the reference machine."""
    if name not in CPU_BUDGET and name != "kpis":
        return ""
    told = [f"queries {judged(one.queries, QUERIES)}"]
    if name in CPU_BUDGET:
        told.insert(0, f"CPU {judged(one.cpu / hello * REFERENCE_HELLO, CPU_BUDGET[name])}")
    return ", ".join([*told, f"p95 / median {judged(one.cpu_p95 / one.cpu, SPREAD)}"])


def judged(value: float, budget: float) -> str:
    return f"within {budget:g}" if value <= budget else f"**OVER {budget:g}** ({value:.3g})"


def of_growth(few: Measured, many: Measured) -> Iterator[str]:
    yield f"### {many.world.clients:,} clients against {few.world.clients}\n"
    yield "| Page | CPU against hello, times | queries | budget |\n| --- | ---: | --- | --- |"
    base = many.figures["hello world"].cpu / few.figures["hello world"].cpu
    for name in few.figures:
        before, after = few.figures[name], many.figures[name]
        ratio = after.cpu / before.cpu / base
        budget = judged(ratio, CLIENTS_GROW if name == "clients" else GROW)
        yield f"| {name} | {ratio:.2f} | {before.queries} and {after.queries} | {budget} |"


def of_charts() -> Iterator[str]:
    yield "### Drawing, against bare matplotlib\n"
    yield "| Drawing | CPU ms, median | best | bytes | times | budget |"
    yield "| --- | ---: | ---: | ---: | ---: | --- |"
    for row in charts.measure():
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        budget = judged(row.ratio, DRAWN) if row.ratio is not None else ""
        cells = (row.what, f"{row.median_ms:.1f}", f"{row.best_ms:.1f}", f"{row.size:,}")
        yield f"| {' | '.join(cells)} | {ratio} | {budget} |"


def of_import() -> Iterator[str]:
    yield "### Importing the event log\n"
    log = events.log_path()
    if log is None:
        yield "Not measured: the log is not in the folder shared beside the project."
        return
    with tempfile.TemporaryDirectory() as folder:
        found = events.measure(Path(folder), log)
    yield "| Rows | CPU s | wall s | peak MiB | budget |\n| ---: | ---: | ---: | ---: | --- |"
    yield (
        f"| {found.rows:,} | {found.cpu:.1f} | {found.wall:.1f} | {found.peak:.0f} "
        f"| time {judged(found.wall, SECONDS)}, memory {judged(found.peak, PEAK)} |"
    )


def of_start() -> Iterator[str]:
    yield "### From `nibble demo` to the first page\n"
    with tempfile.TemporaryDirectory() as folder:
        first, again = start.measure(Path(folder))
    yield "| Start | wall s | CPU s | budget |\n| --- | ---: | ---: | --- |"
    for name, one, budget in (
        ("the first, building the world", first, FIRST_START),
        ("the next", again, NEXT_START),
    ):
        yield f"| {name} | {one.wall:.1f} | {one.cpu:.1f} | {judged(one.wall, budget)} |"


if __name__ == "__main__":
    main()
