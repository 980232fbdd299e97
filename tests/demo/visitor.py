"""Someone of the demo in front of its pages."""

import re
from html import unescape

from app.demo.folder import Demo
from tests.person import Page, Person


class Visitor(Person):
    """Someone of the demo, signed in with the password of all."""

    def __init__(self, demo: Demo, email: str) -> None:
        self.app, self.name = demo.app, email
        self.client = demo.app.test_client()
        page = self.post("/sign-in", email=email, password=demo.password)
        assert page.status == 303, page.text


def words(page: Page) -> str:
    """What a page says, without its markup."""
    assert page.status == 200, page.text
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def number_after(label: str, said: str) -> int:
    """The number that follows some words on a page."""
    found = re.search(rf"{label} (\d+)", said)
    assert found, f"{label!r} is not followed by a number in: {said}"
    return int(found[1])
