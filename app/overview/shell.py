"""The frame around every page: where one is, what else there is, and the three vital signs."""

from dataclasses import dataclass, replace
from datetime import date

from flask import Flask, g, request, url_for
from werkzeug.local import LocalProxy

from app.accounts.models import Msp
from app.accounts.queries import first_membership, practice_of
from app.checkins.queries import Signs, signs, signs_with
from app.checkins.rules import is_done_this_week
from app.criteria.queries import judge
from app.overview.programs import week_words as week_in_words
from app.overview.queries import open_this_week
from app.policy import Permission, Role, is_granted
from app.programs import queries as programs
from app.programs.hold import hold_of
from app.programs.models import Program
from app.programs.queries import program as named_program
from app.web.filters import local_today

ROADMAP = ("programs.roadmap", "programs.roadmap_timeline", "programs.plan_changes")


@dataclass(frozen=True)
class Link:
    """A place to go; `count` and `note` say what waits there."""

    label: str
    url: str
    icon: str
    current: bool = False
    count: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shell:
    """What the layout shows around a page; `others` are further programs of the same MSP."""

    role: str
    home: str
    nav: tuple[tuple[Link, ...], ...]
    tabs: tuple[Link, ...]
    msp: Msp | None = None
    program: Program | None = None
    signs: Signs | tuple[()] = ()
    week: str = ""
    practice: str = ""
    others: tuple[Program, ...] = ()

    @property
    def search(self) -> str:
        """Where one looks for anything: at the MSP of this page, else everywhere."""
        here = g.get("msp")
        return url_for("search.search_msp", msp=here.slug) if here else url_for("search.search")


def install(app: Flask) -> None:
    app.context_processor(lambda: {"shell": LocalProxy(present_shell)})


def present_shell() -> Shell | None:
    """The frame of this request's page, made when the layout first asks; None for strangers."""
    if g.get("user") is None:
        return None
    if "shell" not in g:
        g.shell = make_shell()
    shell: Shell = g.shell
    return shell


def make_shell() -> Shell:
    if "msp" in g:
        return msp_shell(g.msp, g.role, g.title)
    if here("portfolio.") or "practices" in g:
        return coach_shell(first_membership(g.user.id) is not None)
    newest = named_program(None)
    membership = first_membership(g.user.id, newest.msp_id if newest else None)
    if membership is None:
        return coach_shell(has_work=False)
    return msp_shell(membership.msp, Role(membership.role), membership.title)


def coach_shell(has_work: bool) -> Shell:
    """The frame around all clients, whose programs are many: it shows none of them.

    Who belongs to no practice has no clients to go to.
    """
    practice = practice_of(g.user.id)
    work = (link("My work", "programs.my_work", "work"),) if has_work else ()
    links = (clients_link(), benchmarks_link(), templates_link(), *work) if practice else work
    home = url_for("accounts.door")
    if practice is None:
        return Shell("", home, (links,), links)
    return Shell("Coach", home, (links,), links, practice=practice.name)


def msp_shell(msp: Msp, role: Role, title: str) -> Shell:
    program = program_of(g.get("thing"))
    first = (clients_link(),) if role is Role.COACH else own_links(program, role)
    home = url_for("overview.overview", msp=msp.slug)
    if program is None:
        return Shell(title or role.capitalize(), home, (first,), first, msp)
    places = program_links(program, msp)
    today = local_today()
    return Shell(
        role=title or role.capitalize(),
        home=home,
        nav=(first, places),
        tabs=(*first, replace(places[0], label="Program"), *places[1:]),
        msp=msp,
        program=program,
        signs=g.get("signs") or signs_of(program, today),
        week=week_words(program),
        others=tuple(programs.beside(program)),
    )


def signs_of(program: Program, today: date) -> Signs:
    """The signs, by the criteria that the page itself has read, if it has."""
    aims = g.get("aims")
    return signs(program, today) if aims is None else signs_with(program, judge(aims, today), today)


def program_of(thing: object) -> Program | None:
    """The program the page's thing belongs to, else the newest running one."""
    if isinstance(thing, Program):
        return thing
    found: Program | None = getattr(thing, "program", None)
    return found or named_program(None)


def week_words(program: Program) -> str:
    today = local_today()
    hold = hold_of(program, program.msp.zone)
    return hold.says(today) if hold else week_in_words(program, today)


def clients_link() -> Link:
    return link("Clients", "portfolio.clients", "clients")


def templates_link() -> Link:
    """The practice's own; every page about one of them belongs to it."""
    place = url_for("programs.practice_own_templates")
    return Link("Templates", place, "list", current="practices" in g)


def benchmarks_link() -> Link:
    return link("Benchmarks", "portfolio.benchmarks", "kpi")


def own_links(program: Program | None, role: Role) -> tuple[Link, ...]:
    """My work, the check-in for whoever leads the program, and the clients of who coaches too."""
    known: int | None = g.get("open_this_week")
    count = open_this_week(g.user.id, local_today()) if known is None else known
    work = link("My work", "programs.my_work", "work", str(count or ""), "this week")
    clients = (clients_link(),) if work.current and practice_of(g.user.id) else ()
    if program is None or program.closed or not leads(role, program):
        return work, *clients
    done = is_done_this_week(program.last_check_in_on, local_today())
    waits = "" if done or program.paused else "Due"
    place = url_for("checkins.check_in_page", msp=program.msp.slug)
    return work, Link("Check-in", place, "checkin", here("checkins."), waits), *clients


def leads(role: Role, program: Program) -> bool:
    return is_granted(Permission.CHECK_IN, role, g.user.id, program)


def program_links(program: Program, msp: Msp) -> tuple[Link, ...]:
    slug = slug_to_keep(program)
    places = (
        ("Overview", "overview.overview", "overview", here("overview.")),
        ("Roadmap", "programs.roadmap", "roadmap", any(map(here, ROADMAP))),
        ("KPIs", "kpis.kpis", "kpi", here("kpis.") or here("criteria.")),
    )
    return tuple(
        Link(label, url_for(endpoint, msp=msp.slug, program=slug), icon, current)
        for label, endpoint, icon, current in places
    )


def slug_to_keep(program: Program) -> str | None:
    """None for the newest running program, whose addresses are short unless a long one was used."""
    if isinstance(g.get("thing"), Program):
        return program.slug if g.named else None
    newest = named_program(None)
    return None if newest is not None and newest.id == program.id else program.slug


def link(label: str, endpoint: str, icon: str, count: str = "", note: str = "") -> Link:
    return Link(label, url_for(endpoint), icon, here(endpoint), count, note)


def here(endpoint: str) -> bool:
    """Is this the page's own place? A name with a final dot means the whole part."""
    present = request.endpoint or ""
    return present.startswith(endpoint) if endpoint.endswith(".") else present == endpoint
