"""How the domain says no, in words for a person."""


class Refused(Exception):
    """A deed that cannot be done now; the sentence says why and what to do instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
