"""401, 403, 404, 409, 422, 500 as a page, a fragment or JSON."""

import re
import secrets
from datetime import date
from typing import Any
from urllib.parse import urlencode

import structlog
from flask import Flask, jsonify, redirect, render_template, request, url_for
from flask.globals import request_ctx
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from app.db import db
from app.planning.words import in_full
from app.refusal import Refused, Stale
from app.web.htmx import wants_fragment

Answer = Response | tuple[Response | str, int]
log = structlog.get_logger()
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
A_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOO_LARGE = "This is too large to send: 25 MB are the most, and 4 MB of them text."
SAME = ("23505", "UNIQUE")
"""How PostgreSQL and SQLite say that a row is there already."""
BUSY = ("locked", "deadlock detected")
"""How SQLite and PostgreSQL say that somebody else is writing just there."""
QUICKER = "Somebody changed it in the meantime."
NOT_SENT = {"csrf_token", "version", "password", "once"}


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Refused, lambda no: answer(409, sentence=no.sentence))
    app.register_error_handler(Stale, answer_stale)
    app.register_error_handler(StaleDataError, lambda _no: answer_stale(Stale({})))
    app.register_error_handler(IntegrityError, answer_same)
    app.register_error_handler(OperationalError, answer_busy)
    app.register_error_handler(Exception, answer_bug)


def answer_http(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    if code == 401:
        return ask_to_sign_in()
    if code == 413:
        return answer(code, sentence=TOO_LARGE)
    if code == 405:
        return redirect(nearest_page()) if request.method == "GET" else answer(404)
    if code in {403, 404}:
        return answer(code)
    return answer(code, sentence=error.description)


def ask_to_sign_in() -> Answer:
    """To the door, and back to the same place afterwards; a fragment sends the whole page."""
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    door = url_for("accounts.sign_in_page") + (f"?{urlencode({'next': back})}" if back else "")
    if request.headers.get("HX-Request"):
        response = Response(status=401)
        response.headers["HX-Redirect"] = door
        return response
    return redirect(door)


def nearest_page() -> str:
    """Where a form's address leads that somebody opens: the page around it."""
    adapter, path = request_ctx.url_adapter, request.path
    while adapter and path:
        path = path.rpartition("/")[0]
        if path and adapter.test(path, "GET"):
            return path
    return "/"


def answer_stale(stale: Stale) -> Answer:
    """Somebody was quicker: both texts, and neither is lost."""
    return answer(409, stale=stale, sentence=QUICKER)


def answer_same(error: IntegrityError) -> Answer:
    """What may be there once was written in the same moment: whoever came second looks again."""
    told = getattr(error.orig, "sqlstate", None) or str(error.orig)
    return answer_stale(Stale({})) if told.startswith(SAME) else answer_bug(error)


def answer_busy(error: OperationalError) -> Answer:
    if not any(word in str(error.orig) for word in BUSY):
        return answer_bug(error)
    response, code = answer(503)
    response.headers["Retry-After"] = "5"
    return response, code


def answer_bug(error: Exception) -> Answer:
    code = secrets.token_hex(4)
    log.error("request failed", code=code, path=request.path, exc_info=error)
    return answer(500, code=code)


def answer(status: int, **context: Any) -> tuple[Response, int]:
    """One error in the shape that was asked for."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(status=status, sentence=context.get("sentence", "")), status
    name = "hidden" if status in {403, 404} else str(status) if status in {409, 500, 503} else "400"
    folder = "errors/fragments" if wants_fragment() else "errors"
    db.session.rollback()
    context |= {"status": status, "yours": typed(), "back": request.referrer or "/"}
    page = render_template(f"{folder}/{name}.html", **context)
    response = Response(page, mimetype="text/html")
    if wants_fragment():
        response.headers.update({"HX-Retarget": "#toasts", "HX-Reswap": "innerHTML"})
    return response, status


def too_large() -> bool:
    try:
        return request.form is None
    except RequestEntityTooLarge:
        return True


def typed() -> dict[str, str]:
    """What the person had typed, to show it again; nothing of what was too large to be read."""
    if too_large():
        return {}
    sent = {name: text for name, text in request.form.items() if name not in NOT_SENT and text}
    return {name: as_seen(text) for name, text in sent.items() if not A_KEY.fullmatch(text)}


def as_seen(text: str) -> str:
    """A day as it stood in its field, not as browsers send it."""
    try:
        return in_full(date.fromisoformat(text)) if A_DAY.fullmatch(text) else text
    except ValueError:
        return text
