"""A template without what belongs to one MSP alone, before others start from it: names of people
and of the MSP, and its own KPIs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from app.accounts.models import Membership
from app.kpis.library import catalogue
from app.programs.as_template import duties_of
from app.programs.outline import Outline, Values
from app.programs.template import Template
from app.programs.template_file import NAME, TITLE, WORDS, Reader, free_key, key_from, written
from app.programs.templates import FILE
from app.tomlfile import Table

SHORTEST_NAME = 3
THE_MSP, SOMEBODY = "the company", "a colleague"
KPI_LISTS = {"moves", "result_kpis"}
TRADE = {
    "ag", "business", "cloud", "co", "company", "computer", "computers", "consulting", "corp",
    "corporation", "data", "digital", "gmbh", "group", "inc", "it", "limited", "llc", "ltd",
    "managed", "msp", "network", "networks", "partners", "plc", "services", "solutions",
    "support", "systems", "tech", "technologies", "technology", "the",
}  # fmt: skip
"""What the name of an MSP ends in, and what is no name alone."""
ALSO_WORDS = {
    "april", "august", "banks", "bell", "best", "bill", "case", "chase", "chip", "close", "cook",
    "cross", "day", "dawn", "drew", "early", "field", "frank", "grace", "grant", "guy", "hand",
    "hope", "jack", "joy", "june", "key", "lane", "law", "little", "long", "mark", "may", "miles",
    "page", "park", "pat", "penny", "pierce", "power", "price", "ray", "read", "rich", "rob",
    "rose", "sharp", "short", "skip", "small", "strong", "sue", "summer", "trace", "train",
    "wade", "ward", "will", "young",
}  # fmt: skip
"""Names that begin a sentence as a word more often, such as "Mark the ticket"."""
BEGINS = re.compile(r"(?:^|[.!?:]\s+)\Z")
LONGEST = {"name": NAME, "title": TITLE, "purpose": WORDS, "why": WORDS}


def parts_of(msp_name: str, members: Iterable[Membership]) -> dict[str, str]:
    """What stands for each name: the part that somebody plays, and the MSP's own name."""
    people = list(members)
    duties = duties_of(people)
    found = {msp_name: THE_MSP, short_of(msp_name): THE_MSP}
    for one in people:
        duty = duties.get(one.user_id)
        part = f"the {duty.value}" if duty else SOMEBODY
        for name in (one.user.name, *one.user.name.split()):
            if len(name) >= SHORTEST_NAME:
                found.setdefault(name, part)
    return found


def short_of(msp_name: str) -> str:
    """An MSP as people call it: "Northwind" for "Northwind IT Ltd."; whole when no name is left."""
    words = msp_name.split()
    while len(words) > 1 and is_trade(words[-1]):
        words.pop()
    short = " ".join(words).rstrip(",")
    return msp_name if is_trade(short) or len(short) < SHORTEST_NAME else short


def is_trade(word: str) -> bool:
    return word.strip(".,&").casefold() in TRADE | {""}


def nameless(template: Template, parts: Mapping[str, str]) -> tuple[Template, int]:
    """The template with parts in place of names, in keys too; and how many names it had."""
    eraser = Eraser(parts)
    outline = Outline.of(written(template))
    eraser.clean(outline.tables)
    phases = outline.inside("")
    for phase in phases:
        old = eraser.rename(phase, phases)
        for item in phase["items"]:
            above = eraser.rename(item, phase["items"], phase["key"], old)
            place = f"{phase['key']}.{item['key']}"
            for task in item.get("tasks", ()):
                eraser.rename(task, item["tasks"], place, above)
    for _place, task in outline.tasks():
        for wait in task.get("waits_for", ()):
            wait["task"] = eraser.places[wait["task"]]
    return Reader().template(Table(outline.tables, FILE)), eraser.count


@dataclass
class Eraser:
    """Puts parts in place of names; `places` has the new place of each part by its old one."""

    parts: Mapping[str, str]
    count: int = 0
    places: dict[str, str] = field(default_factory=dict)

    def clean(self, table: Values) -> bool:
        """Take the names out of what a part says; answers whether there were any."""
        longest_first = sorted(self.parts, key=len, reverse=True)
        names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
        before = self.count
        for key in KPI_LISTS & table.keys():
            table[key] = [one for one in table[key] if one in catalogue().kpis]
        for key, most in LONGEST.items():
            if isinstance(table.get(key), str):
                told, found = self.told(table[key], names)
                table[key] = (told[:1].upper() + told[1:] if found else told)[:most]
                self.count += found
        return self.count > before

    def told(self, words: str, names: re.Pattern[str]) -> tuple[str, int]:
        """Words with parts in place of names, and of how many."""
        found = [one for one in names.finditer(words) if not is_word(one)]
        for one in reversed(found):
            words = words[: one.start()] + self.parts[one[0]] + words[one.end() :]
        return words, len(found)

    def rename(
        self, table: Values, neighbours: Sequence[Values], above: str = "", before: str = ""
    ) -> str:
        """Clean a part, and its key when a name was in it; answers its old place."""
        old = f"{before}.{table['key']}".strip(".")
        if self.clean(table):
            taken = {one["key"] for one in neighbours if one is not table}
            table["key"] = free_key(key_from(table.get("name") or table["title"]), taken)
        self.places[old] = f"{above}.{table['key']}".strip(".")
        return old


def is_word(found: re.Match[str]) -> bool:
    """Does a sentence begin with a word that is a name, too? A name that stays by mistake does more
    harm than a word that goes, so it is a name anywhere else, and before "’s"."""
    words = found.string
    begins = BEGINS.search(words[: found.start()]) is not None
    owns = words[found.end() :].startswith(("’s", "'s"))
    return found[0].casefold() in ALSO_WORDS and begins and not owns
