"""Takes a picture of every page of a running demo: 390 and 1280 px wide, light and dark.

python -m tools.screenshots FOLDER [--url http://127.0.0.1:8000] [--password PASSWORD] [--only WORD]

Each page is opened by whom it is for, and named as in the design: PAGE-WIDTH-THEME.png. Nothing in
the demo is changed but Dana's answers in the start wizard. The password is the one that the demo
told when it began, or NIBBLE_DEMO_PASSWORD.
"""

import argparse
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

WIDTHS = {1280: 900, 390: 844}
THEMES = ("light", "dark")
DANA, MARCUS = "dana@northwind.example", "marcus@northwind.example"
RICK = "rick@northwind.example"
HELEN = "helen@beaconrow.example"
NORTHWIND = "/msps/northwind"
KPI = f"{NORTHWIND}/kpis/mttr_net_hours"
KEPT = ".program h3 a"
AN_ITEM = ".item__body a[href*='/items/']"
A_PART = ".fold__body li a"
FOLLOWS = "/msps/lakeline-systems/programs/service-delivery-the-beacon-row-way"
TYPED = "input:not([type=hidden], [type=radio], [type=checkbox]), textarea"

Reach = Callable[[Page], None]


@dataclass(frozen=True)
class Shot:
    """A picture: its name, who looks (nobody signed in: empty), and how they get there."""

    name: str
    who: str
    path: str
    reach: Reach = lambda _page: None


def follow(*selectors: str) -> Reach:
    """Go where the first such link leads, and the first of the next kind there."""

    def go(page: Page) -> None:
        for selector in selectors:
            page.goto(page.locator(selector).first.get_attribute("href") or "")

    return go


def send(button: str, words: str | None = None) -> Reach:
    """Press a form's button; with words, once they stand in all of its fields."""

    def go(page: Page) -> None:
        pressed = page.get_by_role("button", name=button, exact=True)
        form = page.locator("main form", has=pressed)
        for field in form.locator(TYPED).all() if words is not None else ():
            if field.is_visible():
                field.fill("" if field.get_attribute("type") == "date" else words)
        form.locator(pressed).click()
        page.wait_for_load_state()

    return go


def come_late(page: Page) -> None:
    """Correct a reading from a page that is not the present one; it is refused."""
    follow("#readings .end a")(page)
    page.locator("main [name=version]").evaluate("field => field.value = '7777'")
    page.locator("main [name=value]").fill("7")
    page.locator("main [name=reason]").fill("Counted again without the merged tickets.")
    send("Change")(page)


def name_nothing(page: Page) -> None:
    """Add a phase without a name or a reason; it is asked for."""
    follow("a[href$='/phases/new']")(page)
    send("Add a phase", "")(page)


def open_item(page: Page) -> None:
    page.locator("details.item > summary:visible").first.click()
    page.wait_for_load_state("networkidle")


def jump_to(words: str) -> Reach:
    """Type into the palette."""

    def go(page: Page) -> None:
        page.keyboard.press("Control+k")
        page.get_by_role("combobox").press_sequentially(words)
        page.wait_for_load_state("networkidle")

    return go


