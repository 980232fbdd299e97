"""Health, static files, and every component in every state."""

from flask import Blueprint, Response, abort, current_app, jsonify, render_template

from app.accounts.gate import nameless
from app.house.queries import database_answers
from app.house.specimens import specimens
from app.web import assets

bp = Blueprint("house", __name__)


@bp.get("/static/<path:name>")
@nameless
def static_file(name: str) -> Response:
    return assets.serve(name)


@bp.get("/healthz")
@nameless
def healthz() -> Response:
    return jsonify(status="alive")


@bp.get("/readyz")
@nameless
def readyz() -> Response | tuple[Response, int]:
    if not database_answers():
        return jsonify(status="database does not answer"), 503
    return jsonify(status="ready")


@bp.get("/house/components")
@nameless
def components() -> str:
    if not (current_app.debug or current_app.testing):
        abort(404)
    return render_template("house/components.html", **specimens())
