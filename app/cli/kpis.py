"""nibble kpis."""

import json
from datetime import datetime
from typing import Any

import click

from app.cli.context import in_msp
from app.kpis import library, queries
from app.kpis.compute import Ask, compute
from app.kpis.contract import of_computed, of_stored
from app.kpis.formula import formulas
from app.kpis.periods import Rhythm
from app.psa.queries import store_folder
from app.psa.relations import SCOPES
from app.refusal import Refused

DAY = click.DateTime(formats=["%Y-%m-%d"])


class Instant(click.ParamType[datetime]):
    """An ISO 8601 instant; without an offset it is local to the source."""

    name = "ISO"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not an instant such as 2026-05-31T18:00.", param, ctx)


@click.group()
def kpis() -> None:
    """Compute KPIs, and show their readings."""


@kpis.command("compute")
@click.argument("more", nargs=-1, metavar="")
@click.option("--msp", "slug", required=True, help="The MSP's short name.")
@click.option("--kpi", "keys", multiple=True, metavar="KEY...", help="One KPI or several.")
@click.option("--scope", type=click.Choice(SCOPES), default="company", show_default=True)
@click.option(
    "--period", type=click.Choice([one.value for one in Rhythm]), default="month", show_default=True
)
@click.option("--from", "first", type=DAY, help="The first day.")
@click.option("--to", "last", type=DAY, help="The last day, included.")
@click.option("--as-of", type=Instant(), help="The instant of snapshots.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def compute_readings(slug: str, keys: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Compute KPIs from the MSP's PSA data."""
    wanted = (*keys, *asked["more"])
    if asked["more"] and not keys:
        raise click.UsageError("Write --kpi before the keys.")
    ask = Ask(
        kpis=known(wanted),
        scope=asked["scope"],
        rhythm=Rhythm(asked["period"]),
        first=asked["first"].date() if asked["first"] else None,
        last=asked["last"].date() if asked["last"] else None,
        as_of=asked["as_of"],
    )
    if ask.first and ask.last and ask.first > ask.last:
        raise click.UsageError("--from lies after --to.")
    with in_msp(slug, writes=False):
        folder = store_folder()
    say([of_computed(one) for one in compute(folder, ask)], as_json)


@kpis.command("show")
@click.argument("key")
@click.option("--msp", "slug", required=True, help="The MSP's short name.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def show(key: str, slug: str, as_json: bool) -> None:
    """Show a KPI's readings: those that were kept, and the months that PSA data can give."""
    known((key,))
    with in_msp(slug, writes=False):
        folder = store_folder()
        stored = [of_stored(one) for one in queries.readings(key)]
    found = [of_computed(one) for one in compute(folder, Ask(kpis=(key,)))]
    taken = [(one["scope"], one["period"]) for one in stored]
    fresh = [one for one in found if (one["scope"], one["period"]) not in taken]
    say(sorted([*stored, *fresh], key=lambda one: str(one["period"]["to"])), as_json)


def known(keys: tuple[str, ...]) -> tuple[str, ...]:
    """The keys, each once. Raises Refused for one that the catalogue does not have."""
    for key in keys:
        if library.kpi(key) is None:
            computed = ", ".join(formulas())
            raise Refused(f"There is no KPI {key!r}. Computed from PSA data: {computed}.")
    return tuple(dict.fromkeys(keys))


def say(readings: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"readings": readings}, indent=1))
        return
    for one in readings:
        click.echo(line(one))
    if not readings:
        click.echo("There is no reading. Import tickets first: nibble psa import.")


def line(one: dict[str, Any]) -> str:
    """`2016-03-01 to 2016-03-31  mttr_net_hours  7.1  (n 120, servicenow)`."""
    period = f"{one['period']['from']} to {one['period']['to']}"
    whom = f" {one['scope']['key']}" if one["scope"]["key"] else ""
    if one["value"] is None:
        why = one["also"].get("reason", "")
        return f"{period}  {one['kpi']}{whom}  no data  {why}".rstrip()
    return f"{period}  {one['kpi']}{whom}  {one['value']}  (n {one['n']}, {one['source']})"
