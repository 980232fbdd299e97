"""How values read on a page."""

from datetime import date, datetime

from flask import Flask, g

from app.clock import local, today
from app.planning import words


def install(app: Flask) -> None:
    app.jinja_env.filters.update(
        day=day,
        weekday=weekday,
        number=number,
        ago=ago,
        due=due,
        long_day=long_day,
        span=span,
        file_size=file_size,
        counted=words.counted,
    )


def zone_here() -> str:
    """Where the page's MSP is, else UTC."""
    msp = g.get("msp")
    return msp.zone if msp else "UTC"


def local_today() -> date:
    return today(zone_here())


def day_of(value: date | datetime) -> date:
    """The day of an instant as it is where the page's MSP is; a day is itself."""
    return local(value, zone_here()).date() if isinstance(value, datetime) else value


def day(value: date | datetime | None) -> str:
    """24 Nov, and the year when it is another one."""
    if value is None:
        return "No date"
    value = day_of(value)
    text = f"{value.day} {value:%b}"
    return text if value.year == local_today().year else f"{text} {value.year}"


def long_day(value: date | datetime) -> str:
    """24 November, and the year when it is another one."""
    value = day_of(value)
    text = f"{value.day} {value:%B}"
    return text if value.year == local_today().year else f"{text} {value.year}"


def weekday(value: date) -> str:
    """Tue 24 Nov."""
    return f"{value:%a} {day(value)}"


def span(first: date, last: date) -> str:
    """14 Sep to 18 Dec."""
    return words.span(first, last, local_today())


def due(value: date | None, today: date | None = None) -> str:
    """Today, Tomorrow, then weekdays inside a week, then dates; `today` is the page's own."""
    if value is None:
        return "No date"
    away = (value - (today or local_today())).days
    if away in {0, 1}:
        return ("Today", "Tomorrow")[away]
    return weekday(value) if 1 < away < 7 else day(value)


def number(value: float | int | None, decimals: int = 0) -> str:
    return "No data" if value is None else f"{value:,.{decimals}f}"


def file_size(count: int) -> str:
    """The bytes of a file as people say them: 84 KB, 2.4 MB."""
    if count < 1_000_000:
        return f"{max(round(count / 1000), 1)} KB"
    return f"{count / 1_000_000:.1f} MB"


def ago(value: date | datetime | None) -> str:
    """Today, 1 day ago, 7 days ago."""
    if value is None:
        return "Never"
    days = (local_today() - day_of(value)).days
    return "Today" if days <= 0 else f"{days} day{'s' if days > 1 else ''} ago"