SHOTS = (
    Shot("sign-in", "", "/sign-in"),
    Shot("sign-in-wrong", "", "/sign-in", send("Sign in", "#")),
    Shot("my-work", MARCUS, "/my-work"),
    Shot("overview", DANA, f"{NORTHWIND}/"),
    Shot("roadmap", DANA, f"{NORTHWIND}/roadmap", open_item),
    Shot("roadmap-late", DANA, f"{NORTHWIND}/roadmap?show=late"),
    Shot("roadmap-timeline", DANA, f"{NORTHWIND}/roadmap/timeline"),
    Shot("sign-off", RICK, f"{NORTHWIND}/roadmap", follow(".phaseblock__gate a")),
    Shot("sign-off-champion", DANA, f"{NORTHWIND}/roadmap", follow(".phaseblock__gate a")),
    Shot("templates-practice", HELEN, "/templates"),
    Shot("template", HELEN, "/templates", follow(KEPT)),
    Shot("template-draft", HELEN, "/templates", follow(KEPT, "a[href$='/draft']")),
    Shot("template-part", HELEN, "/templates", follow(KEPT, "a[href$='/draft']", A_PART)),
    Shot("template-changes", HELEN, f"{FOLLOWS}/template-changes"),
    Shot("changes", DANA, f"{NORTHWIND}/roadmap/changes"),
    Shot("item", DANA, f"{NORTHWIND}/roadmap", follow(AN_ITEM)),
    Shot("item-words", DANA, f"{NORTHWIND}/roadmap", follow(AN_ITEM, "a[href$='/words']")),
    Shot("new-task", DANA, f"{NORTHWIND}/roadmap", follow(AN_ITEM, "a[href$='/tasks/new']")),
    Shot("new-item", DANA, f"{NORTHWIND}/roadmap", follow("a[href$='/items/new']")),
    Shot("new-phase-wrong", DANA, f"{NORTHWIND}/roadmap", name_nothing),
    Shot("task", MARCUS, "/my-work", follow(".nibble__title a")),
    Shot("task-champion", DANA, "/my-work", follow(".nibble__title a")),
    Shot("task-evidence", DANA, "/my-work", follow(".nibble__title a", "a[href$='/proofs']")),
    Shot("task-change", DANA, "/my-work", follow(".nibble__title a", "a[href$='/change']")),
    Shot("task-repeats", DANA, "/my-work", follow(".nibble__title a", "a[href$='/repeats']")),
    Shot("kpis", DANA, f"{NORTHWIND}/kpis"),
    Shot("kpi-detail", DANA, KPI),
    Shot("kpi-detail-log", HELEN, "/msps/harbor-desk/kpis/mttr_net_hours"),
    Shot("scorecard", DANA, f"{NORTHWIND}/kpis/scorecard"),
    Shot("care", DANA, f"{KPI}/care"),
    Shot("kept-benchmarks", HELEN, f"{KPI}/benchmarks"),
    Shot("care-wrong", DANA, f"{KPI}/care", send("Change the definition", "")),
    Shot("leading", DANA, f"{NORTHWIND}/kpis/next_sla_triage_overdue_count/leading"),
    Shot("leading-none", DANA, f"{NORTHWIND}/kpis/mttr_net_hours/leading"),
    Shot("kpi-empty", DANA, f"{NORTHWIND}/kpis/client_churn_pct"),
    Shot("evidence", DANA, f"{NORTHWIND}/evidence"),
    Shot("evidence-log", HELEN, "/msps/harbor-desk/evidence"),
    Shot("kpi-new", DANA, f"{NORTHWIND}/kpis/new"),
    Shot("kpi-new-wrong", DANA, f"{NORTHWIND}/kpis/new", send("Define it", "#")),
    Shot("kpi-entry", DANA, f"{NORTHWIND}/kpis/entry"),
    Shot("kpi-entry-wrong", DANA, f"{NORTHWIND}/kpis/entry", send("Save", "#")),
    Shot("kpi-grid", DANA, f"{NORTHWIND}/kpis/grid"),
    Shot("kpi-grid-wrong", DANA, f"{NORTHWIND}/kpis/grid", send("Save", "#")),
    Shot("kpi-import", DANA, f"{NORTHWIND}/kpis/import"),
    Shot("kpi-closed", DANA, f"{NORTHWIND}/kpis/closed"),
    Shot("reading", DANA, KPI, follow("#readings .end a")),
    Shot("criterion", DANA, KPI, follow(".crumbs a[href*='/criteria/']")),
    Shot("criteria-needed", DANA, f"{NORTHWIND}/criteria/needed"),
    Shot("criterion-new", DANA, f"{NORTHWIND}/criteria/new"),
    Shot("criterion-wrong", DANA, f"{NORTHWIND}/criteria/new", send("Add criterion", "#")),
    Shot("check-in", DANA, f"{NORTHWIND}/check-in"),
    Shot("check-in-wrong", DANA, f"{NORTHWIND}/check-in", send("Check in", "")),
    Shot("conflict", DANA, KPI, come_late),
    Shot("champion", DANA, f"{NORTHWIND}/champion"),
    Shot("programs", DANA, f"{NORTHWIND}/programs"),
    Shot("templates", DANA, f"{NORTHWIND}/templates"),
    Shot("template-new", DANA, f"{NORTHWIND}/templates/new"),
    Shot("pause", DANA, f"{NORTHWIND}/programs/service-delivery-program/pause"),
    Shot("close", DANA, f"{NORTHWIND}/programs/service-delivery-program/close"),
    Shot("delete", DANA, "/my-work", follow(".nibble__title a", "main a[href$='/delete']")),
    Shot("delete-program", DANA, f"{NORTHWIND}/programs/service-delivery-program/delete"),
    Shot("deleted", DANA, f"{NORTHWIND}/deleted"),
    Shot("start-1", DANA, f"{NORTHWIND}/start/template"),
    Shot("start-2", DANA, f"{NORTHWIND}/start/template", send("Save and go on")),
    Shot("start-3", DANA, f"{NORTHWIND}/start/champion", send("Save and go on")),
    Shot("start-4", DANA, f"{NORTHWIND}/start/dates", send("Save and go on")),
    Shot("search", DANA, f"{NORTHWIND}/search?q=triage"),
    Shot("search-everywhere", HELEN, "/search?q=triage"),
    Shot("search-none", MARCUS, f"{NORTHWIND}/search?q=xylophone"),
    Shot("palette", DANA, f"{NORTHWIND}/", jump_to("re")),
    Shot("keys", DANA, "/keys"),
    Shot("person", DANA, f"{NORTHWIND}/search?q=jess", follow(".hit__title")),
    Shot("leave", DANA, f"{NORTHWIND}/search?q=marcus", follow(".hit__title", ".head__actions a")),
    Shot("hours", DANA, f"{NORTHWIND}/champion", follow("a[href^='/hours/']")),
    Shot("leave-own", MARCUS, "/my-work/leave"),
    Shot("leave-wrong", MARCUS, "/my-work/leave", send("Enter leave", "")),
    Shot("clients", HELEN, "/clients"),
    Shot("clients-none", HELEN, "/clients?q=nobody"),
    Shot("benchmarks", HELEN, "/benchmarks"),
    Shot("among-peers", DANA, f"{NORTHWIND}/kpis/resource_utilization_pct/peers"),
    Shot("peers", DANA, f"{NORTHWIND}/peers"),
    Shot("client", HELEN, f"{NORTHWIND}/"),
    Shot("not-found", MARCUS, "/clients"),
)


