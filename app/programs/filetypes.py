"""Which files may be kept: judged by what is in them, and their name has to agree."""

import re
import zipfile
import zlib
from io import BytesIO

from app.refusal import Refused

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
STARTS = {
    b"%PDF-": ("application/pdf", {"pdf"}),
    b"\x89PNG\r\n\x1a\n": ("image/png", {"png"}),
    b"\xff\xd8\xff": ("image/jpeg", {"jpg", "jpeg"}),
    b"GIF87a": ("image/gif", {"gif"}),
    b"GIF89a": ("image/gif", {"gif"}),
}
INSIDE = {
    "word/document.xml": (f"{OFFICE}wordprocessingml.document", {"docx"}),
    "xl/workbook.xml": (f"{OFFICE}spreadsheetml.sheet", {"xlsx"}),
    "ppt/presentation.xml": (f"{OFFICE}presentationml.presentation", {"pptx"}),
}
OPENED = {
    b"application/vnd.oasis.opendocument.text": (f"{OPEN}text", {"odt"}),
    b"application/vnd.oasis.opendocument.spreadsheet": (f"{OPEN}spreadsheet", {"ods"}),
    b"application/vnd.oasis.opendocument.presentation": (f"{OPEN}presentation", {"odp"}),
}
TEXT = ("text/plain", {"txt", "csv", "tsv", "md", "log"})
Judged = tuple[str, set[str]]
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
KNOWN = "PDF, pictures (PNG, JPEG, GIF, WebP), Word, Excel, PowerPoint, OpenDocument and plain text"
LONGEST_NAME = 120
LONGEST_KIND = 100
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def media_type(name: str, data: bytes) -> str:
    """The type of a file by its content. Raises Refused for a type that is not kept, for content
    that its name does not tell of, for macros, and for nothing at all."""
    if not data:
        raise Refused("The file is empty. Choose another one.")
    media, endings = judged(data)
    ending = name.rpartition(".")[2].lower()
    if media == TEXT[0] and ending not in endings:
        raise Refused(f"This kind of file is not kept. Use {KNOWN}, or add a link to it.")
    if ending not in endings:
        said = " or ".join(f".{one}" for one in sorted(endings))
        raise Refused(f"The name of the file and what is in it differ: it should end in {said}.")
    return media


def judged(data: bytes) -> Judged:
    """The type that the content is, and the endings of a name that go with it."""
    for start, found in STARTS.items():
        if data.startswith(start):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp", {"webp"}
    if data.startswith(b"PK\x03\x04"):
        return unpacked(data)
    if not CONTROL.search(data):
        return TEXT
    raise Refused(f"This kind of file is not kept. Use {KNOWN}, or add a link to it.")


def unpacked(data: bytes) -> Judged:
    """A document in a zip; nothing is unpacked but the few bytes that name its kind."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            names = set(packed.namelist())
            kind = kind_in(packed) if "mimetype" in names else b""
    except BROKEN as error:
        raise Refused("The file is damaged. Save it again, then add it.") from error
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("The file holds macros, which can do harm. Save it without them.")
    found = OPENED.get(kind) or next((INSIDE[one] for one in INSIDE if one in names), None)
    if found is None:
        raise Refused(f"This kind of file is not kept. Use {KNOWN}, or add a link to it.")
    return found


def kind_in(packed: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file says it is; it stands there as it is, and is short."""
    entry = packed.getinfo("mimetype")
    stored = entry.compress_type == zipfile.ZIP_STORED
    short = max(entry.file_size, entry.compress_size) < LONGEST_KIND
    return packed.read(entry) if stored and short else b""


def plain_name(name: str) -> str:
    """The file's own name without folders and invisible characters, its ending kept."""
    base = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in base if c.isprintable()).strip(" .") or "file"
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}"[-LONGEST_NAME:]
