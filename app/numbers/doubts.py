"""Numbers of a grid that are possible but unlikely: each is asked about once."""

from dataclasses import dataclass, replace

from app.kpis.catalogue import Kpi
from app.kpis.typed import unlikely, value_of
from app.numbers.cells import Deed, Judged, Place


@dataclass
class Doubts:
    """What is known along a row, oldest first: the value before, and the last that was likely.

    A number far from both is asked about. So a slip is asked about and the number after it is
    not, and of a level that has really changed only its first number is.
    """

    kpi: Kpi
    before: float | None
    likely: float | None

    def ask(self, place: Place, judged: Judged, sure: bool) -> Judged:
        """What was judged, with the question about it; unanswered, the number is not kept."""
        value = self.value_of(place, judged)
        question = self.question(value)
        if value is not None:
            self.before, self.likely = value, self.likely if question else value
        if not question or not judged.is_kept:
            return judged
        if not sure or judged.typed is None:
            return replace(judged, deed=Deed.ODD, question=question)
        return replace(judged, typed=replace(judged.typed, sure=True), question=question)

    def question(self, value: float | None) -> str:
        told = unlikely(self.kpi, value, self.before)
        return told if told and unlikely(self.kpi, value, self.likely) else ""

    def value_of(self, place: Place, judged: Judged) -> float | None:
        """What the cell comes to: what is typed into it, or what stands there."""
        if judged.is_kept and judged.typed:
            return value_of(self.kpi, judged.typed)
        return place.reading.value if place.reading else None
