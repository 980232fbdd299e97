"""The sign-off of a phase or a criterion: what was promised, what is reached, who says so."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.gate import current_user, needs
from app.criteria.queries import name_of
from app.planning.gates import Entry, GateState, gate_state, next_step, open_words
from app.planning.words import in_a_row
from app.policy import Permission
from app.programs import sign_offs
from app.programs.actions import sign_offs as deeds
from app.programs.actions.sign_offs import Words
from app.programs.forms.sign_offs import ALL, AskForm, BackForm, GateForm, ReopenForm, SignForm
from app.programs.gates import LOOKS, criteria_at
from app.programs.models import Phase
from app.programs.sign_offs import Aimed, Subject, subject_of_criterion, subject_of_phase
from app.programs.views import bp
from app.refusal import Stale
from app.web.filters import local_today
from app.web.forms import Form, invalid, text

Answer = Response | tuple[str, int]
PAGE = "programs/sign_off.html"
OF_PHASE = "/msps/<slug:msp>/phases/<id:phase_id>/sign-off"
OF_CRITERION = "/msps/<slug:msp>/criteria/<id:criterion_id>/sign-off"


def about(thing: Phase | Aimed) -> Subject:
    today = local_today()
    if isinstance(thing, Phase):
        return subject_of_phase(thing, today)
    return subject_of_criterion(thing, today)


def page(subject: Subject, **forms: Form) -> dict[str, Any]:
    """What the page shows, with fresh forms or those that need another look."""
    facts, today = subject.facts, local_today()
    state, records = gate_state(facts, today), sign_offs.records(subject.thing.id)
    last = records[0] if records else None
    if subject.known:
        g.aims = subject.known
    is_phase = isinstance(subject.thing, Phase)
    return {
        "program": subject.program,
        "subject": subject,
        "phase": subject.thing if is_phase else None,
        "state": state,
        "look": LOOKS[state],
        "step": next_step(facts, today),
        "is_signed": state is GateState.SIGNED_OFF,
        "is_ready": state is GateState.READY,
        "open_words": open_words(facts.criteria, facts.tasks),
        "left": sign_offs.tasks_left(subject.thing.id) if is_phase else None,
        "records": records,
        "number": last.number if last else 0,
        "may_take_back": last is not None and deeds.is_takeable(last, current_user),
        "forms": fresh(subject) | forms,
    }


def fresh(subject: Subject) -> dict[str, Form]:
    empty: dict[str, Form] = {"sign": sign_form(subject), "reopen": ReopenForm()}
    if isinstance(subject.thing, Phase):
        empty |= {"ask": AskForm(), "back": BackForm(), "gate": gate_form(subject)}
    return empty


def sign_form(subject: Subject, typed: Any = None) -> SignForm:
    form = SignForm(typed)
    form.expect(not subject.facts.complete)
    return form


def gate_form(subject: Subject, typed: Any = None) -> GateForm:
    phase, before, known = subject.thing, subject.before, subject.known
    assert isinstance(phase, Phase)
    chosen = [one.kpi_key for one in criteria_at(phase, known)]
    needed = str(phase.exit_needed or ALL)
    was = gate_words(subject)
    form = GateForm(typed, entry=phase.entry, criteria=chosen, needed=needed, was=was)
    form.offer(before.name if before else "", [(one.kpi_key, name_of(one)) for one in known])
    return form


def gate_words(subject: Subject) -> str:
    """The gate of a phase as it is: how it enters, and what is met at its end."""
    phase, before = subject.thing, subject.before
    assert isinstance(phase, Phase)
    by_phase = before is not None and phase.entry == Entry.PHASE
    enters = f"When {before.name} is signed off" if before and by_phase else "On its date"
    names = [name_of(one) for one in criteria_at(phase, subject.known)]
    few = f"any {phase.exit_needed} of " if phase.exit_needed else ""
    met = f"{few}{in_a_row(names)}" if names else "no criteria"
    return f"{enters}, with {met}"


@bp.get(OF_PHASE)
@needs(Permission.VIEW_PROGRAMS, of=sign_offs.phase)
def phase_sign_off(phase: Phase) -> str:
    return render_template(PAGE, **page(about(phase)))


@bp.get(OF_CRITERION)
@needs(Permission.VIEW_PROGRAMS, of=sign_offs.aimed)
def criterion_sign_off(criterion: Aimed) -> str:
    return render_template(PAGE, **page(about(criterion)))


@bp.post(OF_PHASE)
@needs(Permission.SIGN_OFF, of=sign_offs.phase)
def sign_phase(phase: Phase) -> Answer:
    return sign(about(phase))


@bp.post(OF_CRITERION)
@needs(Permission.SIGN_OFF, of=sign_offs.aimed)
def sign_criterion(criterion: Aimed) -> Answer:
    return sign(about(criterion))


def sign(subject: Subject) -> Answer:
    form = sign_form(subject, request.form)
    if not form.validate():
        return invalid(PAGE, **page(subject, sign=form))
    despite = text(form.despite) if form.asks_why else ""
    words = Words(text(form.evidence), text(form.link), despite)
    deeds.sign(subject, words, current_user, number())
    flash(f"Signed off: {subject.name}.", url_of(subject, "take_back"))
    return redirect(url_of(subject), 303)


@bp.post(f"{OF_PHASE}/ask")
@needs(Permission.EDIT_ROADMAP, of=sign_offs.phase)
def ask_for_sign_off(phase: Phase) -> Answer:
    return say(about(phase), "ask", AskForm(request.form), deeds.ask)


@bp.post(f"{OF_PHASE}/back")
@needs(Permission.SIGN_OFF, of=sign_offs.phase)
def send_phase_back(phase: Phase) -> Answer:
    return say(about(phase), "back", BackForm(request.form), deeds.send_back)


@bp.post(f"{OF_PHASE}/reopen")
@needs(Permission.SIGN_OFF, of=sign_offs.phase)
def reopen_phase(phase: Phase) -> Answer:
    return say(about(phase), "reopen", ReopenForm(request.form), deeds.reopen)


@bp.post(f"{OF_CRITERION}/reopen")
@needs(Permission.SIGN_OFF, of=sign_offs.aimed)
def reopen_criterion(criterion: Aimed) -> Answer:
    return say(about(criterion), "reopen", ReopenForm(request.form), deeds.reopen)


SAID = {"ask": "Asked to sign off: ", "back": "Sent back: ", "reopen": "Open again: "}


def say(subject: Subject, name: str, form: Form, deed: Callable[..., None]) -> Answer:
    """One sentence about a sign-off: a question, or a reason."""
    if not form.validate():
        return invalid(PAGE, **page(subject, **{name: form}))
    sentence = next(text(field) for field in form)
    deed(subject, sentence, current_user, number())
    flash(f"{SAID[name]}{subject.name}.", url_of(subject, "take_back"))
    return redirect(url_of(subject), 303)


@bp.post(f"{OF_PHASE}/take-back")
@needs(Permission.VIEW_PROGRAMS, of=sign_offs.phase, on_open=True)
def take_back_phase(phase: Phase) -> Answer:
    return take_back(about(phase))


@bp.post(f"{OF_CRITERION}/take-back")
@needs(Permission.VIEW_PROGRAMS, of=sign_offs.aimed, on_open=True)
def take_back_criterion(criterion: Aimed) -> Answer:
    return take_back(about(criterion))


def take_back(subject: Subject) -> Answer:
    """Undo one's own last word, within a few minutes."""
    deeds.take_back(subject, current_user)
    flash(f"Taken back. {subject.name} stands as before.")
    return redirect(url_of(subject), 303)


