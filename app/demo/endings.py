"""How far some clients are: phases signed off, a program paused, one closed with a look back."""

from datetime import date, datetime

from app.accounts.models import User
from app.criteria.queries import criteria
from app.demo.firms import CALENDAR
from app.demo.moments import ONE_DAY, at, moment
from app.demo.scripts import ClientScript
from app.programs import closings
from app.programs.actions.hold import close, pause
from app.programs.actions.sign_offs import Words, sign
from app.programs.models import Phase, Program
from app.programs.queries import roadmap
from app.programs.sign_offs import subject_of_phase

PAUSED_AGO, PAUSED_FOR = 12 * ONE_DAY, 30 * ONE_DAY
CLOSED_AGO = 9 * ONE_DAY
SAID = (
    "I sat beside the desk for a morning. Nothing waited that I did not know of.",
    "The last two runs of invoices went out on the second day, and nobody had to ask.",
    "I called five clients. Four had noticed, and told me so before I asked.",
)
DESPITE = "The month's numbers are still to come; the work is done, and I have seen it."


def tell(script: ClientScript, program: Program, owner: User, until: datetime) -> None:
    """What was said about a client's program, and whether it rests."""
    today = until.date()
    for phase, said in list(zip(roadmap(program.id), SAID, strict=False))[: script.signed]:
        sign_off(phase, said, owner, until)
    if script.paused:
        day = CALENDAR.on_or_after(today - PAUSED_AGO)
        with at(moment(day, 10, until)):
            pause(program, CALENDAR.on_or_after(day + PAUSED_FOR), script.paused, day, owner)
    if script.lessons:
        day = CALENDAR.on_or_after(today - CLOSED_AGO)
        with at(moment(day, 16, until)):
            look_back(program, script.lessons.strip(), owner, day)


def sign_off(phase: Phase, said: str, owner: User, until: datetime) -> None:
    """The owner signs on the working day after the phase was to end."""
    day = CALENDAR.on_or_after(min(phase.ends_on + ONE_DAY, until.date()))
    with at(moment(day, 10, until)):
        subject = subject_of_phase(phase, day)
        despite = "" if subject.facts.complete else DESPITE
        sign(subject, Words(said, despite=despite), owner)


def look_back(program: Program, lessons: str, owner: User, day: date) -> None:
    aims = criteria(program.id)
    watched = list(closings.watchable(program.id, aims))[:3]
    close(program, closings.reached(aims, day), lessons, watched, owner)
