"""Sums of money in words: whole minor units of a currency, as people write them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

MOST = 10_000_000_000_00
"""The largest sum that can be entered: ten billion, in minor units."""


@dataclass(frozen=True)
class Currency:
    """A currency with a hundred minor units: its ISO 4217 code, its sign, its name."""

    code: str
    sign: str
    name: str


CURRENCIES = (
    Currency("USD", "$", "US dollars"),
    Currency("EUR", "€", "Euros"),
    Currency("GBP", "£", "Pounds"),
    Currency("CAD", "CA$", "Canadian dollars"),
    Currency("AUD", "A$", "Australian dollars"),
    Currency("NZD", "NZ$", "New Zealand dollars"),
)
DEFAULT = CURRENCIES[0]


def currency(code: str) -> Currency:
    """The currency with this code; the first one for a code that is not known."""
    return next((one for one in CURRENCIES if one.code == code), DEFAULT)


def minor_units(amount: float) -> int:
    """A sum in whole units as minor ones, half a unit rounded away from zero: 12.345 is 1235."""
    exact = Decimal(repr(amount)) * 100
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def money(minor: int, code: str) -> str:
    """A sum with its sign: "$12,000", "€1,250.50", "−$300"."""
    whole, cents = divmod(abs(minor), 100)
    parts = f"{whole:,}.{cents:02}" if cents else f"{whole:,}"
    return f"{'−' if minor < 0 else ''}{currency(code).sign}{parts}"


def cost_words(minor: int, code: str) -> str:
    """A change of cost: "$2,000 more", "$300 less"."""
    return f"{money(abs(minor), code)} {'more' if minor > 0 else 'less'}"
