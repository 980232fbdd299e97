"""Reading exports: what is good becomes canonical rows, what is not is named with its line."""

import gzip
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.psa.reading.files import Limits
from app.psa.reading.problems import Unreadable
from app.psa.reading.records import Reading, read
from tests.psa.desk import LIST, LOG, a_map, problems_of, reading_of, written

GOOD = "Ticket,When,State,Who\nT1,1/2/2026 08:00,New,\nT1,2/2/2026 09:30,Done,Ann\n"


def rows(reading: Reading, *columns: str) -> list[tuple[Any, ...]]:
    chosen = ", ".join(columns)
    found: list[tuple[Any, ...]] = duckdb.execute(
        f"SELECT {chosen} FROM '{reading.records}' ORDER BY ticket, updated_at, nth"
    ).fetchall()
    return found


class TestGoodFiles:
    def test_a_row_becomes_a_record(self, tmp_path):
        reading = reading_of(tmp_path, GOOD)
        assert rows(reading, "ticket", "updated_at", "family", "technician", "queue_kind") == [
            ("T1", datetime(2026, 2, 1, 8, 0), "new", None, "working"),
            ("T1", datetime(2026, 2, 2, 9, 30), "complete", "Ann", "working"),
        ]
        assert (reading.rows, reading.good, bool(reading.problems)) == (2, 2, False)

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_the_delimiter_is_found(self, tmp_path, delimiter):
        assert reading_of(tmp_path, GOOD.replace(",", delimiter)).good == 2

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_unicode_with_its_mark(self, tmp_path, encoding):
        marks = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
        content = marks.get(encoding, b"") + GOOD.replace("Ann", "Zoë").encode(encoding)
        reading = reading_of(tmp_path, content)
        assert rows(reading, "technician")[1] == ("Zoë",)
        assert reading.notices == ()

    def test_windows_1252_is_read_with_a_notice(self, tmp_path):
        reading = reading_of(tmp_path, GOOD.replace("Ann", "Zoë – “boss”").encode("cp1252"))
        assert rows(reading, "technician")[1] == ("Zoë – “boss”",)
        assert "Windows-1252" in reading.notices[0]

    def test_packed_files(self, tmp_path):
        assert reading_of(tmp_path, gzip.compress(GOOD.encode())).good == 2

    def test_crlf_quotes_and_line_breaks_in_cells(self, tmp_path):
        text = 'Who,Ticket,When,State\r\n"Ann\r\nLee, ""boss""",T1,1/2/2026,New\r\n,T2,x,New\r\n'
        reading = reading_of(tmp_path, text)
        assert rows(reading, "technician") == [('Ann Lee, "boss"',)]
        assert reading.problems.first[0].line == 4

    def test_null_markers_blanks_and_blank_lines(self, tmp_path):
        reading = reading_of(tmp_path, GOOD.replace(",Ann", ",  ? ") + "\n\n")
        assert rows(reading, "technician") == [(None,), (None,)]

    def test_identifiers_stay_as_they_are_written(self, tmp_path):
        reading = reading_of(tmp_path, GOOD.replace("T1", "0000045"))
        assert rows(reading, "ticket")[0] == ("0000045",)

    def test_headers_are_found_by_letters_and_digits(self, tmp_path):
        assert reading_of(tmp_path, GOOD.replace("Ticket,When", " TICKET_ ,when?")).good == 2

    def test_the_first_of_several_names_that_is_there(self, tmp_path):
        mapping = a_map(ticket='ticket = ["Number", "Case"]')
        assert reading_of(tmp_path, GOOD.replace("Ticket", "Case"), mapping).good == 2

    def test_the_second_of_two_columns_of_one_name(self, tmp_path):
        mapping = a_map(technician='technician = "Who#2"')
        text = "Ticket,When,State,Who,Who\nT1,1/2/2026,New,Ann,Bob\n"
        assert rows(reading_of(tmp_path, text, mapping), "technician") == [("Bob",)]

    def test_title_lines_above_the_header(self, tmp_path):
        mapping = a_map(grain='grain = "event"\nheader_line = 3')
        assert reading_of(tmp_path, f"Our tickets\nfrom, to\n{GOOD}", mapping).good == 2

    def test_updates_of_one_moment_keep_the_order_of_the_file(self, tmp_path):
        text = "Ticket,When,State\nT1,1/2/2026,New\nT1,1/2/2026,Active\nT1,1/2/2026,Active\n"
        found = rows(reading_of(tmp_path, text), "status", "nth")
        assert found == [("New", 1), ("Active", 2), ("Active", 3)]

    def test_hours_in_every_spelling(self, tmp_path):
        text = "Ticket;When;State;Estimate\n" + "".join(
            f"T{i};1/2/2026;New;{hours}\n" for i, hours in enumerate(["1.25", "1,25", "1:15", "2"])
        )
        assert rows(reading_of(tmp_path, text), "estimated_h") == [(1.25,), (1.25,), (1.25,), (2,)]

    def test_placeholder_years_are_unknown(self, tmp_path):
        mapping = a_map(zone='zone = "UTC"\nplaceholder_years = [1900]')
        text = "Ticket,When,State,Due\nT1,1/2/2026,New,1/1/1900 00:00\n"
        assert rows(reading_of(tmp_path, text, mapping), "due_at") == [(None,)]

    def test_the_order_of_days_and_months_is_found_for_each_column(self, tmp_path):
        mapping = a_map(order="")
        text = "Ticket,When,Opened,State\nT1,2/13/2026,13/2/2026,New\nT2,2/3/2026,2/3/2026,New\n"
        assert rows(reading_of(tmp_path, text, mapping), "updated_at", "created_at") == [
            (datetime(2026, 2, 13), datetime(2026, 2, 13)),
            (datetime(2026, 2, 3), datetime(2026, 3, 2)),
        ]

    def test_local_times_become_utc(self, tmp_path):
        mapping = a_map(zone='zone = "Europe/Rome"')
        assert rows(reading_of(tmp_path, GOOD, mapping), "updated_at")[0] == (
            datetime(2026, 2, 1, 7, 0),
        )

    def test_several_files_of_one_layout(self, tmp_path):
        work = tmp_path / "work"
        work.mkdir()
        paths = [written(tmp_path, GOOD, "a.csv"), written(tmp_path, GOOD, "b.csv")]
        reading = read(paths, a_map(), work)
        assert [file.name for file in reading.files] == ["a.csv", "b.csv"]
        assert reading.rows == 4


