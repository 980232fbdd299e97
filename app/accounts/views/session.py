"""Signing in and out, and the first run."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts import actions, queries, sign_in
from app.accounts.forms import SetUpForm, SignInForm
from app.accounts.gate import public, signed_in
from app.accounts.rules import safe_next
from app.refusal import Refused
from app.web.forms import invalid, text

bp = Blueprint("accounts", __name__)


@bp.get("/")
@public
def door() -> Response:
    """The first page of everyone: set-up, sign-in, or home."""
    if g.user is not None:
        return redirect(home())
    return redirect(
        url_for("accounts.sign_in_page" if queries.anyone_yet() else "accounts.set_up_page")
    )


@bp.get("/sign-in")
@public
def sign_in_page() -> str | Response:
    if g.user is not None:
        return redirect(home())
    return render_template(
        "accounts/sign_in.html", form=SignInForm(), next=request.args.get("next")
    )


@bp.post("/sign-in")
@public
def sign_in_person() -> str | Response | tuple[str, int]:
    form = SignInForm(request.form)
    target = request.form.get("next")
    if not form.validate():
        return invalid("accounts/sign_in.html", form=form, next=target)
    try:
        user = sign_in.sign_in(text(form.email), text(form.password), request.remote_addr or "")
    except Refused as no:
        form.email.errors = [no.sentence]
        return invalid("accounts/sign_in.html", form=form, next=target)
    sign_in.open_session(user)
    g.user = user
    return redirect(safe_next(target) or home(), 303)


@bp.post("/sign-out")
@signed_in
def sign_out() -> Response:
    sign_in.end_session()
    return redirect(url_for("accounts.sign_in_page"), 303)


@bp.get("/setup")
@public
def set_up_page() -> str:
    refuse_second_set_up()
    return render_template("accounts/setup.html", form=SetUpForm())


@bp.post("/setup")
@public
def set_up() -> str | Response | tuple[str, int]:
    refuse_second_set_up()
    form = SetUpForm(request.form)
    if not form.validate():
        return invalid("accounts/setup.html", form=form)
    user = actions.set_up(
        email=text(form.email),
        name=text(form.name),
        password=text(form.password),
        firm=text(form.firm),
        is_coach=form.kind.data == "practice",
        zone=text(form.zone),
    )
    sign_in.open_session(user)
    g.user = user
    membership = queries.first_membership(user.id)
    if membership is None:
        return redirect(home(), 303)
    return redirect(url_for("overview.overview", msp=membership.msp.slug), 303)


def refuse_second_set_up() -> None:
    if queries.anyone_yet():
        abort(404)


def home() -> str:
    """Clients for a coach, My work for everyone else."""
    coaches_only = queries.practice_of(g.user.id) and not queries.msps_of(g.user.id)
    return url_for("portfolio.clients" if coaches_only else "programs.my_work")
