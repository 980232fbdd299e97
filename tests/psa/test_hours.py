"""Business hours: the open time of a span is a subtraction, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from app.psa.hours import Calendar, open_before, open_spans

OFFICE = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
WEEK = Calendar("Europe/Rome", (OFFICE,) * 5 + ((), ()), frozenset({date(2016, 3, 28)}))
SPANS = open_spans(WEEK, date(2016, 3, 1), date(2016, 4, 30))
HOUR = 3600
INSTANTS = some.datetimes(datetime(2016, 3, 2), datetime(2016, 4, 29))


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def opened(start: str, end: str) -> float:
    return (open_before(SPANS, at(end)) - open_before(SPANS, at(start))) / HOUR


def test_a_day_a_night_and_a_weekend():
    assert opened("2016-03-02T08:00+01:00", "2016-03-02T17:00+01:00") == 8
    assert opened("2016-03-02T17:00+01:00", "2016-03-03T08:00+01:00") == 0
    assert opened("2016-03-04T16:00+01:00", "2016-03-07T09:00+01:00") == 2
    assert opened("2016-03-02T12:15+01:00", "2016-03-02T13:15+01:00") == 0.25


def test_a_holiday_is_closed_and_shifts_follow_the_wall_clock_after_a_change():
    assert opened("2016-03-25T16:00+01:00", "2016-03-29T09:00+02:00") == 2


def test_night_shifts_may_end_at_midnight():
    nights = Calendar("UTC", (((22 * 60, 24 * 60),),) * 7)
    spans = open_spans(nights, date(2016, 3, 1), date(2016, 3, 3))
    assert [span.ends - span.starts for span in spans] == [2 * HOUR] * 3
    assert open_before(spans, at("2016-03-03T00:00+00:00")) == 4 * HOUR


def test_before_the_first_day_nothing_was_open():
    assert open_before(SPANS, 0) == 0


@settings(max_examples=50, deadline=None)
@given(INSTANTS, INSTANTS)
def test_it_agrees_with_counting_minutes(one, other):
    start, end = sorted(moment.replace(second=0, microsecond=0) for moment in (one, other))
    end = min(end, start + timedelta(days=4))
    minutes = int((end - start).total_seconds() // 60)
    open_minutes = sum(is_open(start + timedelta(minutes=m)) for m in range(minutes))
    found = [open_before(SPANS, int(each.replace(tzinfo=UTC).timestamp())) for each in (start, end)]
    assert found[1] - found[0] == open_minutes * 60


def is_open(utc: datetime) -> bool:
    offset = 2 if utc >= datetime(2016, 3, 27, 1) else 1
    local = utc + timedelta(hours=offset)
    if local.date() in WEEK.holidays:
        return False
    minute = local.hour * 60 + local.minute
    return any(starts <= minute < ends for starts, ends in WEEK.week[local.weekday()])