class TestBadRows:
    """Each is named by line and column, and the good rows around it are kept apart."""

    @pytest.mark.parametrize(
        ("row", "column", "words"),
        [
            (",3/2/2026,New,", "Ticket", "The cell is empty; every row needs the ticket's number."),
            ("T2,,New,", "When", "The cell is empty; every row needs when the update happened."),
            ("T2,3/2/2026,?,", "State", "The cell is empty; every row needs the status."),
            ("T2,31/2/2026,New,", "When", "'31/2/2026' is not a date."),
            ("T2,13:00,New,", "When", "'13:00' is not a date."),
            ("T2,3/2/1999,New,", "When", "'3/2/1999' lies outside the years 2000 to 2100."),
            ("T2,3/2/2026,New", None, "The row has 3 cells, the header 4."),
            ("T2,3/2/2026,New,Ann,x", None, "The row has 5 cells, the header 4."),
        ],
    )
    def test_line_column_and_sentence(self, tmp_path, row, column, words):
        reading = reading_of(tmp_path, f"{GOOD}{row}\n")
        (problem,) = reading.problems.first
        assert (problem.line, problem.column, problem.sentence) == (4, column, words)
        assert (reading.good, reading.problems.undecided) == (2, 0)

    @pytest.mark.parametrize(
        ("column", "cell", "words"),
        [
            ("No", "1.5", "'1.5' is not a whole number."),
            ("Estimate", "-2", "'-2' is not a number of hours."),
            ("SLA", "perhaps", "'perhaps' says neither met nor missed; see [verdicts]."),
            ("Due", "soon", "'soon' is not a date."),
        ],
    )
    def test_cells_of_other_kinds(self, tmp_path, column, cell, words):
        text = f"Ticket,When,State,{column}\nT1,1/2/2026,New,{cell}\n"
        (problem,) = problems_of(tmp_path, text)
        assert (problem.line, problem.column, problem.sentence) == (2, column, words)

    def test_an_hour_that_the_clocks_skipped(self, tmp_path):
        mapping = a_map(zone='zone = "Europe/Rome"')
        (problem,) = problems_of(tmp_path, "Ticket,When,State\nT1,29/3/2026 02:30,New\n", mapping)
        assert (problem.line, problem.column) == (2, "When")
        assert "does not exist in Europe/Rome" in problem.sentence

    def test_a_doubled_hour_where_the_map_wants_to_know(self, tmp_path):
        mapping = a_map(zone='zone = "Europe/Rome"\ndoubled_hour = "refuse"')
        (problem,) = problems_of(tmp_path, "Ticket,When,State\nT1,25/10/2026 02:30,New\n", mapping)
        assert "came twice in Europe/Rome" in problem.sentence

    def test_a_list_with_a_ticket_on_two_lines(self, tmp_path):
        text = "Ticket,Opened,State\nT1,1/2/2026,New\nT2,1/2/2026,New\nT1,1/2/2026,Done\n"
        (problem,) = problems_of(tmp_path, text, a_map(LIST))
        assert (problem.line, problem.column) == (4, "Ticket")
        assert problem.sentence.startswith("T1 stands on line 2 already")

    def test_the_first_fifty_and_the_count(self, tmp_path):
        text = "Ticket,When,State\n" + "T1,never,New\n" * 120
        problems = reading_of(tmp_path, text).problems
        assert (len(problems.first), problems.count) == (50, 120)
        assert [problem.line for problem in problems.first] == list(range(2, 52))

    def test_every_problem_stands_in_the_list_of_bad_rows(self, tmp_path):
        reading = reading_of(tmp_path, "Ticket,When,State\n" + ",never,New\n" * 60)
        lines = reading.bad_rows.read_text().splitlines()
        assert lines[0] == "file,line,column,problem"
        assert len(lines) == 1 + 2 * 60


