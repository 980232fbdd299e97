"""Every page of the map of addresses in a real browser, light and dark, wide and narrow."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from app import clock
from app.accounts import actions
from app.db import db
from app.policy import Role
from tests.browser import (
    COLOURS,
    DESK,
    PHONE,
    axe,
    enter,
    opened,
    served,
    sideways,
    small_targets,
)
from tests.cast import PASSWORD, email_of
from tests.conftest import MONDAY, fill
from tests.journeys.wizard import answer_every_step
from tests.scopes import inside
from tests.standing import make_app
from tests.world import KPI, World, ask, build

pytestmark = pytest.mark.browser
RESTING = {"programs.resume", "programs.reopen"}
PEERS = {"kpis.peers_png", "kpis.peers_svg", "kpis.peers_csv"}
ELSEWHERE = {"accounts.door", "accounts.set_up_page", "house.static_file"} | RESTING | PEERS
"""The door leads on, and so does what is for a program that rests, or a file of peers where there
are too few; set-up, in tests/house/test_components.py, is only while there is nobody."""
READERS = {
    "accounts.sign_in_page": "stranger",
    "programs.my_leave": "carol",
    "search.search": "carol",
}
"""Who opens what Alice, Northwind's champion, does not; Carol opens what is of her practice."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The world of the house tests; and Nora, the owner of an MSP where nothing has begun."""
    token = clock.source.set(lambda: MONDAY)
    app = make_app(tmp_path_factory.mktemp("pages"), "")
    fill(app)
    with inside(app):
        nora = actions.add_user(email_of("nora"), "Nora North", PASSWORD)
        actions.join_msp(nora, actions.add_msp("Tailspin", "tailspin"), Role.OWNER)
    yield build(app)
    with app.app_context():
        db.engine.dispose()
    clock.source.reset(token)


@pytest.fixture(scope="module")
def site(world: World, browser: Browser) -> Iterator[str]:
    """The world's address; Alice has gone through the wizard up to its last page."""
    with served(world.app) as url:
        with opened(browser, url) as page:
            enter(page, email_of("alice"))
            page.goto("/msps/northwind/start/template")
            list(answer_every_step(page))
        yield url


class Readers:
    """A window for each person."""

    def __init__(self, browser: Browser, site: str, stack: ExitStack) -> None:
        self.browser, self.site, self.stack = browser, site, stack
        self.windows: dict[str, Page] = {}

    def window(self, name: str) -> Page:
        if name not in self.windows:
            page = self.stack.enter_context(opened(self.browser, self.site, DESK))
            if name != "stranger":
                enter(page, email_of(name))
            self.windows[name] = page
        return self.windows[name]

    def faults(self, page: Page) -> list[str]:
        """What is wrong; in the dark, axe looks at the colours of the narrow page."""
        found = []
        for width in (DESK, PHONE):
            show_whole(page, width)
            wider = sideways(page)
            if wider:
                found.append(f"scrolls sideways by {wider} px at {width}")
        found += small_targets(page)
        page.emulate_media(color_scheme="dark")
        found += [f"in the dark, {fault}" for fault in axe(page, COLOURS)]
        page.emulate_media(color_scheme="light")
        show_whole(page, DESK)
        return found + axe(page)


def show_whole(page: Page, width: int) -> None:
    """A window as high as the page, so that no bar lies over what axe looks at."""
    page.set_viewport_size({"width": width, "height": 900})
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})


def reader_of(endpoint: str) -> str:
    of_practice = endpoint.startswith("portfolio.") or "practice_" in endpoint
    return READERS.get(endpoint, "carol" if of_practice else "alice")


