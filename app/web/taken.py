"""A chart as a file to take away: picture, drawing, or rows for a spreadsheet."""

from collections.abc import Callable
from typing import Final

from flask import Response, request

TYPES: Final = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8"}


def taken(tag: str, name: str, draw: Callable[[], bytes]) -> Response:
    """A file of a chart; a browser that has this one already gets no second copy."""
    response = Response(content_type=TYPES[name.rpartition(".")[2]])
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    if not request.if_none_match.contains(tag):
        response.set_data(draw())
    response.make_conditional(request)
    return response
