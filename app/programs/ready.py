"""What stands between a task and its check: evidence, signatures, and small steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.programs.checklist import Checklist, checklist
from app.programs.models import Proof, Task
from app.programs.proofs import proofs_on
from app.programs.runs import fresh, last_done_at
from app.programs.sops import Signing, signing

EVIDENCE = {
    "file": "a file",
    "link": "a link",
    "reading": "a reading of a KPI",
    "any": "a file, a link or a reading of a KPI",
}


@dataclass(frozen=True)
class Hurdle:
    """What to do first, and why; a soft one asks and lets pass."""

    title: str
    why: str
    soft: bool = False

    @property
    def sentence(self) -> str:
        return f"{self.title} {self.why}"


def hurdle(task: Task, steps: Checklist, signed: Signing, proofs: Sequence[Proof]) -> Hurdle | None:
    """The first thing in the way; steps come last, since they only ask."""
    if not is_proved(task, proofs):
        asked = EVIDENCE[task.evidence]
        return Hurdle(f"This task asks for {asked}.", "Add it, then check the task off.")
    if waits_for_signatures(task, signed):
        return Hurdle(signed.missing_says, "The task is done once everybody has.")
    if steps.open:
        why = "Tick them first, or check the task off all the same."
        return Hurdle(f"{steps.left_says}.", why, soft=True)
    return None


def hurdle_of(task: Task) -> Hurdle | None:
    proofs = fresh(proofs_on(task.id), last_done_at(task)) if task.evidence else ()
    return hurdle(task, checklist(task.id), signing(task.sop), proofs)


def is_proved(task: Task, proofs: Sequence[Proof]) -> bool:
    """Is the evidence there that the task asks for?"""
    if not task.evidence:
        return True
    return any(task.evidence in {"any", proof.kind} for proof in proofs)


def waits_for_signatures(task: Task, signed: Signing) -> bool:
    needed = task.strand == "sop" and task.sop is not None and task.sop.needed
    return needed and bool(signed.missing)
