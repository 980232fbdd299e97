"""Files are judged by what is in them."""

import zipfile
from io import BytesIO

import pytest

from app.programs.filetypes import LONGEST_NAME, media_type, plain_name
from app.refusal import Refused

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def packed(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


XLSX = packed(xl__workbook_xml=b"<workbook/>")
MACROS = packed(xl__workbook_xml=b"<workbook/>", **{"xl/vbaProject.bin": b"\x00"})
ODS = packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("a.jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBP", "image/webp"),
        ("a.csv", "Zeit;Größe\n1;2".encode(), "text/plain"),
        ("a.txt", b"caf\xe9", "text/plain"),
        (
            "a.xlsx",
            XLSX,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("a.ods", ODS, "application/vnd.oasis.opendocument.spreadsheet"),
    ],
    ids=lambda value: value if isinstance(value, str) else "content",
)
def test_what_people_show_is_kept(name: str, data: bytes, media: str) -> None:
    assert media_type(name, data) == media


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "The file is empty."),
        ("a.exe", b"MZ\x90\x00", "This kind of file is not kept."),
        ("a.html", b"<script>alert(1)</script>", "This kind of file is not kept."),
        ("a.svg", b"<svg onload='x()'/>", "This kind of file is not kept."),
        ("a", b"plain", "This kind of file is not kept."),
        ("a.zip", packed(any__thing=b"x"), "This kind of file is not kept."),
        ("a.png", b"<html>", "This kind of file is not kept."),
        ("a.pdf", PNG, "it should end in .png"),
        ("a.txt", PNG, "it should end in .png"),
        ("a.png.exe", PNG, "it should end in .png"),
        ("a.xlsx", MACROS, "The file holds macros"),
        ("a.xlsx", XLSX[:40], "The file is damaged."),
    ],
    ids=[*"123456789", "ten", "eleven", "twelve"],
)
def test_what_could_do_harm_is_refused_with_a_sentence(name: str, data: bytes, says: str) -> None:
    with pytest.raises(Refused) as no:
        media_type(name, data)
    assert says in no.value.sentence


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\tmp\\a.pdf", "a.pdf"),
        ("a\r\nb\x00.txt", "ab.txt"),
        ("Prioritätsmatrix v2.xlsx", "Prioritätsmatrix v2.xlsx"),
        ("\u202etxt.exe", "txt.exe"),
        ("", "file"),
    ],
)
def test_a_name_is_only_a_name(name: str, kept: str) -> None:
    assert plain_name(name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert plain_name("x" * 300 + ".pdf").endswith("x.pdf")
    assert len(plain_name("x" * 300 + ".pdf")) == LONGEST_NAME
    assert len(plain_name("x." + "y" * 300)) <= LONGEST_NAME


def test_the_kind_of_a_document_is_never_unpacked() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", b"\x00" * 5_000_000)
    bomb = bytearray(made.getvalue())
    at = bomb.rindex(b"PK\x01\x02")
    bomb[at + 24 : at + 28] = (50).to_bytes(4, "little")
    with pytest.raises(Refused, match="This kind of file is not kept"):
        media_type("a.ods", bytes(bomb))
