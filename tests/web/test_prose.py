"""Markdown becomes HTML that can do no harm."""

import pytest

from app.web.prose import LONGEST, as_html


def test_what_people_write_is_shown_as_they_mean_it() -> None:
    made = as_html("# One\n\n1. **Ask**\n2. [Look](https://x.example)\n\n| a |\n| - |\n| b |")
    for part in (
        "<h3>One</h3>",
        "<li><strong>Ask</strong></li>",
        '<a href="https://x.example" rel="noopener nofollow ugc">Look</a>',
        "<td>b</td>",
    ):
        assert part in made, part


def test_headings_come_in_order_below_the_page() -> None:
    made = as_html("### First\n\n#### Beneath\n\n# High\n\n##### Deep")
    assert made.split() == as_html("# First\n## Beneath\n# High\n## Deep").split()
    assert "<h3>First</h3>" in made and "<h4>Deep</h4>" in made


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=alert(1)>b</b>",
        "![picture](https://x.example/y.png)",
        "<svg><a href='javascript:x'>b</a></svg>",
    ],
)
def test_html_reads_as_it_was_typed(text: str) -> None:
    made = as_html(text)
    for tag in ("<script", "<img", "<b ", "<svg", "<a href='java"):
        assert tag not in made


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_only_addresses_that_lead_somewhere_are_links(address: str) -> None:
    assert "href" not in as_html(f"[x]({address}) <{address}>")


@pytest.mark.parametrize("piece", ["[", "> ", "*a", "![", "[a](", "- a\n  "])
def test_hostile_text_takes_no_long_time(piece: str) -> None:
    as_html((piece * LONGEST)[:LONGEST])
