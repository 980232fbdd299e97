"""Text and numbers as they stand in SVG."""

import re
from html import escape
from typing import Final

NOT_XML: Final = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Text that is safe between tags and quotes, without what XML cannot carry."""
    return escape(NOT_XML.sub("", text))


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
