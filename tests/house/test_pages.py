"""Every page as it is read: one heading, an order, labels, links that lead somewhere."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from tests.counting import counting
from tests.person import Page
from tests.world import World, ask

pytestmark = pytest.mark.one_database

FEW = 12
"""Statements for a page, whatever its address and however many rows it shows."""
READERS = ["alice", "bob", "carol"]
TYPED = {"text", "email", "password", "date", "number", "search", "radio", "checkbox"}


class Outline(HTMLParser):
    """What a page is made of, as far as these tests ask."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, Any]]] = []
        self.open_labels = 0
        self.unlabelled: list[dict[str, Any]] = []
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.open_labels += tag == "label"
        if is_control(tag, found) and not self.open_labels:
            self.unlabelled.append(found)

    def handle_endtag(self, tag: str) -> None:
        self.open_labels -= tag == "label"

    def every(self, name: str, of: str = "") -> list[str]:
        """The values of an attribute, on all elements or those of one name."""
        return [str(found[name]) for tag, found in self.tags if found.get(name) and of in ("", tag)]

    def without_label(self) -> list[dict[str, Any]]:
        named = set(self.every("for", "label"))
        return [one for one in self.unlabelled if one.get("id") not in named and not says(one)]

    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _found in self.tags if re.fullmatch("h[1-6]", tag)]


def is_control(tag: str, found: dict[str, Any]) -> bool:
    typed = tag == "input" and (found.get("type") or "text") in TYPED
    return typed or tag in {"select", "textarea"}


def says(found: dict[str, Any]) -> bool:
    return bool(found.get("aria-label") or found.get("aria-labelledby"))


def pages(world: World, name: str) -> dict[str, Page]:
    """Every page that somebody can open at Northwind, by its address."""
    found = {}
    for rule in world.rules():
        if "GET" in (rule.methods or ()) and not rule.endpoint.startswith("house."):
            path = world.path(rule, "northwind")
            page = ask(world.person(name), "GET", path)
            if page.status == 200 and page.headers["Content-Type"].startswith("text/html"):
                found[path] = page
    assert len(found) >= 7
    return found


@pytest.mark.parametrize("name", READERS)
def test_every_page_is_in_order(world: World, name: str) -> None:
    for path, page in pages(world, name).items():
        outline = Outline(page)
        twice = [one for one, count in Counter(outline.every("id")).items() if count > 1]
        assert twice == [], path
        headings = outline.headings()
        assert headings.count(1) == 1, (path, headings)
        steps = [lower - higher for higher, lower in pairwise(headings)]
        assert headings[0] == 1, path
        assert max(steps, default=0) <= 1, (path, headings)
        assert outline.without_label() == [], path
        known = set(outline.every("id"))
        for part in ("aria-labelledby", "aria-describedby", "aria-controls"):
            named = {one for value in outline.every(part) for one in value.split()}
            assert named <= known, (path, part, named - known)


@pytest.mark.parametrize("name", READERS)
def test_every_link_leads_somewhere(world: World, name: str) -> None:
    asked: dict[str, int] = {}
    for path, page in pages(world, name).items():
        outline = Outline(page)
        for link in outline.every("href", "a"):
            target = urlsplit(urljoin(path, link))
            if target.scheme or target.netloc:
                continue
            address = target.path + (f"?{target.query}" if target.query else "")
            if address not in asked:
                asked[address] = ask(world.person(name), "GET", address).status
            assert asked[address] in {200, 302, 303}, (path, link, asked[address])
            if target.fragment and target.path == path and not target.query:
                assert target.fragment in outline.every("id"), (path, link)


@pytest.mark.parametrize("name", READERS)
def test_every_form_has_a_receiver_and_a_token(world: World, name: str) -> None:
    routes = world.app.url_map.bind("localhost")
    for path, page in pages(world, name).items():
        for form, body in re.findall(r"(<form\b[^>]*>)(.*?)</form>", page.text, re.S):
            found = dict(re.findall(r'([\w-]+)="([^"]*)"', form))
            method = found.get("method", "get").upper()
            target = urlsplit(urljoin(path, found.get("action", "") or path)).path
            try:
                routes.match(target, method)
            except HTTPException as no:
                pytest.fail(f"{path}: {method} {target}: {no}")
            assert method == "GET" or 'name="csrf_token"' in body, (path, form)


@pytest.mark.parametrize("name", READERS)
def test_few_queries_answer_every_page(world: World, name: str) -> None:
    many = {}
    for path in pages(world, name):
        with counting(world.app) as seen:
            ask(world.person(name), "GET", path)
        if len(seen) > FEW:
            many[path] = len(seen)
    assert many == {}
