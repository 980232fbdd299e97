"""A phase between its entry and its sign-off: its state, and the one next step."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.planning.gates import Deed, GateFacts, GateState, Said, gate_state, next_step

TODAY = date(2026, 11, 23)
BEFORE, AFTER = TODAY - timedelta(days=9), TODAY + timedelta(days=42)
WORK = GateFacts(BEFORE, tasks=14, criteria=2, work=20, begun=True, signer="Olga")
REACHED = replace(WORK, tasks=0, criteria=0)
LATER = replace(WORK, starts_on=AFTER, begun=False)


def said(deed: str, words: str = "", tasks: int = 0, criteria: int = 0) -> Said:
    return Said(deed, "Olga", BEFORE, words, tasks, criteria)


CASES = [
    (LATER, GateState.NOT_STARTED, "Starts on 4 January 2027"),
    (replace(LATER, begun=True), GateState.RUNNING, "2 criteria and 14 tasks still open"),
    (
        replace(LATER, waits_for="Drive"),
        GateState.NOT_STARTED,
        "Starts when Drive is signed off",
    ),
    (replace(WORK, waits_for="Drive"), GateState.WAITING, "Drive is signed off first"),
    (replace(WORK, tasks=0, criteria=1), GateState.RUNNING, "1 criterion still open"),
    (replace(WORK, criteria=0, tasks=1), GateState.RUNNING, "1 task still open"),
    (replace(REACHED, work=0), GateState.RUNNING, "No work yet"),
    (REACHED, GateState.READY, "Ask Olga to sign off"),
    (replace(REACHED, signer=""), GateState.READY, "Ask a sponsor or coach to sign off"),
    (
        replace(WORK, said=said(Deed.ASKED)),
        GateState.READY,
        "Olga is asked to sign off, with 2 criteria and 14 tasks open",
    ),
    (
        replace(REACHED, signer="", said=said(Deed.ASKED)),
        GateState.READY,
        "A sponsor or coach is asked to sign off",
    ),
    (
        replace(REACHED, said=said(Deed.SENT_BACK, "Show the report.")),
        GateState.RUNNING,
        "Sent back by Olga: “Show the report”. Ask again when it is settled",
    ),
    (replace(REACHED, said=said(Deed.SIGNED)), GateState.SIGNED_OFF, "By Olga on 14 November"),
    (
        replace(WORK, tasks=3, said=said(Deed.SIGNED, tasks=3, criteria=1)),
        GateState.SIGNED_OFF,
        "By Olga on 14 November, with 1 criterion and 3 tasks open",
    ),
    (
        replace(WORK, tasks=1, said=said(Deed.SIGNED)),
        GateState.REOPENED,
        "1 task is open again since the sign-off",
    ),
    (
        replace(REACHED, said=said(Deed.REOPENED, "The numbers were wrong.")),
        GateState.REOPENED,
        "By Olga: “The numbers were wrong”",
    ),
    (replace(REACHED, said=said("")), GateState.READY, "Ask Olga to sign off"),
]


@pytest.mark.parametrize(("facts", "state", "step"), CASES, ids=[case[2] for case in CASES])
def test_a_state_follows_from_the_facts_and_says_what_comes_next(
    facts: GateFacts, state: GateState, step: str
) -> None:
    assert (gate_state(facts, TODAY), next_step(facts, TODAY)) == (state, step)


def test_a_criterion_that_falls_behind_after_the_sign_off_leaves_it_signed() -> None:
    signed = replace(REACHED, criteria=2, said=said(Deed.SIGNED))
    assert gate_state(signed, TODAY) is GateState.SIGNED_OFF
