"""What the page of one KPI shows."""

from typing import Any

from markupsafe import Markup

from app.charts.kpi_trend import table
from app.kpis.forms import ReadingForm
from app.numbers import pictures, queries
from app.numbers.queries import Number
from app.numbers.story import Story, story
from app.numbers.words import better_words, last_period, period_title, period_words, unit_of
from app.web.filters import local_today

SHOWN = 8


def kpi_page(
    number: Number, form: ReadingForm | None = None, show_all: bool = False
) -> dict[str, object]:
    """What the page of one KPI shows, with an empty form or the one that needs another look."""
    today = local_today()
    told = story(number, today)
    shown = told.readings if show_all else told.readings[:SHOWN]
    return {
        "story": told,
        "kpi": told.kpi,
        "unit": unit_of(told.kpi),
        "wide": drawn(told, pictures.WIDE),
        "narrow": drawn(told, pictures.NARROW),
        "table": table(told.trend),
        "better": better_words(told.kpi),
        "shown": shown,
        "corrected": queries.corrections([one.id for one in shown]),
        "form": form or empty_form(told),
        "formula": queries.formula_text(told.kpi.key),
        "period": lambda one: period_words(one.starts_on, one.ends_on, today),
        "Period": lambda one: period_title(one.starts_on, one.ends_on, today),
    }


def drawn(told: Story, width: int) -> Markup:
    return Markup(pictures.svg(told.trend, told.picture, width))  # noqa: S704 our own drawing


def empty_form(told: Story) -> ReadingForm:
    """The form for the latest period that is over."""
    today = local_today()
    starts_on, ends_on = last_period(told.rhythm, today)
    return ReadingForm(told.kpi, today, starts_on=starts_on, ends_on=ends_on)


def sent_form(number: Number, sent: Any) -> ReadingForm:
    return ReadingForm(number.kpi, local_today(), typed=sent)
