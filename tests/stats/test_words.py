"""What a coach would read aloud."""

from datetime import timedelta

import pytest

from app.kpis.catalogue import Direction
from app.planning.words import day
from app.stats.finding import Event, finding
from app.stats.following import following
from app.stats.words import Voice, following_words, listed, sentence
from tests.stats.test_finding import AFTER, BEFORE, asked, judge
from tests.stats.test_following import CALM, LEAD, WORSE
from tests.stats.weeks import week, weekly

VOICE = Voice(
    say=lambda value: f"{value:.1f} h",
    gap=lambda value: f"{value:.1f} h",
    noun="week",
    period=lambda one: f"the week ending {day(one.ends_on, one.ends_on)}",
)


def said(values, **more) -> str:
    return sentence(finding(asked(values, **more)), VOICE)


def test_a_signal():
    assert said(BEFORE + AFTER) == (
        "Better since the week ending 8 March: 10.5 h before Triage went live, 5.5 h after. "
        "The difference is 5.0 h, most likely between 3.4 h and 6.6 h. "
        "Nothing else on record changed in that time. That is a sign, not a proof."
    )


def test_a_signal_the_wrong_way():
    assert said(BEFORE + WORSE).startswith("Worse since the week ending 8 March: 10.5 h before")


def test_a_signal_where_neither_way_is_better():
    told = said(BEFORE + AFTER, better=judge(Direction.WATCH))
    assert told.startswith("Changed since the week ending 8 March")


def test_with_other_events_it_claims_no_cause():
    others = (Event(week(10), "On-call rota"), Event(week(11), "Two new technicians"))
    told = said(BEFORE + AFTER[:5], others=others)
    assert told.endswith(
        "In the same time: On-call rota (16 March) and Two new technicians (23 March). "
        "So this does not show which of them it was."
    )
    assert "sign" not in told


def test_no_signal():
    assert said(BEFORE + CALM) == (
        "No clear change since Triage went live: 10.5 h before, 10.5 h after. "
        "Anything from 1.5 h lower to 1.5 h higher would look the same."
    )


def test_a_small_difference_without_a_signal():
    values = [10, 11, 10, 11, 10, 11, 10, 11, 10.8, 11.4, 10.8, 11.4]
    assert said(values).endswith("The level differs a little, but no week stands out.")


def test_too_early():
    assert said(BEFORE + AFTER[:2]) == (
        "Too early to say: 2 of the 4 weeks needed after Triage went live are in. "
        "Look again from 6 April."
    )


@pytest.mark.parametrize(
    ("values", "more", "told"),
    [
        (
            BEFORE[:3] + AFTER,
            {"live": 3},
            "Not enough data: 3 readings before Triage went live, and 6 in a row are needed.",
        ),
        (
            BEFORE + AFTER[:1],
            {"today": week(20)},
            "Not enough data: 1 reading since Triage went live, and 4 are needed.",
        ),
        (
            [4] * 8 + AFTER,
            {},
            "Not enough data: every reading before Triage went live was the same. "
            "Without ups and downs nobody can say how much change is usual.",
        ),
    ],
)
def test_too_little(values, more, told):
    assert said(values, **more) == told


def test_missing_weeks_and_a_new_definition_are_told():
    values = [50, 60, None, *BEFORE[:6], None, 12, 11, *AFTER]
    question = asked(
        values, live=12, others=(Event(week(3), "Definition changed", redefines=True),)
    )
    told = sentence(finding(question), VOICE)
    assert "The definition changed on 26 January; readings beyond that day are left out." in told
    assert "1 week in between has no reading." in told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (
            BEFORE + CALM[:3] + AFTER,
            "MTTR followed Triage time within the time expected: Triage time moved in the week "
            "ending 8 March, MTTR in the week ending 29 March.",
        ),
        (
            BEFORE + CALM + CALM,
            "MTTR did not follow: Triage time moved in the week ending 8 March, and until "
            "30 March MTTR shows no clear change.",
        ),
        (
            BEFORE + WORSE,
            "MTTR went the other way: Triage time moved in the week ending 8 March, MTTR in the "
            "week ending 8 March.",
        ),
        (
            BEFORE[:2],
            "Not enough data: MTTR has too few readings around the week ending 8 March.",
        ),
        (
            BEFORE + CALM[:2],
            "Too early to say: Triage time moved in the week ending 8 March, and MTTR has time "
            "until 30 March.",
        ),
        (
            BEFORE + CALM + AFTER + AFTER,
            "MTTR followed Triage time later than expected: in the week ending 26 April, and "
            "30 March was the day.",
        ),
    ],
)
def test_leading_to_result(values, told):
    answer = following(LEAD, asked(values), within=28)
    assert following_words(answer, "Triage time", "MTTR", VOICE) == told


def test_a_result_that_moved_first():
    late = finding(asked(BEFORE + CALM[:5] + AFTER))
    answer = following(late, asked(BEFORE + AFTER + AFTER), within=28)
    assert following_words(answer, "Triage time", "MTTR", VOICE).startswith(
        "MTTR moved first, in the week ending 8 March; Triage time moved in the week ending"
    )


def test_without_a_lead():
    calm = finding(asked(BEFORE + CALM))
    answer = following(calm, asked(BEFORE), within=28)
    assert following_words(answer, "Triage time", "MTTR", VOICE) == (
        "Triage time has not clearly moved, so there is nothing for MTTR to follow."
    )


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D", "E"], "A, B, C and 2 more"),
    ],
)
def test_lists(names, told):
    assert listed(names) == told


def test_no_sentence_says_please_shouts_or_names_a_cause():
    late = asked(BEFORE + AFTER, today=week(30) + timedelta(days=1))
    kinds = [late, asked(BEFORE + CALM), asked(BEFORE + AFTER[:1]), asked(weekly([]))]
    told = " ".join(sentence(finding(one), VOICE) for one in kinds).lower()
    assert not any(word in told for word in ("please", "!", "because", "caused", "thanks to"))
