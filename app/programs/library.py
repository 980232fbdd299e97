"""The shipped templates, read once."""

from functools import cache

from app.places import seeds
from app.programs.template import Template
from app.programs.template_file import read_templates


@cache
def templates() -> dict[str, Template]:
    return read_templates(seeds() / "programs")
