"""How several success criteria stand together: all of them, any one, or some number is needed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.criteria.rules import Verdict, state
from app.planning.signs import State

REACHED = frozenset({Verdict.MET, Verdict.HOLDING})
HOPEFUL = REACHED | {Verdict.ON_PACE}
JUDGED = HOPEFUL | {Verdict.BEHIND, Verdict.WORSE}
TOLD = (
    Verdict.MET,
    Verdict.HOLDING,
    Verdict.ON_PACE,
    Verdict.BEHIND,
    Verdict.WORSE,
    Verdict.MISSED,
    Verdict.UNMEASURED,
    Verdict.NO_BASELINE,
)
NONE_YET = "No success criterion yet"


@dataclass(frozen=True)
class GroupVerdict:
    """How many of a group's criteria are needed, and how they stand together."""

    verdict: Verdict
    needed: int
    counts: tuple[tuple[Verdict, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def left(self) -> int:
        """How many more must be met; 0 without criteria, for then there is nothing to wait for."""
        return max(self.needed - dict(self.counts).get(Verdict.MET, 0), 0) if self.total else 0

    @property
    def is_met(self) -> bool:
        return self.verdict is Verdict.MET

    @property
    def state(self) -> State:
        return state(self.verdict)

    @property
    def rule(self) -> str:
        """Which of the criteria count; nothing is to be said about a single one."""
        return need_words(self.needed, self.total) if self.total > 1 else ""

    @property
    def words(self) -> str:
        """The rule and the count of each verdict: "2 of 3 needed: 1 met, 2 on pace"."""
        if not self.total:
            return NONE_YET
        told = ", ".join(f"{count} {lower_first(one.value)}" for one, count in self.counts)
        return f"{self.rule}: {told}" if self.rule else self.counts[0][0].value


def need_words(needed: int, total: int) -> str:
    if needed >= total:
        return f"All {total} needed"
    return f"Any one of {total} is enough" if needed == 1 else f"{needed} of {total} needed"


def lower_first(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"


def group_verdict(standing: Sequence[Verdict], needed: int | None = None) -> GroupVerdict:
    """How criteria stand together when `needed` of them must be met; None means all.

    More than there are counts as all, and at least one is always needed. What is not measured
    never counts as met, so a group without criteria is not met either; a group is missed once too
    few are left that can still be met.
    """
    total = len(standing)
    need = total if needed is None else max(1, min(needed, total))
    counts = Counter(standing)
    told = tuple((one, counts[one]) for one in TOLD if counts[one])
    return GroupVerdict(together(counts, need) if total else Verdict.UNMEASURED, need, told)


def together(counts: Counter[Verdict], need: int) -> Verdict:
    """The best verdict that enough of the criteria have reached."""
    if counts[Verdict.MET] >= need:
        return Verdict.MET
    if count(counts, REACHED) >= need:
        return Verdict.HOLDING
    if counts.total() - counts[Verdict.MISSED] < need:
        return Verdict.MISSED
    if count(counts, HOPEFUL) >= need:
        return Verdict.ON_PACE
    return Verdict.BEHIND if count(counts, JUDGED) >= need else Verdict.UNMEASURED


def count(counts: Counter[Verdict], among: frozenset[Verdict]) -> int:
    return sum(counts[one] for one in among)
