"""Student's t: how far a mean of few values may lie from the truth, 19 times of 20."""

from math import floor
from typing import Final

TWO_SIDED_95: Final = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
    2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
    2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
ROUNDING: Final = 1e-9


def t95(freedom: float) -> float:
    """The two-sided 95 % point for these degrees of freedom, counted down to a whole number.

    Values: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2. Fewer than one
    counts as one, more than thirty as thirty: both err on the careful side.
    """
    whole = floor(freedom + ROUNDING)
    return TWO_SIDED_95[min(max(whole, 1), len(TWO_SIDED_95)) - 1]
