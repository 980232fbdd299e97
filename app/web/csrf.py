"""Every unsafe request proves that it comes from one of our pages."""

from urllib.parse import urlsplit

from flask import Flask, abort, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf
from markupsafe import Markup

SAFE = {"GET", "HEAD", "OPTIONS"}
protect = CSRFProtect()


def install(app: Flask) -> None:
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["WTF_CSRF_SSL_STRICT"] = False
    protect.init_app(app)
    app.before_request(check_csrf)
    app.jinja_env.globals.update(csrf=csrf, csrf_token=generate_csrf)


def check_csrf() -> None:
    if request.method in SAFE or request.endpoint is None:
        return
    if not from_here():
        abort(400, "This request came from another site, so nothing was changed.")
    try:
        protect.protect()
    except CSRFError:
        abort(400, "This page had been open too long to be sent safely. Load it again, then send.")


def from_here() -> bool:
    """Origin, where the browser sends one, must be ours."""
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}
    return urlsplit(origin).netloc == request.host


def csrf() -> Markup:
    """The hidden field of a form; a page has one in every row of a list."""
    if "csrf_field" not in g:
        field = Markup('<input type="hidden" name="csrf_token" value="{}">')
        g.csrf_field = field.format(generate_csrf())
    made: Markup = g.csrf_field
    return made
