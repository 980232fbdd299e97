"""The order of somebody's tasks, from values alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from app.programs.order import MOST_FOLDED, MOST_SHOWN, Work, arrange
from app.programs.queries import WorkRow

MONDAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HERE = UUID(int=1)


def row(number: int, due: date | None, finished: datetime | None = None) -> WorkRow:
    return WorkRow(HERE, UUID(int=number), due, finished, "UTC")


def today(_zone: str) -> date:
    return MONDAY


def test_the_earliest_is_now_then_today_this_week_and_later() -> None:
    rows = [row(n, MONDAY + timedelta(days=n - 3)) for n in range(1, 12)]
    order = arrange([*rows, row(12, None)], today)
    assert order.now == rows[0]
    assert [one.id.int for one in order.today] == [2, 3]
    assert [one.id.int for one in order.week] == [4, 5, 6, 7, 8, 9]
    assert [one.id.int for one in order.later] == [10, 11, 12]
    assert order.first_later is None


def test_today_is_that_of_each_msp() -> None:
    rows = [row(1, MONDAY), row(2, MONDAY), WorkRow(HERE, UUID(int=3), MONDAY, None, "ahead")]
    order = arrange(rows, lambda zone: MONDAY - timedelta(days=zone == "UTC"))
    assert (order.now, order.today) == (rows[2], [])
    assert [one.id.int for one in order.later] == [1, 2]


def test_the_last_done_comes_first_and_the_week_is_counted() -> None:
    days = (0, 3, 9)
    rows = [row(n, None, NOON - timedelta(days=day)) for n, day in enumerate(days, 1)]
    order = arrange(reversed(rows), today)
    assert [one.id.int for one in order.done] == [1, 2, 3]
    assert (order.done_this_week, order.now) == (1, None)


def test_only_what_is_shown_is_read_and_the_rest_is_counted() -> None:
    rows = [row(n, MONDAY) for n in range(1, 102)]
    rows += [row(n, MONDAY + timedelta(weeks=3)) for n in range(102, 202)]
    order = arrange(rows, today)
    assert len(order.shown()) == 1 + MOST_SHOWN
    assert len(order.shown("later")) == 1 + MOST_SHOWN + MOST_FOLDED
    work = Work(order, {}, today)
    assert (work.more, work.today_count, work.week_count) == (80, "100 tasks", "all done")
    assert work.later_says == "100 tasks, nothing before 14 December"