class TestOpenQuestions:
    """What no row can be left out for: the map has to say more."""

    def test_an_unmapped_status_is_named_once(self, tmp_path):
        text = GOOD + "T2,3/2/2026,Parked,\nT3,3/2/2026,Parked,\n"
        reading = reading_of(tmp_path, text)
        (problem,) = reading.problems.first
        assert (problem.line, problem.column) == (4, "State")
        assert problem.sentence.startswith("'Parked' is not in [statuses].")
        assert "2 rows" in problem.sentence
        assert reading.problems.undecided == 1

    def test_an_unmapped_queue(self, tmp_path):
        mapping = a_map(default="")
        text = "Ticket,When,State,Queue\nT1,1/2/2026,New,Level 9\n"
        (problem,) = problems_of(tmp_path, text, mapping)
        assert (problem.column, problem.line) == ("Queue", 2)
        assert "'Level 9' is not in [queues]" in problem.sentence

    def test_days_and_months_that_could_be_either(self, tmp_path):
        (problem,) = problems_of(tmp_path, GOOD, a_map(order=""))
        assert problem.column == "When"
        assert "'1/2/2026 08:00', could have the day or the month first" in problem.sentence


class TestUnreadableFiles:
    def test_a_missing_column(self, tmp_path):
        first, second = problems_of(tmp_path, "Ticket,Date,Status\nT1,1/2/2026,New\n")
        assert (first.line, first.column) == (1, "When")
        assert first.sentence == (
            "There is no column 'When' for when the update happened. The file has: "
            "Ticket, Date, Status."
        )
        assert second.column == "State"

    def test_two_columns_of_one_name(self, tmp_path):
        (problem,) = problems_of(tmp_path, GOOD.replace("Who", "State"))
        assert problem.sentence == (
            "2 columns are called 'State'. Write 'State#1' for the first of them. "
            "The file has: Ticket, When, State, State."
        )

    @pytest.mark.parametrize(
        ("content", "line", "words"),
        [
            (b"", None, "The file is empty."),
            (b"Ticket,When,State\n", 1, "The file ends after its header"),
            (b"PK\x03\x04rest", None, "This is a spreadsheet or an archive"),
            (gzip.compress(b"PK\x03\x04rest", mtime=0), None, "Inside is a spreadsheet"),
            (gzip.compress(GOOD.encode(), mtime=0)[:-9], None, "cut off or damaged"),
            (b"\x1f\x8b\x08nonsense", None, "cut off or damaged"),
            (GOOD.encode() + b'T2,3/2/2026,"New,\n', 4, "opens on this line and never closes"),
            (GOOD.encode() + b'T2,3/2/2026,"N"ew,\n', 4, "stands inside a quoted cell"),
            (GOOD.encode() + b"T2,3/2/2026,N\x00w,\n", 4, "the control character 0x00"),
            (GOOD.encode() + b"T2,3/2/2026,N\x1fw,\n", 4, "the control character 0x1f"),
            (GOOD.encode() + b"T2,\x81,New,\n", 4, "The text is not cp1252"),
        ],
    )
    def test_what_is_no_table(self, tmp_path, content, line, words):
        (problem,) = problems_of(tmp_path, content)
        assert problem.line == line
        assert words in problem.sentence

    def test_a_name_that_promises_a_packed_file(self, tmp_path):
        with pytest.raises(Unreadable, match="not packed"):
            read([written(tmp_path, GOOD, "a.csv.gz")], a_map(), tmp_path)

    def test_no_such_file(self, tmp_path):
        with pytest.raises(Unreadable, match=r"nowhere\.csv: There is no such file"):
            read([tmp_path / "nowhere.csv"], a_map(), tmp_path)

    @pytest.mark.parametrize(
        ("limits", "words"),
        [
            (Limits(unpacked_bytes=40), "larger than 40 bytes"),
            (Limits(rows=1), "more than 1 rows"),
            (Limits(line_characters=20), "longer than 20 characters"),
            (Limits(columns=3), "more than 3 columns"),
        ],
    )
    def test_limits(self, tmp_path, limits, words):
        with pytest.raises(Unreadable) as no:
            read([written(tmp_path, GOOD)], a_map(), tmp_path, limits)
        assert words in no.value.sentence

    def test_a_bomb_is_counted_while_it_unpacks(self, tmp_path):
        bomb = written(tmp_path, gzip.compress(GOOD.encode() + b"a" * 5_000_000), "bomb.csv.gz")
        with pytest.raises(Unreadable, match="larger than 1,000,000 bytes"):
            read([bomb], a_map(), tmp_path, Limits(unpacked_bytes=1_000_000))


CELLS = some.text(
    some.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"]), max_size=12
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(who=CELLS.filter(lambda text: text != "?"))
def test_any_text_comes_through_as_it_is(tmp_path: Path, who: str) -> None:
    cell = who.replace('"', '""')
    reading = reading_of(tmp_path, f'Ticket,When,State,Who\nT1,1/2/2026,New,"{cell}"\n')
    assert rows(reading, "technician") == [(who or None,)]


def test_the_map_of_these_tests_is_a_map():
    assert a_map(LOG).source == a_map(LIST).source == "desk"
