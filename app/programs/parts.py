"""What a phase, an improvement and a task say, apart from days and people."""

from dataclasses import dataclass

from app.programs.models import Item, Phase, Task


@dataclass(frozen=True)
class PhaseWords:
    """The KPIs, by key, tell whether the phase worked."""

    name: str
    purpose: str
    kpis: tuple[str, ...] = ()

    @classmethod
    def of(cls, phase: Phase) -> "PhaseWords":
        return cls(phase.name, phase.purpose, tuple(phase.result_kpis))


@dataclass(frozen=True)
class ItemWords:
    """The KPIs, by key, are those that the improvement is to move."""

    name: str
    purpose: str
    kpis: tuple[str, ...] = ()

    @classmethod
    def of(cls, item: Item) -> "ItemWords":
        return cls(item.name, item.purpose, tuple(one.kpi_key for one in item.moves))


@dataclass(frozen=True)
class TaskWords:
    title: str
    why: str
    strand: str
    minutes: int

    @classmethod
    def of(cls, task: Task) -> "TaskWords":
        return cls(task.title, task.why, task.strand, task.minutes)
