"""Files as tables: what is read out of them, and what is refused in a sentence."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from openpyxl import Workbook

from app.kpis.catalogue import Cadence
from app.kpis.columns import Columns, Role, guess, problem_with
from app.kpis.days import Order
from app.kpis.file_lines import Reader, read_lines
from app.kpis.library import catalogue
from app.kpis.sheets import MOST_BYTES, read_sheet, refuse_bombs
from app.refusal import Refused

KPIS = catalogue().kpis
TODAY = date(2026, 11, 23)
SLA, TRIAGE, MTTR = "sla_completion_met_pct", "triage_new_count", "mttr_net_hours"


def workbook(rows: list[list[object]], change: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


class TestTables:
    @pytest.mark.parametrize(
        "content",
        [
            b"Week,Value\n2026-11-16,63.5\n",
            b"\xef\xbb\xbfWeek;Value\r\n2026-11-16;63.5\r\n\r\n",
            "Week\tValue\n2026-11-16\t63.5".encode("utf-16"),
            b'"Week",Value\n\n 2026-11-16 ,"63.5"\n',
        ],
    )
    def test_text_is_read_whatever_parts_its_cells(self, content: bytes) -> None:
        sheet = read_sheet(content)
        assert sheet.headings == ["Week", "Value"]
        assert [cells for _number, cells in sheet.lines] == [["2026-11-16", "63.5"]]

    def test_old_encodings_are_read_and_lines_keep_their_numbers(self) -> None:
        sheet = read_sheet("Woche,Größe\n\n1,2\n".encode("cp1252"))
        assert (sheet.headings[1], sheet.lines) == ("Größe", [(3, ["1", "2"])])

    def test_a_workbook_tells_percents_days_and_hours(self) -> None:
        def shape(book: Workbook) -> None:
            book.active["B2"].number_format = "0.0%"

        rows: list[list[object]] = [
            ["Week", "SLA", "MTTR"],
            [date(2026, 11, 16), 0.635, timedelta(hours=7, minutes=30)],
            ["2026-11-09", 63, None],
            [None, "=1+1", 0.1 + 0.2],
        ]
        assert read_sheet(workbook(rows, shape)).lines == [
            (2, ["2026-11-16", "63.5%", "7:30:00"]),
            (3, ["2026-11-09", "63", ""]),
            (4, ["", "", "0.3"]),
        ]

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "no lines below its headings"),
            (b"Week,Value\n", "no lines below its headings"),
            (b"\xd0\xcf\x11\xe0" + b"x" * 100, "an older or a locked Excel file"),
            (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "no table that we can read"),
            (b"PK\x03\x04" + b"x" * 100, "no table that we can read"),
            (b"a,b\n" + b"1,2\n" * 5_001, "more than 5,000 lines"),
            (b"a\n" + b"1," * 100 + b"1\n", "Line 2 has more than 100 columns"),
            (b'a\n"' + b"x" * 14_000, "is not a line of a table"),
            (b"a" * (MOST_BYTES + 1), "larger than 10 MB"),
        ],
        ids=lambda value: value[:20] if isinstance(value, str) else "file",
    )
    def test_what_is_none_is_refused_in_a_sentence(self, content: bytes, words: str) -> None:
        with pytest.raises(Refused, match=words):
            read_sheet(content)

    def test_packed_files_that_swell_or_lie_are_refused(self) -> None:
        def packed(parts: dict[str, bytes]) -> bytes:
            into = io.BytesIO()
            with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in parts.items():
                    archive.writestr(name, content)
            return into.getvalue()

        for megabytes in (2, 11):
            bomb = packed({"xl/sharedStrings.xml": b"\x00" * (megabytes * 1024 * 1024)})
            assert len(bomb) < 20_000
            with pytest.raises(Refused, match="Unpacked, this file is too large"):
                read_sheet(bomb)
        with pytest.raises(Refused, match="no table that we can read"):
            read_sheet(packed({"word/document.xml": b"<w/>"}))
        good = workbook([["Week", "Value"], ["2026-11-16", 1]])
        with zipfile.ZipFile(io.BytesIO(good)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        entities = b'<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'
        for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
            with pytest.raises(Refused, match=r"no table|no lines"):
                read_sheet(packed({**parts, name: entities}))

    @pytest.mark.parametrize("says", [1, 600_000])
    def test_a_part_that_is_not_as_large_as_it_says_is_refused(self, says: int) -> None:
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b"\x00" * 500_000)
        lie = bytearray(into.getvalue())
        at = lie.rindex(b"PK\x01\x02") + 24
        lie[at : at + 4] = says.to_bytes(4, "little")
        with pytest.raises(Refused, match="no table that we can read"):
            refuse_bombs(bytes(lie))

    @pytest.mark.parametrize(
        ("name", "packing", "words"),
        [
            ("xl/styles.xml", zipfile.ZIP_DEFLATED, "Unpacked, this file is too large"),
            ("xl/worksheets/sheet1.xml", zipfile.ZIP_BZIP2, "no table that we can read"),
        ],
    )
    def test_a_part_of_another_kind_is_refused(self, name: str, packing: int, words: str) -> None:
        into = io.BytesIO()
        with zipfile.ZipFile(into, "w", packing) as archive:
            archive.writestr(name, random.Random(1).randbytes(1024 * 1024 + 1))
        with pytest.raises(Refused, match=words):
            refuse_bombs(into.getvalue())

    def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing(self) -> None:
        def reach(book: Workbook) -> None:
            book.active["XFD1048576"] = 1

        sheet = read_sheet(workbook([["Week", "Value"], ["2026-11-16", 1]], reach))
        assert sheet.lines == [(2, ["2026-11-16", "1"])]


def told(text: str, columns: Columns | None = None) -> list[tuple[int, str, object]]:
    """Line, KPI, and what was read or what is wrong."""
    sheet = read_sheet(text.encode())
    columns = columns or guess(sheet, KPIS, TODAY)
    assert problem_with(columns) == ""
    return [
        (one.line, one.kpi.key if one.kpi else "", one.typed.value if one.typed else one.problem)
        for one in read_lines(sheet, Reader(columns, KPIS, TODAY))
    ]


class TestLines:
    def test_a_line_for_each_reading(self) -> None:
        text = f"KPI,Week,Reading,Note\n{KPIS[SLA].name},2026-11-16,63.5%,Quiet\n{TRIAGE},W46,12,\n"
        assert told(text) == [(2, SLA, 63.5), (3, TRIAGE, 12.0)]

    def test_a_heading_says_how_long_a_period_is_before_its_days_do(self) -> None:
        for heading, cadence in (
            ("Week", Cadence.WEEKLY),
            ("Month", Cadence.MONTHLY),
            ("Quarter", Cadence.QUARTERLY),
            ("Date", Cadence.MONTHLY),
        ):
            sheet = read_sheet(f"{heading},{SLA}\n2026-10-05,80\n2026-11-02,81\n".encode())
            assert guess(sheet, KPIS, TODAY).cadence is cadence

    def test_a_column_for_each_kpi_says_nothing_where_it_is_empty(self) -> None:
        text = (
            f"Week ending,{KPIS[SLA].name},{KPIS[TRIAGE].name},Other\n22 Nov,63.5,,x\n15 Nov,62,9,"
        )
        assert told(text) == [(2, SLA, 63.5), (3, SLA, 62.0), (3, TRIAGE, 9.0)]

    def test_every_line_that_is_wrong_says_why(self) -> None:
        lines = [
            f"{SLA},2026-11-16,6,3,5",
            f"{SLA},2026-11-16,=A1",
            f"{SLA},2026-11-16,101",
            f"{SLA},2026-11-23,80",
            f"{SLA},soon,80",
            f"{SLA},2026-11-09,",
            "nonsense,2026-11-09,80",
            f"{SLA},2026-11-09,4 h",
            f"{SLA},2026-11-09,80",
            f"{SLA},2026-11-11,81",
        ]
        lines[0] = f'{SLA},2026-11-16,"6,3,5"'
        found = told("kpi,week,value\n" + "\n".join(lines))
        assert [str(said) for _line, _key, said in found] == [
            "“6,3,5” is not a number. Write one like 63.5.",
            "This is a formula. Write the number that it gives.",
            "This share is never over 100%. Enter a number up to 100, such as 63.5.",
            "This period is not over yet. Enter it after 29 November.",
            "“soon” is no day that we can read. Write it like 2026-11-16.",
            "Enter a number, such as 63.5.",
            "No KPI is called “nonsense”.",
            "“4 h” is in hours, this KPI counts in percent.",
            "80.0",
            "Line 10 has this KPI and period already. Keep one of them.",
        ]

    @pytest.mark.parametrize("heading", ["week", "month", "quarter"])
    def test_the_last_day_of_all_is_no_error(self, heading: str) -> None:
        for days in ("9999-12-31", "9999-12-31,9999-12-31"):
            heads = "kpi,from,to,value" if "," in days else f"kpi,{heading},value"
            ((_line, _key, said),) = told(f"{heads}\n{SLA},{days},80")
            assert isinstance(said, str)
            assert "no day that we can read" in said or "not over yet" in said

    def test_two_numbers_and_exact_days(self) -> None:
        text = f"kpi,from,to,upper number,lower number,n\n{SLA},2026-10-01,2026-10-31,91,102,102"
        sheet = read_sheet(text.encode())
        (one,) = read_lines(sheet, Reader(guess(sheet, KPIS, TODAY), KPIS, TODAY))
        assert one.typed is not None
        assert (one.typed.starts_on, one.typed.ends_on) == (date(2026, 10, 1), date(2026, 10, 31))
        assert (one.typed.numerator, one.typed.denominator, one.typed.n) == (91, 102, 102)

    @pytest.mark.parametrize(
        ("days", "cadence", "order", "last"),
        [
            ("2026-11-02\n2026-11-09", Cadence.WEEKLY, None, date(2026, 11, 15)),
            ("Sep 2026\nOct 2026", Cadence.MONTHLY, None, date(2026, 10, 31)),
            ("2026-04-01\n2026-07-01", Cadence.QUARTERLY, None, date(2026, 9, 30)),
            ("13/10/2026\n3/11/2026", Cadence.WEEKLY, Order.DAY_FIRST, date(2026, 11, 8)),
            ("10/13/2026\n11/3/2026", Cadence.WEEKLY, Order.MONTH_FIRST, date(2026, 11, 8)),
        ],
    )
    def test_how_days_are_written_and_how_far_apart_they_lie_is_guessed(
        self, days: str, cadence: Cadence, order: Order | None, last: date
    ) -> None:
        lines = "\n".join(f"{day},80" for day in days.split("\n"))
        sheet = read_sheet(f"Date,{SLA}\n{lines}".encode())
        columns = guess(sheet, KPIS, TODAY)
        if len(days) == len("13/10/2026\n3/11/2026"):
            columns = Columns(columns.roles, Cadence.WEEKLY, columns.order)
        assert (columns.cadence, columns.order) == (cadence, order)
        found = read_lines(sheet, Reader(columns, KPIS, TODAY))
        assert found[-1].typed is not None
        assert found[-1].typed.ends_on == last

    @pytest.mark.parametrize(
        ("roles", "words"),
        [
            (("", SLA), "Choose the column with the period"),
            ((Role.PERIOD, ""), "Choose the KPI of a column"),
            ((Role.PERIOD, Role.KPI), "Choose the KPI of a column"),
            ((Role.PERIOD, Role.KPI, Role.NUMERATOR), "Choose the KPI of a column"),
            ((Role.PERIOD, SLA, SLA), "Two columns say the same"),
            ((Role.PERIOD, SLA, Role.KPI), "not both"),
        ],
    )
    def test_columns_that_do_not_suffice_are_refused(
        self, roles: tuple[str, ...], words: str
    ) -> None:
        assert words in problem_with(Columns(roles))

    def test_more_readings_than_a_file_may_have(self) -> None:
        keys = [key for key, kpi in KPIS.items() if "company" in kpi.scopes][:10]
        line = "2026-11-16" + ",1" * len(keys) + "\n"
        sheet = read_sheet(("week," + ",".join(keys) + "\n" + line * 1_001).encode())
        with pytest.raises(Refused, match="more than 10,000 readings"):
            read_lines(sheet, Reader(guess(sheet, KPIS, TODAY), KPIS, TODAY))
