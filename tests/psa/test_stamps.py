"""Dates: their formats found from their shapes, and local times made instants on purpose."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.psa.reading import stamps
from app.psa.reading.mapping import DoubledHour, Order

DAY, MONTH = Order.DAY_FIRST, Order.MONTH_FIRST
SHAPES = [
    ("29/2/2016 01:16", DAY, datetime(2016, 2, 29, 1, 16)),
    ("29-02-2016 01:16", DAY, datetime(2016, 2, 29, 1, 16)),
    ("2/9/2016 1:06 PM", MONTH, datetime(2016, 2, 9, 13, 6)),
    ("12/31/2016 12:00:30 am", MONTH, datetime(2016, 12, 31, 0, 0, 30)),
    ("1.2.2016", DAY, datetime(2016, 2, 1)),
    ("1/2/16 3:04", DAY, datetime(2016, 2, 1, 3, 4)),
    ("2016-02-29", None, datetime(2016, 2, 29)),
    ("2016-02-29 01:16:05", None, datetime(2016, 2, 29, 1, 16, 5)),
    ("2016-02-29T01:16:05.123", None, datetime(2016, 2, 29, 1, 16, 5, 123000)),
    ("2016-02-29T01:16:05.1234567", None, datetime(2016, 2, 29, 1, 16, 5, 123456)),
    ("2016/2/29 1:16", None, datetime(2016, 2, 29, 1, 16)),
    ("05-Mar-16", None, datetime(2016, 3, 5)),
    ("5 March 2016 10:00", None, datetime(2016, 3, 5, 10)),
    ("Mar 5, 2016 1:00PM", None, datetime(2016, 3, 5, 13)),
    ("2016-02-29T01:16:05Z", None, datetime(2016, 2, 29, 1, 16, 5)),
    ("2016-02-29T01:16:05+02:00", None, datetime(2016, 2, 28, 23, 16, 5)),
    ("2016-02-29 01:16:05 -0500", None, datetime(2016, 2, 29, 6, 16, 5)),
    ("2016-02-29 01:16 UTC", None, datetime(2016, 2, 29, 1, 16)),
]
NO_DATES = ["", "soon", "12:30", "2016", "20160229", "1/2", "2016-02", "1/2/3/4", "29/2/2016x"]
ZONES = [
    "Europe/Rome",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Tokyo",
]


def shape(text: str) -> str:
    found: str = duckdb.execute(f"SELECT {stamps.shape_sql('$1')}", [text]).fetchall()[0][0]
    return found


class TestFormats:
    @pytest.mark.parametrize(("text", "order", "instant"), SHAPES)
    def test_a_date_is_read_by_the_format_of_its_shape(self, text, order, instant):
        written = stamps.format_of(shape(text), order)
        assert written is not None
        sql = f"try_strptime($1, '{written}')"
        sql = f"timezone('UTC', {sql})" if "%z" in written else sql
        assert duckdb.execute(f"SELECT {sql}", [text]).fetchall() == [(instant,)]

    @pytest.mark.parametrize("text", NO_DATES)
    def test_what_is_no_date_has_no_format(self, text):
        assert stamps.format_of(shape(text), DAY) is None

    def test_an_open_order_gives_no_format(self):
        assert stamps.is_ordered("9/9/Y") and stamps.format_of("9/9/Y", None) is None

    @pytest.mark.parametrize(
        ("first", "second", "order"),
        [(31, 12, DAY), (12, 31, MONTH), (12, 12, None), (13, 13, DAY)],
    )
    def test_the_order_is_told_by_a_number_above_twelve(self, first, second, order):
        assert stamps.order_of(first, second) is order


def to_utc(local: datetime, zone: str, doubled: DoubledHour = DoubledHour.FIRST) -> datetime:
    start, turns = stamps.turns(zone, local.year, local.year)
    sql = stamps.utc_sql("$1::TIMESTAMP", start, turns, doubled)
    found: datetime = duckdb.execute(f"SELECT {sql}", [local]).fetchall()[0][0]
    return found


class TestZones:
    @settings(max_examples=60, deadline=None)
    @given(some.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30)), some.sampled_from(ZONES))
    def test_every_local_time_is_the_instant_that_the_zone_says(self, local, zone):
        local = local.replace(microsecond=0)
        expected = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
        assert to_utc(local, zone) == expected

    def test_a_doubled_hour_is_the_first_or_the_second_of_the_two(self):
        local = datetime(2016, 10, 30, 2, 30)
        assert to_utc(local, "Europe/Rome") == datetime(2016, 10, 30, 0, 30)
        assert to_utc(local, "Europe/Rome", DoubledHour.SECOND) == datetime(2016, 10, 30, 1, 30)

    def test_a_skipped_hour_moves_forward(self):
        assert to_utc(datetime(2016, 3, 27, 2, 30), "Europe/Rome") == datetime(2016, 3, 27, 1, 30)

    @pytest.mark.parametrize("zone", ZONES)
    def test_the_changes_of_clock_are_found_to_the_second(self, zone):
        _, turns = stamps.turns(zone, 2015, 2018)
        place = ZoneInfo(zone)
        for turn in turns:
            assert stamps.offset(place, turn.at) == turn.after
            assert stamps.offset(place, turn.at - timedelta(seconds=1)) == turn.before

    def test_a_zone_without_summer_time_never_changes(self):
        assert stamps.turns("UTC", 2000, 2100) == (0, ())
