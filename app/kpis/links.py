"""Which leading indicator goes before which result, and how long the result may take."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.kpis.benchmarks import Source, cited
from app.tomlfile import Table


@dataclass(frozen=True)
class Link:
    """The result is expected to move at most `within_days` after its leading indicator did."""

    lead: str
    result: str
    within_days: int
    why: str
    sources: tuple[Source, ...]


def read_links(
    tables: Iterable[Table], known: Collection[str], sources: dict[str, Source]
) -> tuple[Link, ...]:
    """The links of every file; raises TomlError, which names the file and the key."""
    found: dict[tuple[str, str], Link] = {}
    for table in tables:
        for one in table.tables("links", "lead"):
            link = read_link(one, known, sources)
            if (link.lead, link.result) in found:
                raise one.problem("result", "this link stands here twice.")
            found[link.lead, link.result] = link
        table.close()
    return tuple(found.values())


def read_link(table: Table, known: Collection[str], sources: dict[str, Source]) -> Link:
    link = Link(
        lead=table.text("lead"),
        result=table.text("result"),
        within_days=table.whole("within_days"),
        why=table.text("why"),
        sources=cited(table, "sources", sources),
    )
    table.close()
    for key in ("lead", "result"):
        if getattr(link, key) not in known:
            raise table.problem(key, f"no KPI is called {getattr(link, key)}.")
    if link.lead == link.result:
        raise table.problem("result", "a KPI does not go before itself.")
    if not link.sources or not link.within_days:
        raise table.problem("sources", "name a source, and the days that the result may take.")
    return link
