"""A file of a spreadsheet as lines of texts: CSV or XLSX, within limits, trusted in nothing."""

import csv
import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from app.refusal import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 10 * MEGABYTE
MOST_TIMES = 50
MOST_PARTS = 500
MOST_ROWS = 5_000
MOST_COLUMNS = 100
LONGEST_CELL = 200
ENDLESS = 10_000
DELIMITERS = ",;\t|"
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
CELLS = ("xl/worksheets/", "xl/sharedStrings.xml")
PACKED, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

NO_TABLE = "This file is no table that we can read. Save it as CSV or XLSX, then choose it again."
LOCKED = "This is an older or a locked Excel file. Save it as XLSX without a password."
TOO_LARGE = "This file is larger than 10 MB. Take out what is no reading, or bring it in parts."
SWELLS = "Unpacked, this file is too large. Save the sheet as CSV, then choose that."
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ParseError,
    OSError,
    EOFError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl and what it stands on raise on files that are no workbooks."""

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """The headings, and every line that says something with its number in the file."""

    headings: list[str]
    lines: list[Line]


def read_sheet(content: bytes) -> Sheet:
    """The table in a file, told by its content and not its name. Raises Refused in a sentence."""
    if len(content) > MOST_BYTES:
        raise Refused(TOO_LARGE)
    if content.startswith(OLD_EXCEL):
        raise Refused(LOCKED)
    lines = packed_lines(content) if content.startswith(PACKED) else text_lines(content)
    said = [line for line in bounded(lines) if any(line[1])]
    if len(said) < 2:
        raise Refused("This file has no lines below its headings. Choose one with readings in it.")
    width = max(len(cells) for _number, cells in said)
    padded = [(number, cells + [""] * (width - len(cells))) for number, cells in said]
    return Sheet(padded[0][1], padded[1:])


def bounded(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, trimmed. Raises Refused for too many of them, or too many columns."""
    for count, (number, cells) in enumerate(lines):
        while cells and not cells[-1]:
            cells.pop()
        if count > MOST_ROWS and cells:
            raise Refused(f"This file has more than {MOST_ROWS:,} lines. Bring it in parts.")
        if len(cells) > MOST_COLUMNS:
            raise Refused(f"Line {number} has more than {MOST_COLUMNS} columns. Take some out.")
        yield number, [cell[:LONGEST_CELL] for cell in cells]


def text_lines(content: bytes) -> Iterator[Line]:
    """The lines of a CSV file, whatever parts its cells."""
    text = decoded(content)
    if "\x00" in text:
        raise Refused(NO_TABLE)
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(len(cell) > ENDLESS for cell in cells):
                raise csv.Error("A cell without an end.")
            yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error:
        raise Refused(f"Line {reader.line_num} is not a line of a table. {NO_TABLE}") from None


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 where its mark says so, else what older Windows programs write."""
    if content.startswith(BYTE_ORDERS):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def packed_lines(content: bytes) -> Iterator[Line]:
    """The lines of the first sheet of a workbook; formulas count as what they came to."""
    try:
        refuse_bombs(content)
        yield from workbook_lines(content)
    except BROKEN:
        raise Refused(NO_TABLE) from None


def refuse_bombs(content: bytes) -> None:
    """Raise Refused for what swells, and for a part that is not as large as its entry says."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    most = min(MOST_UNPACKED, MEGABYTE + MOST_TIMES * len(content))
    if len(parts) > MOST_PARTS or unpacked > most or any(map(is_swollen, parts)):
        raise Refused(SWELLS)
    if not all(is_honest(content, part) for part in parts):
        raise Refused(NO_TABLE)


def is_swollen(part: zipfile.ZipInfo) -> bool:
    """Whether a part that holds no cells is larger than such a part ever is."""
    return part.file_size > MEGABYTE and not part.filename.startswith(CELLS)


def is_honest(content: bytes, part: zipfile.ZipInfo) -> bool:
    """Whether a part unpacks to the size of its entry; zipfile itself may unpack a gigabyte."""
    if part.compress_type == zipfile.ZIP_STORED:
        return part.compress_size == part.file_size
    if part.compress_type != zipfile.ZIP_DEFLATED:
        return False
    name, extra = struct.unpack_from("<HH", content, part.header_offset + 26)
    start = part.header_offset + 30 + name + extra
    packed = memoryview(content)[start : start + part.compress_size]
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, part.file_size + 1)
    return len(unpacked) == part.file_size


def workbook_lines(content: bytes) -> Iterator[Line]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1)
            for number, row in enumerate(rows, start=1):
                yield number, [text_of(cell) for cell in row]
        finally:
            book.close()


def text_of(cell: Any) -> str:
    """A cell as a person would write it: days in ISO, percents with their sign, hours as 7:30."""
    value = cell.value
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value).strip()
    return f"{value * 100:.10g}%" if "%" in str(cell.number_format) else f"{value:.12g}"
