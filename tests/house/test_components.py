"""The components: one file and one look each, told in docs/components.md, well in a browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask_migrate import upgrade
from playwright.sync_api import Browser, Page, expect

from app import create_app
from app.config import Settings
from app.db import db, write_intent
from tests.browser import DESK, PHONE, THEMES, faults, opened, served
from tests.shared import ROOT
from tools.vendor import problems

APP = ROOT / "app"
TEMPLATES = sorted((APP / "templates").rglob("*.html"))
COMPONENTS = sorted((APP / "templates" / "components").glob("*.html"))
STYLES = sorted((APP / "static" / "css").rglob("*.css"))
ISLANDS = sorted((APP / "static" / "js").glob("*.js"))
GUIDE = (ROOT / "docs" / "components.md").read_text()
SPRITE = (APP / "templates" / "layouts" / "sprite.html").read_text()
PAGE = "/house/components"
SECRET = "a-secret-key-only-for-tests-of-32-characters"


def name(path: Path) -> str:
    return str(path.relative_to(APP))


class TestFiles:
    @pytest.mark.parametrize("path", COMPONENTS, ids=name)
    def test_a_component_is_one_macro_that_the_guide_tells_of(self, path: Path) -> None:
        text = path.read_text()
        macros = re.findall(r"{% macro (.+?) -?%}", text)
        assert [macro.split("(")[0] for macro in macros] == [path.stem]
        said = re.match(r"{# (.+?) #}", text)
        assert said is not None
        assert f"- `{macros[0]}`\n  {said[1]}\n" in GUIDE
        assert len(text.splitlines()) <= 60

    def test_every_style_has_its_place_in_the_order(self) -> None:
        folder = APP / "static" / "css"
        order = (folder / "order.txt").read_text().split()
        assert sorted(order) == sorted(str(path.relative_to(folder)) for path in STYLES)
        assert len(order) == len(set(order))

    @pytest.mark.parametrize("path", STYLES, ids=name)
    def test_colours_and_sizes_of_type_come_from_the_tokens(self, path: Path) -> None:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
        if path.name == "tokens.css":
            return
        if path.name != "print.css":
            assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", text)
            assert re.findall(r"font-size: (?!var\(--t|0\.875em)[^;]+", text) == []
            spaces = re.findall(r"(?<![\w-])(?:margin|padding|gap)[a-z-]*: ([^;]+)", text)
            raw = [one for one in spaces if re.search(r"\d(?:rem|em|px)", one)]
            assert set(raw) <= {"1px"}

    @pytest.mark.parametrize("path", ISLANDS, ids=name)
    def test_a_script_is_small_and_one_thing(self, path: Path) -> None:
        lines = path.read_text().splitlines()
        assert len(lines) <= 60
        assert lines[0].startswith("/* ")

    @pytest.mark.parametrize("path", TEMPLATES, ids=name)
    def test_nothing_in_a_template_is_inline(self, path: Path) -> None:
        text = path.read_text()
        assert not re.findall(r"\sstyle=|<style|\son[a-z]+=|hx-on|javascript:|js:", text)
        assert not re.findall(r"<script(?![^>]*\bsrc=)", text)
        assert "| safe" not in text and "|safe" not in text

    @pytest.mark.parametrize("path", TEMPLATES, ids=name)
    def test_every_icon_that_is_asked_for_is_in_the_sprite(self, path: Path) -> None:
        asked = re.findall(
            r"""\b(?:icon\(|ic=|ic_after=|icon=)["']([a-z-]+)["']""", path.read_text()
        )
        assert [icon for icon in asked if f'id="i-{icon}"' not in SPRITE] == []

    @pytest.mark.parametrize("path", TEMPLATES, ids=name)
    def test_every_class_has_a_style(self, path: Path) -> None:
        looks = "".join(style.read_text() for style in STYLES)
        used = {
            one
            for names in re.findall(r'class="([^"{]*)"', path.read_text())
            for one in names.split()
        }
        assert [one for one in sorted(used) if not re.search(rf"\.{one}(?![\w-])", looks)] == []

    def test_what_others_made_is_what_was_pinned(self) -> None:
        assert problems() == []


class TestServed:
    def test_the_styles_come_as_one_file_whose_links_are_those_of_the_page(self, stranger) -> None:
        page = stranger.get(PAGE).text
        styles = stranger.get(re.search(r'"(/static/css/nibble\.css\?v=\w+)"', page)[1])
        font = re.search(r'href="(/static/fonts/[^"]+)"', page)[1]
        assert f'url("{font}")' in styles.text
        assert styles.text.startswith("/* Design tokens.")
        assert "immutable" in styles.headers["Cache-Control"]

    def test_a_wrong_password_keeps_the_name_and_says_what_to_do(self, stranger) -> None:
        page = stranger.post("/sign-in", email="nobody@northwind.example", password="wrong " * 4)
        assert page.status == 422
        assert 'value="nobody@northwind.example"' in page
        assert 'aria-invalid="true"' in page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An installation that nobody has set up yet."""
    app = create_app(Settings(secret_key=SECRET, data_dir=tmp_path_factory.mktemp("empty")))
    app.testing = True
    with app.app_context():
        token = write_intent.set(True)
        upgrade()
        write_intent.reset(token)
    with served(app) as url:
        yield url
    with app.app_context():
        db.engine.dispose()


@pytest.mark.browser
class TestInABrowser:
    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize("width", [DESK, PHONE])
    @pytest.mark.parametrize("path", [PAGE, "/sign-in", "/setup", "/no-such-page"])
    def test_nothing_is_wrong_on_any_width_in_any_theme(
        self, browser: Browser, site: str, path: str, width: int, theme: str
    ) -> None:
        with opened(browser, site, width, theme) as page:
            page.goto(path)
            assert faults(page) == []

    def test_the_menu_of_a_phone_opens_without_script(self, browser: Browser, site: str) -> None:
        with opened(browser, site, PHONE, script=False) as page:
            page.goto(PAGE)
            out = page.get_by_role("button", name="Sign out")
            expect(out).to_be_hidden()
            page.get_by_role("button", name="Menu", exact=True).click()
            expect(out).to_be_visible()
            page.keyboard.press("Escape")
            expect(out).to_be_hidden()

    def test_the_theme_is_remembered(self, browser: Browser, site: str) -> None:
        with opened(browser, site) as page:
            page.goto(PAGE)
            page.get_by_role("button", name="Change light or dark").click()
            expect(page.locator("#toasts")).to_have_text("Dark")
            page.reload()
            expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    def test_a_box_goes_back_when_nothing_was_saved(self, browser: Browser, site: str) -> None:
        with opened(browser, site, PHONE) as page:
            page.goto(PAGE)
            box = page.get_by_role("checkbox", name="Late", exact=True)
            box.click()
            expect(page.locator("#toasts")).to_contain_text("This is not here any more")
            expect(box).not_to_be_checked()

    def test_a_box_keeps_its_change_when_the_network_is_away(
        self, browser: Browser, site: str
    ) -> None:
        with opened(browser, site, PHONE) as page:
            page.goto(PAGE)
            page.route("**/*", lambda route: route.abort())
            box = page.get_by_role("checkbox", name="Done", exact=True)
            box.click()
            expect(page.locator("#toasts")).to_contain_text("It is kept here and sent")
            expect(box).not_to_be_checked()

    def test_a_toast_goes_after_six_seconds_unless_it_is_held(
        self, browser: Browser, site: str
    ) -> None:
        with opened(browser, site) as page:
            page.clock.install()
            page.goto(PAGE)
            toast = say(page, "Saved")
            page.clock.fast_forward(2_000)
            expect(toast).to_be_visible()
            page.clock.fast_forward(4_000)
            expect(toast).to_have_count(0)
            toast = say(page, "Held")
            toast.hover()
            page.clock.fast_forward(20_000)
            expect(toast).to_be_visible()


def say(page: Page, text: str):
    page.evaluate(
        "text => document.dispatchEvent(new CustomEvent('nibble:say', { detail: text }))", text
    )
    toast = page.locator("#toasts .toast")
    expect(toast).to_have_text(text)
    return toast