def main(folder: Path, url: str, password: str, only: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        shots = [shot for shot in SHOTS if only in shot.name]
        for who in sorted({shot.who for shot in shots}):
            theirs = [shot for shot in shots if shot.who == who]
            take_for(browser, who, theirs, folder, url, password)
        browser.close()
    print(f"{len(shots) * len(WIDTHS) * len(THEMES)} pictures in {folder}")


def take_for(
    browser: Browser, who: str, shots: list[Shot], folder: Path, url: str, password: str
) -> None:
    """All pictures of one person, who signs in once for each theme."""
    for theme in THEMES:
        context = browser.new_context(base_url=url, color_scheme=theme, reduced_motion="reduce")
        page = context.new_page()
        if who:
            sign_in(page, who, password)
        for shot in shots:
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(shot.path)
            shot.reach(page)
            for width in WIDTHS:
                take(page, folder / f"{shot.name}-{width}-{theme}.png", width)
        context.close()


def sign_in(page: Page, who: str, password: str) -> None:
    page.goto("/sign-in")
    page.locator("[name=email]").fill(who)
    page.locator("[name=password]").fill(password)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def take(page: Page, path: Path, width: int) -> None:
    """The whole page at a width, in a window as high as itself; a wider page is told."""
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.evaluate("document.fonts.ready")
    root = "document.documentElement"
    if page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
        print(f"{path.name}: wider than its window")
    height = page.evaluate(f"{root}.scrollHeight")
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=path)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Takes a picture of every page of a demo.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--password", default=os.environ.get("NIBBLE_DEMO_PASSWORD", ""))
    parser.add_argument("--only", default="", help="pictures whose name has this in it")
    return parser.parse_args()


if __name__ == "__main__":
    given = arguments()
    main(given.folder, given.url, given.password, given.only)
