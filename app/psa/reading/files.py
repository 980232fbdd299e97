"""A CSV or TSV file, packed or not, read as a stream of rows under limits."""

import codecs
import csv
import gzip
import io
import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast

from app.psa.reading.mapping import Delimiter, Encoding, FileFormat
from app.psa.reading.problems import Problem, Unreadable

CHUNK = 1 << 20
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\udc80-\udcff]")
SURROGATES = 0xD800
GUESSED = "is not UTF-8, so it was read as Windows-1252. Check the accents."


@dataclass(frozen=True)
class Limits:
    """How much one import may bring; bytes are counted while unpacking."""

    unpacked_bytes: int = 2_000_000_000
    rows: int = 10_000_000
    line_characters: int = 1_000_000
    columns: int = 200
    seconds: float = 600.0


@dataclass(frozen=True)
class Survey:
    """What a first look at a file's bytes tells; sha256 is that of the file as it stands."""

    path: Path
    sha256: str
    encoding: str
    notice: str | None

    @property
    def name(self) -> str:
        """The file as a person calls it."""
        return self.path.name


@dataclass(frozen=True)
class Row:
    """The cells of one record, and the line it starts on."""

    line: int
    cells: list[str]


def survey(path: Path, form: FileFormat, limits: Limits) -> Survey:
    """Fingerprint, size and encoding of a file. Raises Unreadable."""
    if not path.is_file():
        raise whole_file(path, "There is no such file.")
    mark = check_kind(path)
    named = form.encoding
    if named is not None:
        encoding = {Encoding.UTF_8: "utf-8-sig", Encoding.WINDOWS_1252: "cp1252"}.get(named, named)
        return Survey(path, fingerprint(path), encoding, None)
    if mark != "utf-8" or is_utf_8(path, limits):
        return Survey(path, fingerprint(path), mark, None)
    return Survey(path, fingerprint(path), "cp1252", f"{path.name} {GUESSED}")


def check_kind(path: Path) -> str:
    """The encoding that the first bytes announce. Raises Unreadable for what is no text."""
    with path.open("rb") as file:
        packed = file.read(4)
    if packed.startswith(ZIP):
        raise whole_file(path, "This is a spreadsheet or an archive. Save it as CSV, then import.")
    if path.suffix.lower() == ".gz" and not packed.startswith(GZIP):
        raise whole_file(path, "The name says .gz, but the file is not packed.")
    try:
        with unpacked(path) as file:
            start = file.read(4)
    except (OSError, EOFError, zlib.error):
        raise damaged(path) from None
    if not start:
        raise whole_file(path, "The file is empty.")
    if start.startswith(ZIP):
        raise whole_file(path, "Inside is a spreadsheet or an archive. Save it as CSV.")
    return next((encoding for mark, encoding in MARKS if start.startswith(mark)), "utf-8")


def fingerprint(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def is_utf_8(path: Path, limits: Limits) -> bool:
    """Whether every byte of the unpacked file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks(path, limits):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def chunks(path: Path, limits: Limits) -> Iterator[bytes]:
    """The unpacked bytes, counted. Raises Unreadable."""
    size = 0
    try:
        with unpacked(path) as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                if size > limits.unpacked_bytes:
                    most = f"{limits.unpacked_bytes:,}"
                    raise whole_file(path, f"Unpacked, the file is larger than {most} bytes.")
                yield chunk
    except (OSError, EOFError, zlib.error):
        raise damaged(path) from None


def unpacked(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(2) == GZIP
    return cast("BinaryIO", gzip.open(path)) if packed else path.open("rb")


def rows(look: Survey, delimiter: str, limits: Limits) -> Iterator[Row]:
    """Every record after blank lines are dropped; the header is among them. Raises Unreadable."""
    csv.field_size_limit(limits.line_characters)
    deadline = time.monotonic() + limits.seconds
    reader = csv.reader(lines(look, limits), delimiter=delimiter, strict=True)
    count, line = 0, 1
    try:
        for cells in reader:
            if cells:
                yield Row(line, cells)
                count += 1
            line = reader.line_num + 1
            if count > limits.rows + 1:
                raise at(look, line, f"The file has more than {limits.rows:,} rows.")
            if count % 10_000 == 0 and time.monotonic() > deadline:
                raise at(look, line, f"Reading took longer than {limits.seconds:.0f} seconds.")
    except csv.Error as error:
        raise at(look, line, quoting(error)) from None


def quoting(error: csv.Error) -> str:
    """What the csv module's complaint means."""
    if "field larger" in str(error) or "unexpected end" in str(error):
        return "A quotation mark opens on this line and never closes."
    return "A quotation mark stands inside a quoted cell; double it."


def lines(look: Survey, limits: Limits) -> Iterator[str]:
    """Lines as they stand. Raises Unreadable for odd bytes, long lines and control characters."""
    number = 0
    stream = io.TextIOWrapper(
        io.BufferedReader(Counted(look.path, limits)),
        encoding=look.encoding,
        errors="surrogateescape",  # a byte that is no text becomes a character that no text has
        newline="",
    )
    try:
        with stream:
            while line := stream.readline(limits.line_characters + 1):
                number += 1
                if len(line) > limits.line_characters:
                    most = f"{limits.line_characters:,}"
                    raise at(look, number, f"The line is longer than {most} characters.")
                if odd := ODD.search(line):
                    raise at(look, number, oddity(odd.group(), look))
                yield line
    except UnicodeError:
        raise whole_file(look.path, other_encoding(look)) from None


def oddity(character: str, look: Survey) -> str:
    code = ord(character)
    if code > SURROGATES:
        return other_encoding(look)
    return f"The line holds the control character {code:#04x}."


def other_encoding(look: Survey) -> str:
    return f"The text is not {look.encoding}. Save the file as UTF-8."


class Counted(io.RawIOBase):
    """The unpacked bytes of a file as a raw stream, under the limit on their number."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.source = chunks(path, limits)
        self.rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer as far as one chunk goes; 0 at the end."""
        if not self.rest:
            self.rest = next(self.source, b"")
        taken = self.rest[: len(buffer)]
        self.rest = self.rest[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)


def find_delimiter(look: Survey, form: FileFormat, limits: Limits) -> str:
    """The delimiter said in the map, or the one that cuts the header into most cells."""
    if form.delimiter is not None:
        return form.delimiter
    header = header_line(look, form, limits)
    return max(Delimiter, key=lambda one: len(cut(header, one)))


def header_line(look: Survey, form: FileFormat, limits: Limits) -> str:
    for number, line in enumerate(lines(look, limits), start=1):
        if number == form.header_line:
            return line
    raise whole_file(look.path, f"The file ends before line {form.header_line}, the header.")


def cut(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def whole_file(path: Path, sentence: str) -> Unreadable:
    return Unreadable(Problem(path.name, None, None, sentence))


def damaged(path: Path) -> Unreadable:
    return whole_file(path, "The packed file is cut off or damaged. Export it again.")


def at(look: Survey, line: int, sentence: str) -> Unreadable:
    return Unreadable(Problem(look.name, line, None, sentence))
