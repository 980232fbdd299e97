"""Whose numbers an address asks for: the firm's, or those of one team, technician or client."""

from dataclasses import replace
from typing import Any

from flask import g, request

from app.accounts.gate import can
from app.kpis.catalogue import Scope
from app.kpis.scopes import FIRM, KINDS, About, Known, parse
from app.numbers import queries
from app.numbers.compared import Tokens
from app.numbers.pages import Asked
from app.numbers.queries import Sheet, Typed
from app.numbers.scope_form import Choice, ScopeForm, kinds_in_words, new_kinds
from app.policy import Permission


def asked_about(known: Known) -> About | None:
    """What the address names, or what somebody typed into its form; None for what is not there."""
    kind, name = request.args.get("kind", ""), request.args.get("name", "").strip()
    if name and kind in {one.value for one in KINDS}:
        return known.find(Scope(kind), name)
    token = request.args.get("scope", "")
    if not token:
        return FIRM
    told = parse(token)
    return known.find(*told) if told else None


def is_asked() -> bool:
    return bool(request.args.get("scope") or request.args.get("name"))


def measured(kpi_key: str) -> Typed | None:
    """A KPI of whom the address says."""
    about = asked_about(queries.known(kpi_key)) if is_asked() else FIRM
    return queries.typed(kpi_key, about) if about else None


def sheet(slug: str | None) -> Sheet | None:
    """The numbers to enter of whom the address says."""
    about = asked_about(queries.known()) if is_asked() else FIRM
    return queries.sheet(slug, about) if about else None


MOST_LINKS = 8


def choice(here: Sheet | Typed, endpoint: str, may_enter: bool, **where: Any) -> Choice:
    """Whose numbers the person of this request may choose, the firm first."""
    kpi = here.kpi if isinstance(here, Typed) else None
    kinds = kpi.scopes if kpi else KINDS
    known = queries.known(kpi.key if kpi else None)
    every = [one for one in known.every() if one.kind in kinds and may_see(one, here)]
    some = set(known.measured())
    measured = [FIRM, *(one for one in every if one in some)]
    few = len(measured) <= MOST_LINKS
    new = new_kinds(kinds) if may_enter else []
    offered = [FIRM, *every] if may_enter else [] if few else measured
    form = ScopeForm(offered, here.about, new) if len(offered) > 1 or new else None
    links = measured if few else []
    address, words = {"msp": g.msp.slug, **where}, kinds_in_words(kinds)
    return Choice(endpoint, address, here.about, links, form, words)


def asked_kpi(kpi: Typed) -> Asked:
    """What the person of this request may do with a KPI, and whose numbers they may choose."""
    enters = Permission.ENTER_READINGS
    may_enter, may_care = can(enters, kpi), can(enters, kpi.program)
    scopes = choice(kpi, "kpis.kpi", may_enter, kpi_key=kpi.kpi.key)
    return Asked(may_enter, may_care, scopes, asked_benchmarks())


def asked_benchmarks() -> Tokens:
    """The benchmarks that the address names to be drawn; None where it says nothing of them."""
    return tuple(request.args.getlist("benchmark")) if "benchmark" in request.args else None


def may_see(one: About, here: Sheet | Typed) -> bool:
    return can(Permission.VIEW_PROGRAMS, replace(here, about=one))
