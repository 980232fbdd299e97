"""The call list and the order of a coach's clients, in tables of cases."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.planning.signs import Sign, State
from app.portfolio.rules import (
    MOST_CALLS,
    QUESTIONS,
    ClientFacts,
    Why,
    WrongWay,
    call,
    calls,
    health,
    in_need_order,
)

TODAY = date(2026, 11, 23)
OK, WATCH, OFF, NONE = State.OK, State.WATCH, State.OFF, State.NONE
UTILIZATION = WrongWay("Resource utilization", 4, "61%", "55%")


def client(name="Northwind IT", states=(OK, OK, OK), **given_facts):
    roadmap, criteria, champion = states
    usual = {"has_champion": True, "days_silent": 4}
    return ClientFacts(
        name=name,
        roadmap=Sign("roadmap", "Roadmap", roadmap, "21 days behind the first plan"),
        criteria=Sign("criteria", "Success criteria", criteria, "0 of 3 on pace"),
        champion=Sign("champion", "Champion", champion, "Lou Haddad checked in 22 days ago"),
        **(usual | given_facts),
    )


@pytest.mark.parametrize(
    ("given_client", "why", "reason"),
    [
        pytest.param(
            client(states=(OFF, WATCH, OFF), has_champion=False, days_silent=22),
            Why.NO_CHAMPION,
            "Nobody is the champion. No check-in for 22 days.",
            id="no champion comes first",
        ),
        pytest.param(
            client(has_champion=False, days_silent=None),
            Why.NO_CHAMPION,
            "Nobody is the champion.",
            id="no champion and no check-in yet",
        ),
        pytest.param(
            client(states=(OFF, OFF, OFF), days_silent=22, wrong_way=UTILIZATION),
            Why.OFF_TRACK,
            "21 days behind the first plan. 0 of 3 on pace. Lou Haddad checked in 22 days ago.",
            id="off track on three signs",
        ),
        pytest.param(
            client(states=(OK, OFF, OK), wrong_way=UTILIZATION),
            Why.WRONG_WAY,
            "Resource utilization has gone the wrong way for 4 weeks, from 61% to 55%.",
            id="the wrong way for four weeks",
        ),
        pytest.param(
            client(states=(OK, OK, OFF), days_silent=15),
            Why.SILENT,
            "No check-in for 15 days.",
            id="silent for more than 14 days",
        ),
        pytest.param(
            client(promised_call=TODAY),
            Why.PROMISED,
            "You promised to call on 23 November.",
            id="a promised call, whatever the state",
        ),
    ],
)
def test_a_call_gives_its_first_reason_and_a_question(given_client, why, reason):
    found = call(given_client, TODAY)
    assert found is not None
    assert (found.why, found.reason, found.question) == (why, reason, QUESTIONS[why])


@pytest.mark.parametrize(
    "given_client",
    [
        pytest.param(client(), id="all well"),
        pytest.param(client(states=(WATCH, WATCH, WATCH)), id="three to watch"),
        pytest.param(client(states=(OFF, OK, OK)), id="off track on one sign"),
        pytest.param(client(days_silent=14), id="14 days are not over 14"),
        pytest.param(
            client(wrong_way=WrongWay("MTTR", 3, "7 h", "9 h")), id="three weeks the wrong way"
        ),
        pytest.param(client(promised_call=TODAY + timedelta(days=1)), id="a call for tomorrow"),
    ],
)
def test_who_needs_no_call_is_left_in_peace(given_client):
    assert call(given_client, TODAY) is None


def test_every_reason_has_an_opening_question():
    assert set(QUESTIONS) == set(Why)
    assert all(question.endswith("?") for question in QUESTIONS.values())


def test_calls_come_in_the_order_of_the_design():
    clients = [
        client("Silent", days_silent=20),
        client("Promised", promised_call=TODAY),
        client("Turning", wrong_way=UTILIZATION),
        client("Off on two", states=(OFF, OFF, OK)),
        client("Off on three", states=(OFF, OFF, OFF)),
        client("Fine"),
        client("Nobody", has_champion=False),
    ]
    found = [one.client.name for one in calls(clients, TODAY, most=9)]
    assert found == ["Nobody", "Off on three", "Off on two", "Turning", "Silent", "Promised"]


def test_at_most_five_calls_and_a_promise_keeps_its_place():
    clients = [client(f"Nobody {n}", has_champion=False) for n in range(9)]
    clients.append(client("Promised", promised_call=TODAY - timedelta(days=2)))
    found = [one.client.name for one in calls(clients, TODAY)]
    assert found == ["Nobody 0", "Nobody 1", "Nobody 2", "Nobody 3", "Promised"]


@pytest.mark.parametrize(
    ("states", "found"),
    [
        ((OK, OK, OK), OK),
        ((OK, WATCH, OK), WATCH),
        ((WATCH, OK, OFF), OFF),
        ((OK, NONE, OK), NONE),
        ((OFF, NONE, OK), OFF),
        ((NONE, OK, OK), OK),
    ],
)
def test_a_client_is_filtered_by_its_worst_sign(states, found):
    assert health(client(states=states)) is found


def test_the_table_begins_with_those_who_need_the_coach():
    clients = [
        client("Well", states=(OK, OK, OK)),
        client("Watched once", states=(OK, WATCH, OK)),
        client("Watched twice", states=(WATCH, WATCH, OK)),
        client("Off once", states=(OFF, OK, OK)),
        client("Silent", days_silent=15),
        client("Nobody", has_champion=False),
    ]
    assert [one.name for one in in_need_order(clients, TODAY)] == [
        "Nobody",
        "Silent",
        "Off once",
        "Watched twice",
        "Watched once",
        "Well",
    ]


some_clients = st.lists(
    st.builds(
        client,
        st.text(st.characters(codec="ascii"), max_size=6),
        st.tuples(*[st.sampled_from(State)] * 3),
        has_champion=st.booleans(),
        days_silent=st.none() | st.integers(0, 40),
        promised_call=st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
    ),
    max_size=12,
)


@given(some_clients)
def test_no_promise_is_dropped_and_the_list_stays_short(clients):
    found = calls(clients, TODAY)
    promised = [one for one in clients if one.promised_call and one.promised_call <= TODAY]
    listed = [one.client for one in found if one.client in promised]
    assert len(found) <= MOST_CALLS
    assert len(listed) >= min(len(promised), MOST_CALLS)
    assert [one.why for one in found] == sorted(one.why for one in found)


@given(some_clients)
def test_the_table_holds_every_client_once(clients):
    ordered = in_need_order(clients, TODAY)
    assert sorted(map(repr, ordered)) == sorted(map(repr, clients))
