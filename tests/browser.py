"""A real browser in front of the real application: Chromium, the server, and what to look for."""

import contextvars
import os
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.cast import PASSWORD

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = 390, 1280
THEMES = ("light", "dark")
EXPECTED = ("Failed to load resource", "Failed to fetch")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TARGETS = ".btn, .chip, .tab, .iconbtn, .choice, .check, summary, select, .input input"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Without one the test skips loudly; in CI it fails."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "NO CHROMIUM: the tests in a real browser need Debian's package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Quiet(WSGIRequestHandler):
    """A server that keeps its log to itself."""

    def log(self, type: str, message: str, *args: Any) -> None:
        return


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a free port of this machine; its clock is the one of the test."""
    here = contextvars.copy_context()

    def answer(environ: Any, start_response: Any) -> Iterable[bytes]:
        return here.copy().run(app, environ, start_response)

    server = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def opened(
    browser: Browser, url: str, width: int = DESK, theme: str = "light", script: bool = True
) -> Iterator[Page]:
    """A page in a window of its own; whatever it writes to the console fails the test."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 900 if width > PHONE else 844},
        color_scheme="dark" if theme == "dark" else "light",
        java_script_enabled=script,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if is_fault(message) else None)
    yield page
    context.close()
    assert not said, said


def is_fault(message: Any) -> bool:
    """Refusals and a network that is away are told by the console too; tests are about them."""
    told = message.type in {"error", "warning"}
    return told and not any(words in message.text for words in EXPECTED)


COLOURS = {"type": "rule", "values": ["color-contrast"]}
"""All that differs between the themes."""


def axe(page: Page, rules: object = RULES) -> list[str]:
    """What axe-core finds, one line for each fault; nothing when the page is well."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        """async (asked) => {
          const { violations } = await axe.run(document, asked);
          return violations.flatMap((fault) =>
            fault.nodes.map((node) => [fault.id, ...node.target, node.failureSummary].join(": ")));
        }""",
        {"runOnly": rules, "resultTypes": ["violations"]},
    )
    return list(found)


def sideways(page: Page) -> int:
    """How many pixels the page is wider than its window."""
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return int(wider)


def small_targets(page: Page) -> list[str]:
    """Controls that are lower than a finger (44 px), with their height."""
    found = page.evaluate(
        """(targets) => [...document.querySelectorAll(targets)]
          .filter((target) => target.checkVisibility({ visibilityProperty: true }))
          .map((target) => [target.outerHTML.slice(0, 90), target.getBoundingClientRect().height])
          .filter(([, height]) => height > 1 && height < 43.5)
          .map(([target, height]) => `${height} px: ${target}`)""",
        TARGETS,
    )
    return list(found)


def faults(page: Page) -> list[str]:
    """Everything a page must not have, on any width, in any theme."""
    page.evaluate("document.fonts.ready")
    wider = sideways(page)
    found = axe(page) + ([f"scrolls sideways by {wider} px"] if wider > 0 else [])
    return found + (small_targets(page) if page.viewport_size["width"] == PHONE else [])


def enter(page: Page, email: str) -> None:
    """Sign in through the door, with the password of everybody in tests."""
    page.goto("/sign-in")
    page.locator("[name=email]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)
