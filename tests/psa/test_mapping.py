"""A map says everything and nothing unknown; every refusal names the file and the key."""

import pytest

from app.psa.maps import find_map, shipped
from app.psa.reading.mapfile import parse_map
from app.psa.reading.mapping import Clock, MttrEnd
from app.refusal import Refused
from tests.psa.desk import LIST, LOG, a_map


def refusal(text: str) -> str:
    with pytest.raises(Refused) as no:
        parse_map(text, "desk.toml")
    return no.value.sentence


def test_every_shipped_map_reads():
    for name in shipped():
        assert find_map(name).name


def test_a_map_that_is_not_there_names_those_that_are():
    with pytest.raises(Refused, match="servicenow-full"):
        find_map("no-such-map")


class TestUnknownKeys:
    @pytest.mark.parametrize(
        ("table", "line"),
        [
            ("[file]", 'grian = "event"'),
            ("[dates]", 'time_zone = "UTC"'),
            ("[columns]", 'tikcet = "Ticket"'),
            ("[optional_columns]", 'techncian = "Who"'),
            ("[statuses]", 'wating = ["Waiting"]'),
            ("[queues]", 'traige = ["Triage"]'),
            ("[kpis]", "stale = 3"),
            ("[calendar]", 'moonday = ["08:00-17:00"]'),
            ("[verdicts]", 'passed = ["yes"]'),
        ],
    )
    def test_the_file_the_table_and_the_key_are_named(self, table, line):
        text = LOG.replace(f"{table}\n", f"{table}\n{line}\n")
        text = text if table in LOG else f"{text}\n{table}\n{line}\n"
        sentence = refusal(text)
        assert sentence.startswith(f"desk.toml: {table}")
        assert line.split(" = ")[0] in sentence

    def test_an_unknown_table(self):
        assert refusal(f"{LOG}\n[family]\nx = 1\n") == "desk.toml: unknown key family."


class TestWrongValues:
    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            ('zone = "UTC"', 'zone = "Mars/Base"', "[dates]: zone: 'Mars/Base' is not a known"),
            ('order = "day-first"', 'order = "up"', "[dates]: order: up is not known"),
            ('grain = "event"', 'grain = "row"', "[file]: grain: row is not known"),
            ('source = "desk"', 'source = "My Desk"', "source: use small letters"),
            ('new = ["New"]', 'new = ["New", "done"]', "'Done' stands under new as well"),
            ('ticket = "Ticket"\n', "", "[columns] ticket: is missing"),
            ('State"\n', 'State"\nqueue = "Queue"\n', "queue: stands in [columns] already"),
            ('default = "working"', 'default = "wroking"', "[queues]: default: choose from"),
            ('name = "A log"', "name = 3", "name: write a text"),
            ('name = "A log"', "name = ", "desk.toml: Invalid value"),
        ],
    )
    def test_it_says_which_and_what_instead(self, before, after, words):
        assert before in LOG
        assert words in refusal(LOG.replace(before, after))

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ('clock = "business"', "business hours need the shifts of [calendar]"),
            ("reopen_days = -1", "reopen_days: write a whole number"),
            ('mttr_types = ["bug"]', "mttr_types: 'bug' is not known"),
            ("estimate_factor = 0", "estimate_factor: write a number above 0"),
        ],
    )
    def test_settings_of_kpis(self, line, words):
        assert words in refusal(f"{LOG}\n[kpis]\n{line}\n")

    @pytest.mark.parametrize("shift", ["8-17", "17:00-08:00", "08:00-24:30", "25:00-26:00"])
    def test_shifts(self, shift):
        assert "[calendar]: monday" in refusal(f'{LOG}\n[calendar]\nmonday = ["{shift}"]\n')

    def test_overlapping_shifts(self):
        text = f'{LOG}\n[calendar]\nmonday = ["08:00-12:00", "11:00-17:00"]\n'
        assert "overlaps" in refusal(text)

    def test_a_list_has_no_column_of_updates(self):
        text = LIST.replace('status = "State"', 'status = "State"\nseq = "No"')
        assert "[columns] seq: belongs to a file of events" in refusal(text)

    def test_a_queue_column_without_a_word_for_any_queue(self):
        text = LOG[: LOG.index("[queues]")]
        assert refusal(text) == "desk.toml: [queues]: say what each queue means."


class TestSettings:
    def test_what_is_left_out_has_the_published_default(self):
        kpis = a_map().kpis
        assert kpis.clock is Clock.CALENDAR
        assert kpis.mttr_end is MttrEnd.RESOLVED_OR_CLOSED
        assert (kpis.reopen_days, kpis.waiting_stale_hours, kpis.open_per_tech_limit) == (
            14,
            48,
            20,
        )

    def test_a_calendar_sets_the_clock(self):
        text = f'{LOG}\n[calendar]\nzone = "Europe/Rome"\nmonday = ["08:00-17:00"]\n'
        mapping = parse_map(text, "desk.toml")
        assert mapping.kpis.clock is Clock.BUSINESS
        assert mapping.period_zone == "Europe/Rome"

    def test_no_reopen_window_is_a_word(self):
        assert parse_map(f'{LOG}\n[kpis]\nreopen_days = "none"\n', "x").kpis.reopen_days is None

    def test_a_file_without_a_zone_is_at_home(self):
        text = LOG.replace('zone = "UTC"\n', "")
        assert parse_map(text, "desk.toml", "Asia/Tokyo").dates.zone == "Asia/Tokyo"
