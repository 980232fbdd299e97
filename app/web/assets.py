"""Fingerprinted URLs, and the stylesheet put together in layer order."""

import gzip
import hashlib
import mimetypes
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

STYLES = "css/nibble.css"
FOR_EVER = "public, max-age=31536000, immutable"
LINKED = re.compile(r'url\("\.\./([^"]+)"\)')
COMPRESSED = {".css", ".js", ".svg", ".txt"}


def install(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """The address of a static file; it changes with the file, so it may be kept for ever."""
    return f"/static/{name}?v={fingerprint(name)}"


@cache
def fingerprint(name: str) -> str:
    return hashlib.sha256(content(name)).hexdigest()[:12]


@cache
def content(name: str) -> bytes:
    """The bytes of one static file. Raises FileNotFoundError for a name that is not there."""
    root = static_folder()
    if name == STYLES:
        return stylesheet(root).encode()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise FileNotFoundError(name)
    return path.read_bytes()


@cache
def squeezed(name: str) -> bytes:
    return gzip.compress(content(name), compresslevel=9, mtime=0)


def stylesheet(root: Path) -> str:
    """All styles in layer order; what they link to has the same address as in the pages."""
    styles = "\n".join((root / "css" / part).read_text() for part in style_order())
    return LINKED.sub(lambda link: f'url("{asset(link[1])}")', styles)


def style_order() -> list[str]:
    lines = (static_folder() / "css" / "order.txt").read_text().splitlines()
    return [line.strip() for line in lines if line.strip()]


def static_folder() -> Path:
    return (Path(current_app.root_path) / "static").resolve()


def serve(name: str) -> Response:
    """A static file, immutable under its fingerprint, compressed once."""
    try:
        body = content(name)
    except FileNotFoundError:
        abort(404)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = Response(body, mimetype=kind)
    if Path(name).suffix in COMPRESSED and request.accept_encodings["gzip"]:
        response.set_data(squeezed(name))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOR_EVER if "v" in request.args else "no-cache"
    response.set_etag(fingerprint(name))
    response.make_conditional(request)
    return response
