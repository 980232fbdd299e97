"""What goes along with what is deleted, and for how long it can be brought back."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.programs.going import along, is_kept, is_slip, only_towards

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
IDS = [UUID(int=number) for number in range(8)]
PLACES = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=20)


@given(PLACES, st.sets(st.sampled_from(IDS)))
def test_a_task_goes_when_every_improvement_that_it_counts_towards_does(
    places: list[tuple[UUID, UUID]], items: set[UUID]
) -> None:
    towards: dict[UUID, set[UUID]] = {}
    for task, item in places:
        towards.setdefault(task, set()).add(item)
    assert only_towards(places, items) == {task for task, its in towards.items() if its <= items}


def test_what_goes_along_is_counted_in_words() -> None:
    assert along({"notes": 3, "tasks": 14, "items": 2, "proofs": 0}) == (
        "2 improvements, 14 tasks, 3 comments"
    )
    assert along({"sops": 1, "proofs": 2}) == "2 pieces of evidence, 1 SOP"
    assert along({}) == ""


def test_it_is_kept_for_thirty_days_to_the_second() -> None:
    month = timedelta(days=30)
    assert is_kept(NOON, NOON + month - timedelta(seconds=1))
    assert not is_kept(NOON, NOON + month)


def test_only_ones_own_slip_of_a_moment_ago_is_undone_without_a_word() -> None:
    moment = timedelta(minutes=5)
    assert is_slip(NOON, True, NOON + moment)
    assert not is_slip(NOON, False, NOON)
    assert not is_slip(NOON, True, NOON + moment + timedelta(seconds=1))
