"""A benchmark that somebody keeps, as its address names it."""

from dataclasses import dataclass
from uuid import UUID

from app.kpis import library
from app.kpis.catalogue import Kpi
from app.kpis.kept_benchmarks import of_practice, own
from app.kpis.models import KeptBenchmark
from app.numbers.queries import InProgram
from app.programs.queries import program


@dataclass(frozen=True)
class Keeping(InProgram):
    """A benchmark with its KPI, in the newest running program if there is one."""

    kpi: Kpi
    row: KeptBenchmark


def kept_benchmark(benchmark_id: UUID) -> Keeping | None:
    """One of the MSP's own, or of a practice that it let in."""
    row = own(benchmark_id) or of_practice(benchmark_id)
    kpi = library.kpi(row.kpi_key) if row else None
    return Keeping(program(None), kpi, row) if kpi and row else None
