"""The list of keys, and whether single ones work for a person."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.actions import let_single_keys
from app.accounts.gate import current_user, signed_in
from app.web.htmx import wants_fragment

bp = Blueprint("keys", __name__)


@bp.get("/keys")
@signed_in
def keys() -> str:
    return render_template("accounts/_keys.html" if wants_fragment() else "accounts/keys.html")


@bp.post("/keys")
@signed_in
def set_keys() -> Response | str:
    """Switch single keys on or off; Ctrl K always works."""
    let_single_keys(current_user, request.form.get("single") == "on")
    if wants_fragment():
        return render_template("accounts/_keys.html")
    flash("Single keys are off." if current_user.single_keys_off_at else "Single keys are on.")
    return redirect(url_for("keys.keys"), 303)
