"""How the domain says no, in words for a person."""

from collections.abc import Mapping


class Refused(Exception):
    """A deed that cannot be done now; the sentence says why and what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Stale(Exception):
    """Somebody changed the row since the page was loaded; `theirs` is what it says now."""

    def __init__(self, theirs: Mapping[str, str], who: str = "", when: str = "") -> None:
        super().__init__("The page is older than the row.")
        self.theirs = theirs
        self.who = who
        self.when = when
