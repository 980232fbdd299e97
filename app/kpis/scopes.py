"""Whose a reading is: the firm's, or that of one team, technician or client."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.accounts.models import User
from app.kpis.catalogue import Scope
from app.web.forms import CONTROL

KINDS = (Scope.TEAM, Scope.TECHNICIAN, Scope.CLIENT)
LONGEST = 120
WORDS = {Scope.TEAM: "Team", Scope.CLIENT: "Client"}
GONE = "Somebody who left"


@dataclass(frozen=True)
class About:
    """What readings are of. Of a technician, `people` are those whom they are about: the person
    with that id or, where the PSA has a name, the only one of that name or address."""

    kind: Scope = Scope.COMPANY
    key: str = ""
    name: str = ""
    people: frozenset[UUID] = frozenset()

    @property
    def is_firm(self) -> bool:
        return self.kind is Scope.COMPANY

    @property
    def token(self) -> str | None:
        """As it stands in an address; None, which is left out there, for the firm."""
        return None if self.is_firm else f"{self.kind.value}:{self.key}"

    @property
    def label(self) -> str:
        """As it is shown: "Team Blue", "Client Acme", "Marcus Bell", "Company"."""
        if self.is_firm:
            return "Company"
        return f"{WORDS[self.kind]} {self.name}" if self.kind in WORDS else self.name

    @property
    def only_for(self) -> frozenset[UUID] | None:
        """Who sees it besides those who lead; None is everybody."""
        return self.people if self.kind is Scope.TECHNICIAN else None


FIRM = About()


@dataclass(frozen=True)
class Known:
    """The people of an MSP, and the kinds and keys that its readings name."""

    people: Sequence[User]
    named: Sequence[tuple[str, str]]

    def measured(self) -> list[About]:
        """What has readings, by kind and name."""
        found = [self.about(Scope(kind), key) for kind, key in self.named]
        return sorted((one for one in found if one.kind in KINDS), key=in_order)

    def every(self) -> list[About]:
        """What has readings, and everybody else whose numbers could be entered."""
        found = self.measured()
        taken = {person_id for one in found for person_id in one.people}
        rest = [self.person(one) for one in self.people if one.id not in taken]
        return sorted([*found, *rest], key=in_order)

    def about(self, kind: Scope, key: str) -> About:
        """What a reading with this kind and key is of."""
        if kind is Scope.COMPANY:
            return FIRM
        if kind is not Scope.TECHNICIAN:
            return About(kind, key, key)
        person = next((one for one in self.people if str(one.id) == key), None)
        if person:
            return self.person(person)
        called = [one for one in self.people if folded(key) in names_of(one)]
        people = frozenset({called[0].id} if len(called) == 1 else ())
        return About(kind, key, GONE if is_id(key) else key, people)

    def person(self, one: User) -> About:
        return About(Scope.TECHNICIAN, str(one.id), one.name, frozenset({one.id}))

    def find(self, kind: Scope, said: str) -> About | None:
        """The one of that key or name; a team or client may be new, a technician may not."""
        words = folded(said)
        here = [one for one in self.every() if one.kind is kind]
        by_key = [one for one in here if folded(one.key) == words]
        found = next(iter([*by_key, *(one for one in here if folded(one.name) == words)]), None)
        if found or kind not in WORDS:
            return found
        key = " ".join(said.split())
        fine = 0 < len(key) <= LONGEST and not CONTROL.search(key)
        return About(kind, key, key) if fine else None


NOBODY = Known((), ())


def in_order(one: About) -> tuple[int, str]:
    return KINDS.index(one.kind), folded(one.name)


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def names_of(person: User) -> set[str]:
    return {folded(person.name), folded(person.email)}


def is_id(key: str) -> bool:
    try:
        return str(UUID(key)) == key
    except ValueError:
        return False


def parse(token: str) -> tuple[Scope, str] | None:
    """The kind and key of an address; None where it names no kind."""
    kind, colon, key = token.partition(":")
    return (Scope(kind), key) if colon and kind in {one.value for one in KINDS} else None