@bp.post("/msps/<slug:msp>/phases/<id:phase_id>/gate")
@needs(Permission.MANAGE_PROGRAMS, of=sign_offs.phase)
def set_gate(phase: Phase) -> Answer:
    """How the phase is entered, and what is met at its end."""
    subject = about(phase)
    form = gate_form(subject, request.form)
    if not form.validate():
        return invalid(PAGE, **page(subject, gate=form))
    now = gate_words(subject)
    if text(form.was) not in {"", now}:
        raise Stale({"gate": now})
    deeds.set_gate(phase, text(form.entry), form.chosen(), current_user, form.number)
    flash(f"The gate of {phase.name} is set.")
    return redirect(url_of(subject), 303)


def number() -> int | None:
    """The number of the last record on the page that was sent; None when it does not say."""
    return request.form.get("number", type=int)


ENDPOINTS = {
    ("phase", ""): "phase_sign_off",
    ("phase", "take_back"): "take_back_phase",
    ("phase", "reopen"): "reopen_phase",
    ("criterion", ""): "criterion_sign_off",
    ("criterion", "take_back"): "take_back_criterion",
    ("criterion", "reopen"): "reopen_criterion",
}


def url_of(subject: Subject, deed: str = "") -> str:
    """The page of the sign-off, or where one of its deeds is sent."""
    named: dict[str, Any] = {f"{subject.kind}_id": subject.thing.id}
    endpoint = f"programs.{ENDPOINTS[subject.kind, deed]}"
    return url_for(endpoint, msp=subject.program.msp.slug, **named)


bp.add_app_template_filter(url_of, "sign_off_url")
