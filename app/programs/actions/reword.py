"""What a program, a phase, an improvement or a task says is put in other words; its days stay."""

from sqlalchemy.orm.attributes import flag_modified

from app.accounts.models import User
from app.activity.actions import record
from app.kpis.library import kpi
from app.programs.actions.changes import keep_change, shortened
from app.programs.actions.facts import keep_facts
from app.programs.actions.plan import change_of, refuse_older
from app.programs.actions.rows import keep_kpis
from app.programs.models import Item, Phase, Program, Task
from app.programs.parts import ItemWords, PhaseWords, TaskWords
from app.refusal import Refused
from app.versions import refuse_stale

SAY_WHY = "Say why the KPIs change, so that nobody wonders later."


def rename_program(program: Program, name: str, by: User, version: int | None = None) -> None:
    """The program is called so everywhere; its address stays."""
    if program.name == name:
        return
    refuse_stale(program, version, {"name": program.name})
    was, program.name = program.name, name
    record("reworded", program, by=by, program_id=program.id, name=name, was=was)


def reword_phase(
    phase: Phase, words: PhaseWords, by: User, version: int | None = None, reason: str = ""
) -> None:
    """Other KPIs to tell whether the phase worked are a change of the plan, with a reason."""
    before = PhaseWords.of(phase)
    if before == words:
        return
    refuse_older(phase, version, told(before))
    keep_kpi_change(phase, before.kpis, words.kpis, reason, by)
    phase.name, phase.purpose, phase.result_kpis = words.name, words.purpose, list(words.kpis)
    note(phase, before.name, words.name, by)


def reword_item(
    item: Item, words: ItemWords, by: User, version: int | None = None, reason: str = ""
) -> None:
    """Other KPIs to move are a change of the plan, with a reason."""
    before = ItemWords.of(item)
    if before == words:
        return
    refuse_older(item, version, told(before))
    keep_kpi_change(item, before.kpis, words.kpis, reason, by)
    item.name, item.purpose = words.name, words.purpose
    keep_kpis(item, words.kpis)
    note(item, before.name, words.name, by)


def reword_task(task: Task, words: TaskWords, by: User, version: int | None = None) -> None:
    before = TaskWords.of(task)
    if before == words:
        return
    theirs = {"title": before.title, "why": before.why, "strand": before.strand}
    refuse_older(task, version, {**theirs, "minutes": str(before.minutes)})
    if task.done:
        raise Refused("This task is done. Put it back on the list to change what it says.")
    task.title, task.why = words.title, words.why
    task.strand, task.minutes = words.strand, words.minutes
    note(task, before.title, words.title, by)


def told(words: PhaseWords | ItemWords) -> dict[str, str]:
    return {"name": words.name, "purpose": words.purpose, "KPIs": in_words(words.kpis)}


def in_words(keys: tuple[str, ...]) -> str:
    return ", ".join(one.name for one in map(kpi, keys) if one) or "No KPI"


def keep_kpi_change(
    thing: Phase | Item, before: tuple[str, ...], after: tuple[str, ...], reason: str, by: User
) -> None:
    if set(before) == set(after):
        return
    if not reason:
        raise Refused(SAY_WHY)
    change = change_of(thing, thing.name, reason, by)
    change.what, change.after = "scope", shortened(f"KPIs: {in_words(after)}")
    keep_change(change, thing.program)


def note(thing: Phase | Item | Task, before: str, after: str, by: User) -> None:
    """Record it, with the name that the thing had when that is another one now; KPIs alone make
    another version too."""
    flag_modified(thing, "key")
    old = {"was": before} if before != after else {}
    record("reworded", thing, by=by, program_id=thing.program_id, name=after, **old)
    keep_facts(thing.program)