def pages(world: World) -> Iterator[tuple[str, str]]:
    """Who opens which address: all that answer with a page, or say that there is none; what has
    two addresses, by one of them."""
    rules = {rule.endpoint: rule for rule in world.rules() if "GET" in (rule.methods or ())}
    for rule in rules.values():
        if rule.endpoint not in ELSEWHERE:
            name, path = reader_of(rule.endpoint), world.path(rule, "northwind")
            kind = ask(world.person(name), "GET", path).headers["Content-Type"]
            if kind.startswith("text/html"):
                yield name, path


@pytest.fixture(scope="module")
def readers(browser: Browser, site: str) -> Iterator[Readers]:
    with ExitStack() as stack:
        yield Readers(browser, site, stack)


def test_every_page_is_well(readers: Readers, world: World) -> None:
    found = {}
    for name, path in pages(world):
        page = readers.window(name)
        answer = page.goto(path)
        assert answer is not None
        assert (answer.status, page.url) == (200, readers.site + path)
        found[path] = readers.faults(page)
    assert without_empty(found) == {}


def without_empty(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: faults for name, faults in found.items() if faults}


EMPTY = {
    "/msps/tailspin/": "nora",
    "/msps/tailspin/kpis": "nora",
    "/msps/tailspin/kpis/entry": "nora",
    "/msps/tailspin/kpis/grid": "nora",
    f"/msps/tailspin/kpis/{KPI}": "nora",
    "/my-work": "nora",
    "/clients?q=nobody": "carol",
    "/msps/northwind/roadmap?show=late": "alice",
}
"""Pages on which there is nothing to show, and who finds them so."""


def test_what_is_empty_or_not_there_is_well(readers: Readers) -> None:
    found = {}
    for path, name in (EMPTY | {"/msps/northwind/": "nora"}).items():
        answer = readers.window(name).goto(path)
        assert answer is not None
        assert answer.status == (200 if path in EMPTY else 404), path
        found[path] = readers.faults(readers.window(name))
    assert without_empty(found) == {}


FORMS = {
    "/msps/northwind/check-in": ("alice", "Check in", ""),
    "/msps/northwind/criteria/new": ("alice", "Add criterion", "#"),
    "/msps/northwind/kpis/entry": ("alice", "Save", "#"),
    "/msps/northwind/kpis/grid": ("alice", "Save", "#"),
    "/msps/northwind/kpis/{kpi_key}": ("alice", "Add", "#"),
    "/msps/northwind/readings/{reading_id}": ("alice", "Change", "#"),
    "/sign-in": ("stranger", "Sign in", "#"),
}
"""Who sends which form by which button, with what in its fields that cannot be taken."""


def test_a_form_that_needs_another_look_is_well(readers: Readers, world: World) -> None:
    found = {}
    for form, (name, button, words) in FORMS.items():
        page = readers.window(name)
        page.goto(form.format(**world.things["northwind"]))
        fill_in(page, button, words)
        assert send(page, button) == 422, form
        expect(page.locator("[aria-invalid=true]").first).to_be_visible()
        found[form] = readers.faults(page)
    assert without_empty(found) == {}


MANY = 12


def fill_in(page: Page, button: str, words: str) -> None:
    """Type the same into the first fields of the form with this button; days are taken out."""
    form = page.locator("main form", has=page.get_by_role("button", name=button, exact=True))
    for field in form.locator("input:visible, textarea:visible").all()[:MANY]:
        kind = field.get_attribute("type")
        if kind not in {"radio", "checkbox"}:
            field.fill("" if kind == "date" else words)


def send(page: Page, button: str) -> int:
    """Press a form's button; returns the status of the answer."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.locator("main").get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()
    return told.value.status


def test_what_somebody_else_changed_meanwhile_is_well(readers: Readers) -> None:
    page = readers.window("alice")
    page.goto("/msps/northwind/check-in")
    page.evaluate("document.querySelector('main [name=version]').value = '77'")
    fill_in(page, "Check in", "Intake is quiet, and that is new.")
    assert send(page, "Check in") == 409
    expect(page.locator("h1")).to_have_text("Two people, one change")
    assert readers.faults(page) == []
