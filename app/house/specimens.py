"""What the page of components shows: made-up people, signs and fields in every state."""

from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired

from app.charts.sparkline import Journey, Mark
from app.overview.shell import Link
from app.planning.signs import Sign, State
from app.web.forms import Form

CHAMPIONS = {"dana": "Dana Whitlock", "priya": "Priya Nair", "else": "Someone else"}


@dataclass(frozen=True)
class Person:
    name: str
    initials: str


@dataclass(frozen=True)
class Named:
    name: str
    slug: str = ""


@dataclass(frozen=True)
class Event:
    text: str
    when: str
    url: str = ""


class SpecimenForm(Form):
    """One field of each kind; `day` and `reason` are wrong, so the summary shows too."""

    name = StringField("Label", description="A hint says what a good answer looks like")
    secret = PasswordField("Password")
    reading = StringField("Reading")
    money = StringField("What it costs")
    day = DateField("New date", [InputRequired("Choose a day after today")])
    reason = StringField("Why", [InputRequired("Say why the date moves")])
    weekday = SelectField("Choice", choices={"mon": "Monday", "fri": "Friday"})
    words = TextAreaField("More words")
    way = RadioField("One of these", choices={"date": "New date", "hand": "Hand over"})
    sure = BooleanField("Keep me signed in on this computer")
    champion = RadioField("Champion", choices=CHAMPIONS)
    email = StringField("Email")


MARCUS = Person("Marcus Bell", "MB")
DANA = Person("Dana Whitlock", "DW")
SIGNS = (
    Sign("roadmap", "Roadmap", State.WATCH, "7 days behind the first plan", "3 of 21 done"),
    Sign("criteria", "Success criteria", State.OFF, "1 of 3 on pace", "Hours are up"),
    Sign("champion", "Champion", State.OK, "Dana Whitlock", "Checked in on 16 November"),
)
NO_SIGN = Sign("criteria", "Success criteria", State.NONE, "No baseline yet")
HERE = "/house/components"
NAV = [
    [
        Link("My work", HERE, "work", count="3", note="this week"),
        Link("Check-in", HERE, "checkin", count="Today"),
    ],
    [
        Link("Overview", HERE, "overview", current=True),
        Link("Roadmap", HERE, "roadmap"),
        Link("KPIs", HERE, "kpi"),
    ],
]
WEEKS = ["none", "off", "off", "watch", "ok", "watch", "ok", "ok"]
WAY = Journey(
    "Resource utilization",
    Mark(58, "58%"),
    Mark(68, "68%"),
    Mark(63, "63%"),
    expected=62.2,
    benchmark=(64, 72),
    word="On pace",
)
VIEWS = [Link("Everything", HERE, "list", current=True), Link("Late", HERE, "clock")]
EVENTS = [Event("Intake done", "24 Sep", HERE), Event("Triage done", "27 Oct")]
TYPED = {
    "name": "An answer",
    "reading": "63",
    "money": "1,250",
    "weekday": "mon",
    "way": "date",
    "champion": "else",
}
SHELL = {
    "msp": Named("Northwind IT", "northwind"),
    "program": Named("Service delivery program"),
    "home": HERE,
    "week": "Week 11 of 26",
    "signs": SIGNS,
    "role": "Champion",
    "nav": NAV,
    "tabs": [*NAV[0], *NAV[1]],
}


def specimens() -> dict[str, Any]:
    """Everything the page asks for."""
    form = SpecimenForm(MultiDict(TYPED))
    form.validate()
    return {
        "form": form,
        "me": DANA,
        "marcus": MARCUS,
        "shell": SHELL,
        "signs": SIGNS,
        "no_sign": NO_SIGN,
        "here": HERE,
        "views": VIEWS,
        "events": EVENTS,
        "weeks": WEEKS,
        "way": WAY,
    }
