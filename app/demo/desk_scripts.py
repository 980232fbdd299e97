"""What seeds/demo says about a firm's people beside the plan, as values."""

from dataclasses import dataclass

from app.demo.scripts import Parts, values


@dataclass(frozen=True)
class OnTask:
    """Something on a task of an item, by its number from 1, on a day counted from the program's
    first Monday."""

    item: str
    number: int
    day: int


@dataclass(frozen=True)
class SopScript(OnTask):
    """A version of a SOP, its readers, and on which days some of them signed it; the task waits for
    all of them where that is `needed`."""

    by: str
    words: str
    changed: str = ""
    readers: tuple[str, ...] = ()
    signed: tuple[tuple[str, int], ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class StepsScript(OnTask):
    """Small steps; the first `ticked` of them are done on the same day."""

    by: str
    ticked: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class ProofScript(OnTask):
    """Evidence: a file with this text, a link, or the latest reading of a KPI; `asked` is the kind
    that the task asks for."""

    by: str
    asked: str = ""
    name: str = ""
    text: str = ""
    url: str = ""
    kpi: str = ""


@dataclass(frozen=True)
class WaitScript(OnTask):
    """A task waits for another, and `lag` working days more."""

    for_item: str
    for_number: int
    lag: int = 0
    reason: str = ""


@dataclass(frozen=True)
class NoteScript(OnTask):
    """A comment, a call for help, or a slip: a comment that was deleted at once."""

    by: str
    deed: str
    said: str


@dataclass(frozen=True)
class CountedScript:
    """A KPI of the firm's own, and what somebody counted in each week of the program."""

    name: str
    plain: str
    says: str
    by: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class FigureScript:
    """A benchmark that the firm wrote down itself."""

    kpi: str
    day: int
    level: str
    low: float
    high: float
    about: str
    source: str
    sample: str


@dataclass(frozen=True)
class ShareScript:
    """A team, technician or client, with its first and its latest number of a KPI."""

    kind: str
    name: str
    kpi: str
    first: float
    last: float


@dataclass(frozen=True)
class DeskScript:
    """What people did beside the plan, with the file that they imported and the template that they
    kept."""

    template: str
    purpose: str
    file: str
    sops: tuple[SopScript, ...]
    steps: tuple[StepsScript, ...]
    proofs: tuple[ProofScript, ...]
    waits: tuple[WaitScript, ...]
    notes: tuple[NoteScript, ...]
    counted: tuple[CountedScript, ...]
    figures: tuple[FigureScript, ...]
    shares: tuple[ShareScript, ...]


DESK_PARTS: Parts = {
    "sops": SopScript,
    "steps": StepsScript,
    "proofs": ProofScript,
    "waits": WaitScript,
    "notes": NoteScript,
    "counted": CountedScript,
    "figures": FigureScript,
    "shares": ShareScript,
}


def desk(name: str) -> DeskScript:
    return DeskScript(**values(f"{name}-desk", DESK_PARTS))
