"""Evidence is asked for, added to a task, taken away and brought back."""

from app.accounts.models import User
from app.activity.actions import record
from app.clock import now
from app.db import db
from app.kpis.models import Reading
from app.programs import files, proofs
from app.programs.filetypes import media_type, plain_name
from app.programs.models import Proof, Task
from app.refusal import Refused

LONGEST_NAME = 200


def ask_for_evidence(task: Task, kind: str, by: User) -> None:
    """The task is done only with this kind of evidence; nothing for none."""
    if kind != task.evidence:
        task.evidence = kind
        tell("evidence asked", task, by, what=kind)


def add_file(task: Task, name: str, data: bytes, by: User) -> Proof:
    """Raises Refused for a file that is too large or of a kind that is not kept."""
    check_size(len(data))
    shown = plain_name(name)
    media = media_type(shown, data)
    proof = Proof(kind="file", name=shown, media=media, size=len(data), stored=files.keep(data))
    return added(proof, task, by)


def check_size(size: int) -> None:
    if size > files.largest():
        most = files.largest() // files.MEGABYTE
        raise Refused(f"A file may have up to {most} MB. Make it smaller, or add a link to it.")
    if size + files.taken() > files.room():
        raise Refused("There is no room for more files at this MSP. Add a link to it.")


def add_link(task: Task, url: str, name: str, by: User) -> Proof:
    return added(Proof(kind="link", name=(name or url)[:LONGEST_NAME], url=url), task, by)


def add_reading(task: Task, reading: Reading, by: User) -> Proof:
    """The reading as it says now; what it is corrected to later stands on the KPI's page."""
    words = proofs.words(reading)
    return added(Proof(kind="reading", name=words, kpi_key=reading.kpi_key), task, by)


def added(proof: Proof, task: Task, by: User) -> Proof:
    proof.task_id, proof.by_id, proof.at = task.id, by.id, now()
    db.session.add(proof)
    db.session.flush()
    tell("evidence added", task, by, what=proof.name)
    return proof


def remove_proof(proof: Proof, by: User) -> None:
    if proof.removed_at is None:
        proof.removed_at = now()
        tell("evidence removed", proof.task, by, what=proof.name)


def bring_back_proof(proof: Proof, by: User) -> None:
    """The undo of remove_proof."""
    if proof.removed_at is not None:
        proof.removed_at = None
        tell("evidence brought back", proof.task, by, what=proof.name)


def tell(deed: str, task: Task, by: User, **detail: str) -> None:
    record(deed, task, by=by, program_id=task.program_id, title=task.title, **detail)
