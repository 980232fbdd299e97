"""The list that a search shows: pages, rows and KPIs together, each with its address."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from flask import url_for

from app.accounts.gate import can
from app.accounts.models import Msp
from app.kpis.catalogue import Kpi
from app.kpis.library import catalogue
from app.kpis.own import own_kpis
from app.planning.words import counted
from app.policy import Permission
from app.programs.models import Program
from app.search import queries
from app.search.queries import Found
from app.search.rules import (
    Group,
    Hit,
    Kind,
    Words,
    as_typed,
    begin,
    best_first,
    fits,
    grouped,
    split,
    words_of,
)
from app.web.filters import day

IN_PALETTE, IN_GROUP = 9, 10
HEADINGS = {
    Kind.PAGE: "Pages",
    Kind.MSP: "Clients",
    Kind.PROGRAM: "Programs",
    Kind.ITEM: "Improvements",
    Kind.TASK: "Tasks",
    Kind.KPI: "KPIs",
    Kind.PERSON: "People",
    Kind.SOP: "SOPs",
    Kind.NOTE: "Comments",
}
SINGLE = {
    Kind.PAGE: "Go",
    Kind.MSP: "Client",
    Kind.PROGRAM: "Program",
    Kind.ITEM: "Improvement",
    Kind.TASK: "Task",
    Kind.KPI: "KPI",
    Kind.PERSON: "Person",
    Kind.SOP: "SOP",
    Kind.NOTE: "Comment",
}
SEE, CHECK_IN = Permission.VIEW_PROGRAMS, Permission.CHECK_IN
ENTER, MANAGE = Permission.ENTER_READINGS, Permission.MANAGE_PROGRAMS
PAGES = (
    ("Check in", "checkins.check_in_page", "checkin", CHECK_IN, "weekly review"),
    ("Overview", "overview.overview", "overview", SEE, "program home how we are doing"),
    ("Roadmap", "programs.roadmap", "roadmap", SEE, "plan phases list"),
    ("Timeline", "programs.roadmap_timeline", "timeline", SEE, "plan gantt roadmap dates"),
    ("Changes of the plan", "programs.plan_changes", "move", SEE, "log history slips"),
    ("KPIs", "kpis.kpis", "kpi", SEE, "numbers criteria targets"),
    ("Enter this week’s numbers", "kpis.entry_page", "plus", ENTER, "kpi readings values"),
    ("Add a success criterion", "criteria.new_criterion", "criteria", MANAGE, "target kpi aim"),
    ("Hand over the program", "programs.champion", "champion", MANAGE, "champion sponsor stand-in"),
)
START = ("Start a program", "programs.start_template", "plus", MANAGE, "wizard template new")


@dataclass(frozen=True)
class Place:
    """Where somebody searches: at one MSP with its newest program, or everywhere they reach."""

    msp: Msp | None
    program: Program | None
    reached: Sequence[UUID]
    is_coach: bool

    @property
    def several(self) -> bool:
        return len(self.reached) > 1


@dataclass(frozen=True)
class Results:
    """What was typed, what was found, and where."""

    typed: str
    words: Words
    hits: Sequence[Hit]
    place: Place

    @property
    def first(self) -> Sequence[Hit]:
        """The best of all kinds, for the palette."""
        return self.hits[:IN_PALETTE]

    @property
    def says(self) -> str:
        """How much there is, for who does not see the list."""
        return f"{counted(len(self.hits), 'result')}." if self.words else ""

    @property
    def groups(self) -> Sequence[Group]:
        return grouped(self.hits, IN_GROUP)

    @property
    def elsewhere(self) -> str:
        """Where the same words are looked for at every MSP; nothing when they are already."""
        if self.place.msp is None or not self.place.several or not self.words:
            return ""
        return url_for("search.search", q=self.typed)


def results(typed: str, place: Place) -> Results:
    """What the words find; without a word, the pages to go to."""
    words = words_of(typed)
    hits: list[Hit] = list(pages(place, words))
    if words:
        rows = queries.found(words, place.reached)
        hits += [as_hit(row, place) for row in rows if not is_here(row, place)]
        hits += kpis(place, words)
        hits = best_first(hits, words)
    elif as_typed(typed):
        hits = []
    return Results(as_typed(typed), words, hits, place)


def is_here(row: Found, place: Place) -> bool:
    """The client in whose pages somebody is already."""
    return row.kind is Kind.MSP and place.msp is not None and row.id == place.msp.id


def pages(place: Place, words: Words) -> Iterable[Hit]:
    """The pages that the person may open, by their names and what people call them."""
    for title, url, icon, also in [*own_pages(place), *pages_of_msp(place)]:
        if fits(words, f"{title} {also}"):
            yield Hit(Kind.PAGE, title, url, icon)


def own_pages(place: Place) -> Iterable[tuple[str, str, str, str]]:
    yield "My work", url_for("programs.my_work"), "work", "tasks to do home"
    if place.is_coach:
        yield "Clients", url_for("portfolio.clients"), "clients", "portfolio call today msps"


def pages_of_msp(place: Place) -> Iterable[tuple[str, str, str, str]]:
    """Those of the program that runs; before there is one, the page where it begins."""
    if place.msp is None:
        return
    for title, endpoint, icon, permission, also in PAGES if place.program else (START,):
        if can(permission, place.program):
            yield title, url_for(endpoint, msp=place.msp.slug), icon, also


@cache
def shipped_kpis() -> tuple[tuple[Kpi, list[str]], ...]:
    """The catalogue with every word that people may call a KPI by."""
    return tuple((kpi, called(kpi)) for kpi in catalogue().kpis.values())


def called(kpi: Kpi) -> list[str]:
    return split(" ".join((kpi.name, kpi.plain, kpi.key, kpi.group, kpi.area)))


def known_kpis() -> Iterable[tuple[Kpi, list[str]]]:
    """The catalogue and what the MSP in scope defined, each with what people may call it."""
    own = [(kpi, called(kpi)) for kpi in own_kpis().values() if kpi.is_offered]
    return (*shipped_kpis(), *own)


def kpis(place: Place, words: Words) -> list[Hit]:
    if place.msp is None:
        return []
    slug = place.msp.slug
    return [
        Hit(
            Kind.KPI, kpi.name, url_for("kpis.kpi", msp=slug, kpi_key=kpi.key), "kpi", sentence(kpi)
        )
        for kpi, said in known_kpis()
        if begin(words, said)
    ]


def sentence(kpi: Kpi) -> str:
    return kpi.plain[:1].upper() + kpi.plain[1:]


def as_hit(row: Found, place: Place) -> Hit:
    """A row as a hit; it names its MSP where there are several."""
    icon, address = ADDRESSES[row.kind]
    named = row.msp_name if place.msp is None and row.kind is not Kind.MSP else ""
    by = "" if row.over or row.due is None else f"Due {day(row.due)}"
    detail = ". ".join(filter(None, (named, row.detail, by)))
    return Hit(row.kind, row.title, address(row), icon, detail, row.over)


ADDRESSES: dict[Kind, tuple[str, Callable[[Found], str]]] = {
    Kind.MSP: ("clients", lambda row: url_for("overview.overview", msp=row.msp_slug)),
    Kind.PROGRAM: (
        "roadmap",
        lambda row: url_for("overview.overview", msp=row.msp_slug, program=row.path),
    ),
    Kind.ITEM: ("list", lambda row: url_for("programs.item", msp=row.msp_slug, item_id=row.id)),
    Kind.TASK: ("work", lambda row: url_for("programs.task", msp=row.msp_slug, task_id=row.id)),
    Kind.SOP: (
        "list",
        lambda row: url_for(
            "programs.task", msp=row.msp_slug, task_id=UUID(row.path), _anchor="sop"
        ),
    ),
    Kind.NOTE: (
        "talk",
        lambda row: url_for(
            "programs.task", msp=row.msp_slug, task_id=UUID(row.path), _anchor="comments"
        ),
    ),
    Kind.PERSON: ("people", lambda row: url_for("search.person", msp=row.msp_slug, user_id=row.id)),
}
