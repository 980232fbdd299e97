"""A person in front of the site: signed in, clicking and sending forms."""

import secrets
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tests.cast import PASSWORD, email_of


class Page:
    """An answer as a person sees it."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.headers = response.headers
        self.text = response.get_data(as_text=True) if response.is_json or is_text(response) else ""

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    def __contains__(self, words: str) -> bool:
        return words in self.text


def is_text(response: TestResponse) -> bool:
    return (response.mimetype or "").startswith(("text/", "image/svg", "application/json"))


class Person:
    """Someone with a browser of their own."""

    def __init__(self, app: Flask, name: str | None = None) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.name = name
        if name:
            page = self.post("/sign-in", email=email_of(name), password=PASSWORD)
            assert page.status == 303, page.text

    def get(self, path: str, **headers: str) -> Page:
        return Page(self.client.get(path, headers=headers))

    def post(self, path: str, headers: dict[str, str] | None = None, **form: Any) -> Page:
        data = {"csrf_token": self.csrf_token(), **form}
        return Page(self.client.post(path, data=data, headers=headers or {}))

    def boosted(self, path: str, **form: Any) -> Page:
        """The same as post, the way htmx asks for a fragment."""
        asks = {"HX-Request": "true", "HX-Request-Type": "partial"}
        return self.post(path, headers=asks, **form)

    def csrf_token(self) -> str:
        raw = secrets.token_hex(20)
        with self.client.session_transaction() as session:
            raw = session.setdefault("csrf_token", raw)
        signer = URLSafeTimedSerializer(self.app.config["SECRET_KEY"], salt="wtf-csrf-token")
        token = signer.dumps(raw)
        return token.decode() if isinstance(token, bytes) else token
