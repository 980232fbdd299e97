"""What holds for every address: headers, tokens, and that looking changes nothing."""

import pytest

from app.web.headers import POLICY
from tests.cast import PASSWORD, email_of
from tests.person import Page, Person
from tests.world import World, ask, digest

pytestmark = pytest.mark.one_database

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOCKED_IN = "default-src 'none'; sandbox"
STATIC = "/static/img/icon.svg"


def gets(world: World) -> list[str]:
    """The address of every rule that answers GET, at Northwind."""
    rules = [rule for rule in world.rules() if "GET" in (rule.methods or ())]
    return [
        STATIC if rule.endpoint == "house.static_file" else world.path(rule, "northwind")
        for rule in rules
    ]


def posts(world: World) -> list[str]:
    rules = [rule for rule in world.rules() if "POST" in (rule.methods or ())]
    return [world.path(rule, "northwind") for rule in rules]


def check_headers(page: Page, where: object) -> None:
    """A file that somebody sent in allows even less than our own pages do."""
    sent_in = "/proofs/" in str(where) and "Content-Disposition" in page.headers
    stricter = {"Content-Security-Policy": LOCKED_IN} if sent_in else {}
    for name, value in {**ALWAYS, **stricter}.items():
        assert page.headers.get(name) == value, (where, name)
    assert "Cache-Control" in page.headers, where


@pytest.mark.parametrize("name", ["alice", "stranger"])
def test_every_answer_carries_the_headers(world: World, name: str) -> None:
    """Pages, redirects, refusals and files."""
    for path in [*gets(world), "/nowhere", "/msps/never-was/", "/static/nothing.css"]:
        check_headers(ask(world.person(name), "GET", path), path)
    for path in [*posts(world), "/my-work"]:
        check_headers(Page(world.person(name).client.post(path)), path)
        check_headers(ask(world.person(name), "DELETE", path), path)


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inline() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    for rule in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in POLICY


def test_what_is_personal_is_never_stored_by_the_browser(world: World) -> None:
    for path in gets(world):
        page = ask(world.person("alice"), "GET", path)
        kept = page.headers["Cache-Control"]
        assert "no-store" in kept or "private" in kept or path.startswith("/static/"), path


def test_without_a_token_nothing_is_sent(world: World) -> None:
    before = digest(world.app)
    for path in posts(world):
        page = Page(world.person("alice").client.post(path, data={"email": "a", "rule": "any"}))
        assert page.status == 400, path
        wrong = {"csrf_token": Person(world.app).csrf_token()}
        assert world.person("alice").client.post(path, data=wrong).status_code == 400, path
    assert digest(world.app) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.com"},
        {"Origin": "null"},
        {"Origin": "http://localhost.example.com"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_what_another_site_sends_is_refused(world: World, headers: dict[str, str]) -> None:
    before = digest(world.app)
    for path in posts(world):
        page = world.person("alice").post(path, headers=headers)
        assert page.status == 400, path
    assert digest(world.app) == before


def test_our_own_pages_may_send(world: World) -> None:
    page = world.person("stranger").post(
        "/sign-in",
        headers={"Origin": "http://localhost"},
        email=email_of("alice"),
        password=PASSWORD,
    )
    assert page.status == 303
    del world.entered["stranger"]


@pytest.mark.parametrize("name", ["alice", "carol"])
def test_looking_changes_nothing(world: World, name: str) -> None:
    person = world.person(name)
    for path in gets(world):
        before = digest(world.app)
        ask(person, "GET", path)
        ask(person, "HEAD", path)
        assert digest(world.app) == before, path


def test_a_file_may_be_kept_for_ever_under_its_fingerprint(world: World) -> None:
    stranger = world.person("stranger")
    page = stranger.get(f"{STATIC}?v=1")
    assert page.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    again = stranger.get(STATIC, **{"If-None-Match": page.headers["ETag"]})
    assert again.status == 304
    assert "immutable" not in again.headers["Cache-Control"]
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("name", ["../config.py", "css/../../config.py", "%2e%2e/db.py", ".."])
def test_no_file_outside_the_folder_is_given(world: World, name: str) -> None:
    assert world.person("stranger").get(f"/static/{name}").status == 404


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_installation_says_how_it_is_without_a_cookie(world: World, path: str) -> None:
    page = Person(world.app).get(path)
    assert page.status == 200
    assert "Set-Cookie" not in page.headers


def test_a_fragment_and_json_are_refused_in_their_own_shape(world: World) -> None:
    asks = {"HX-Request": "true", "HX-Request-Type": "partial"}
    piece = world.person("alice").get("/msps/never-was/", **asks)
    assert piece.status == 404
    assert "<html" not in piece
    told = world.person("alice").get("/msps/never-was/", Accept="application/json")
    assert told.response.json == {"status": 404, "sentence": ""}
