"""The small drawings of app/charts as templates and views use them: markup that escapes itself."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask
from markupsafe import Markup

from app.charts import sparkline as drawn

P = ParamSpec("P")


def as_markup(draw: Callable[P, str]) -> Callable[P, Markup]:
    """The same drawing as markup; app/charts cleans every text that goes into it."""

    @wraps(draw)
    def drawing(*args: P.args, **kwargs: P.kwargs) -> Markup:
        return Markup(draw(*args, **kwargs))  # noqa: S704

    return drawing


journey = as_markup(drawn.journey)
pulse = as_markup(drawn.pulse)
sparkline = as_markup(drawn.sparkline)
progress_bar = as_markup(drawn.progress_bar)


def install(app: Flask) -> None:
    app.jinja_env.globals.update(
        journey=journey, pulse=pulse, sparkline=sparkline, progress_bar=progress_bar
    )
