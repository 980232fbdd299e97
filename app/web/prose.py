"""Text that people write in Markdown, as HTML that can do no harm; made once, when it is saved.

Raw HTML is no HTML here: it reads as it was typed. Pictures are left out.
"""

from collections.abc import Sequence

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LONGEST = 20_000
"""Characters of a text; the longest takes less than a second, whatever it is made of."""
TEXT = {"p", "br", "hr", "strong", "em", "code", "pre", "blockquote", "a", "h3", "h4"}
TAGS = TEXT | {"ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"}
SCHEMES = {"http", "https", "mailto"}
reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def as_html(text: str) -> str:
    """Markdown as safe HTML; headings come below those of the page."""
    tokens = lowered(reader.parse(text))
    return nh3.clean(
        reader.renderer.render(tokens, reader.options, {}),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="noopener nofollow ugc",
    )


def lowered(tokens: Sequence[Token]) -> Sequence[Token]:
    """Headings as high as the first one become h3, and those beneath it h4."""
    found = [token for token in tokens if token.type.startswith("heading_")]
    top = found[0].tag if found else ""
    for token in found:
        token.tag = "h3" if token.tag <= top else "h4"
    return tokens


def install(app: Flask) -> None:
    app.jinja_env.filters["prose"] = prose


def prose(html: str) -> Markup:
    """HTML that as_html made, for a template."""
    return Markup(html)  # noqa: S704
