"""All, any or some of several criteria, in a table of cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.criteria.groups import group_verdict
from app.criteria.rules import Verdict
from app.planning.signs import State

MET, HOLDING, PACE = Verdict.MET, Verdict.HOLDING, Verdict.ON_PACE
BEHIND, WORSE, MISSED = Verdict.BEHIND, Verdict.WORSE, Verdict.MISSED
UNREAD, BARE = Verdict.UNMEASURED, Verdict.NO_BASELINE


@pytest.mark.parametrize(
    ("standing", "needed", "found"),
    [
        pytest.param([], None, UNREAD, id="no criterion is not met"),
        pytest.param([], 1, UNREAD, id="none of none is not met"),
        pytest.param([MET], None, MET, id="the only one"),
        pytest.param([MET, MET], None, MET, id="all are met"),
        pytest.param([MET, HOLDING], None, HOLDING, id="one is still to be held"),
        pytest.param([MET, PACE], None, PACE, id="one is on its way"),
        pytest.param([MET, BEHIND], None, BEHIND, id="one is behind"),
        pytest.param([MET, WORSE], None, BEHIND, id="one is worse"),
        pytest.param([MET, MISSED], None, MISSED, id="all cannot be met any more"),
        pytest.param([MET, UNREAD], None, UNREAD, id="no reading never counts as met"),
        pytest.param([MET, BARE], None, UNREAD, id="no baseline never counts as met"),
        pytest.param([MET, MISSED], 1, MET, id="any one is enough"),
        pytest.param([MISSED, MISSED], 1, MISSED, id="not one of them"),
        pytest.param([MISSED, UNREAD], 1, UNREAD, id="one could still be"),
        pytest.param([MISSED, PACE], 1, PACE, id="one is left and on pace"),
        pytest.param([MET, MET, MISSED], 2, MET, id="two of three"),
        pytest.param([MET, HOLDING, BEHIND], 2, HOLDING, id="two of three, one to be held"),
        pytest.param([MET, BEHIND, MISSED], 2, BEHIND, id="two of three, one behind"),
        pytest.param([MET, MISSED, MISSED], 2, MISSED, id="two of three are out of reach"),
        pytest.param([MET, MET], 3, MET, id="more than there are means all"),
        pytest.param([BEHIND, MET], 0, MET, id="at least one is needed"),
    ],
)
def test_a_group_stands_as_enough_of_its_criteria_do(standing, needed, found):
    judged = group_verdict(standing, needed)
    assert judged.verdict is found
    assert judged.is_met is (found is MET)


def test_a_group_says_its_rule_and_how_each_one_stands():
    assert group_verdict([MET, PACE, PACE]).words == "All 3 needed: 1 met, 2 on pace"
    assert group_verdict([PACE, MET], 1).words == "Any one of 2 is enough: 1 met, 1 on pace"
    assert group_verdict([UNREAD, MET, WORSE], 2).words == (
        "2 of 3 needed: 1 met, 1 worse than at the start, 1 no reading yet"
    )
    assert group_verdict([BEHIND]).words == "Behind pace"
    assert group_verdict([]).words == "No success criterion yet"
    assert group_verdict([]).state is State.NONE


@pytest.mark.parametrize(
    ("standing", "needed", "left"),
    [([], None, 0), ([MET, PACE], None, 1), ([MET, MISSED], 1, 0), ([PACE, MISSED, MET], 2, 1)],
)
def test_a_group_counts_what_is_left(standing, needed, left):
    assert group_verdict(standing, needed).left == left


@given(st.lists(st.sampled_from(Verdict), min_size=1, max_size=6), st.integers(1, 6))
def test_needing_fewer_is_never_harder(standing, needed):
    if group_verdict(standing, needed).is_met:
        assert group_verdict(standing, needed - 1).is_met
        assert sum(one is MET for one in standing) >= min(needed, len(standing))
