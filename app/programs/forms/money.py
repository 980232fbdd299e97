"""A sum of money, as it may be typed."""

from app.planning.money import minor_units
from app.web.fields import NumberField


class MoneyField(NumberField):
    """A sum of money."""

    example = "12,000"

    @property
    def minor(self) -> int:
        """The sum of a valid field in minor units; none for nothing."""
        return minor_units(self.data or 0.0)
