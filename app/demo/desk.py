"""What people do on tasks beside checking them off: SOPs, steps, evidence, links and talk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import User
from app.db import db
from app.demo.desk_scripts import (
    DeskScript,
    NoteScript,
    OnTask,
    ProofScript,
    SopScript,
    StepsScript,
    WaitScript,
)
from app.demo.moments import at, moment
from app.programs.actions.delete import delete_note
from app.programs.actions.links import link_tasks
from app.programs.actions.proofs import add_file, add_link, add_reading, ask_for_evidence
from app.programs.actions.sop import Written, sign, write_sop
from app.programs.actions.steps import add_steps, tick
from app.programs.actions.talk import comment, say_stuck
from app.programs.checklist import checklist
from app.programs.models import Item, Program, Task
from app.programs.proofs import newest_readings

MORNING, APART = 8, 5
"""The hour of the day's first deed, and how many minutes lie between them."""


@dataclass(frozen=True)
class Desk:
    """The people of a firm at their desks, day by day."""

    script: DeskScript
    people: Mapping[str, User]
    champion: User
    until: datetime

    def live(self, program: Program, items: Mapping[str, Item], day: date) -> None:
        """Whatever was done on this day, in the order of the script."""
        number, told = (day - program.starts_on).days, self.script
        parts = (told.sops, told.steps, told.proofs, told.waits, told.notes)
        deeds = [one for some in parts for one in some if one.day == number]
        for place, one in enumerate(deeds):
            with at(moment(day, MORNING, self.until, minute=20 + place * APART)):
                self.do(one, items)
        self.sign(items, number, day)

    def do(self, one: OnTask, items: Mapping[str, Item]) -> None:
        task = task_of(items, one.item, one.number)
        match one:
            case SopScript():
                self.write(task, one)
            case StepsScript():
                add_steps(task, one.lines, self.people[one.by])
                db.session.flush()
                for step in checklist(task.id).steps[: one.ticked]:
                    tick(step, self.people[one.by])
            case ProofScript():
                self.prove(task, one)
            case WaitScript():
                before = task_of(items, one.for_item, one.for_number)
                link_tasks(task, before, one.lag, self.champion, one.reason)
            case NoteScript():
                self.say(task, one)

    def write(self, task: Task, one: SopScript) -> None:
        readers = [self.people[key] for key in one.readers]
        new = Written(one.words.strip(), one.changed, readers=readers, needed=one.needed)
        write_sop(task, new, self.people[one.by])
        db.session.expire(task, ["sop"])

    def prove(self, task: Task, one: ProofScript) -> None:
        by = self.people[one.by]
        if one.asked:
            ask_for_evidence(task, one.asked, self.champion)
        if one.kpi:
            add_reading(task, newest_readings([one.kpi])[0], by)
        elif one.url:
            add_link(task, one.url, one.name, by)
        else:
            add_file(task, one.name, one.text.lstrip().encode(), by)

    def say(self, task: Task, one: NoteScript) -> None:
        by = self.people[one.by]
        note = (say_stuck if one.deed == "stuck" else comment)(task, one.said, by)
        if one.deed == "slip":
            delete_note(note, by)
            for person in self.people.values():  # deleting lets the session forget what it read
                db.session.refresh(person)

    def sign(self, items: Mapping[str, Item], number: int, day: date) -> None:
        """Whoever read a SOP on this day signs its newest version."""
        for sop in self.script.sops:
            for place, (who, signed_on) in enumerate(sop.signed):
                if signed_on == number:
                    task = task_of(items, sop.item, sop.number)
                    assert task.sop is not None
                    with at(moment(day, MORNING + 1, self.until, minute=place * APART)):
                        sign(task, task.sop.number, self.people[who])


def task_of(items: Mapping[str, Item], item: str, number: int) -> Task:
    return items[item].tasks[number - 1]
