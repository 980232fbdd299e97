"""nibble msp, nibble practice, nibble user."""

import click

from app.accounts import actions, queries
from app.accounts.models import Msp, Practice, User
from app.cli.context import application
from app.policy import Role
from app.refusal import Refused

ROLES = [role.value for role in Role if role is not Role.COACH]


@click.group()
def msp() -> None:
    """Add MSPs, and let practices in."""


@msp.command("add")
@click.argument("name")
@click.option("--slug", default="", help="The short name in addresses.")
@click.option("--zone", default="UTC", help="Time zone, such as Europe/London.")
def add_msp(name: str, slug: str, zone: str) -> None:
    """Add an MSP."""
    with application():
        added = actions.add_msp(name, slug, zone)
        click.echo(f"{added.name} stands at /msps/{added.slug}/")


@msp.command("grant")
@click.argument("slug")
@click.option("--practice", required=True, help="The practice's short name.")
def grant(slug: str, practice: str) -> None:
    """Let a practice's coaches see and help an MSP."""
    with application():
        actions.grant(find_msp(slug), find_practice(practice))
        click.echo(f"The coaches of {practice} now reach {slug}.")


@click.group()
def practice() -> None:
    """Add coaching firms."""


@practice.command("add")
@click.argument("name")
@click.option("--slug", default="", help="The short name in addresses.")
def add_practice(name: str, slug: str) -> None:
    """Add a practice."""
    with application():
        added = actions.add_practice(name, slug)
        click.echo(f"{added.name} is the practice {added.slug!r}.")


@click.group()
def user() -> None:
    """Add people."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--msp", "slug", default="", help="The MSP they belong to.")
@click.option("--role", type=click.Choice(ROLES), default="member", show_default=True)
@click.option("--title", default="", help="What they are called there, such as Technician.")
@click.option("--practice", "practice_slug", default="", help="The practice they coach for.")
@click.option("--operator", is_flag=True, help="May add MSPs, practices and people.")
@click.password_option(help="15 characters or more; asked for when not given.")
def add_user(
    email: str, name: str, slug: str, role: str, title: str, practice_slug: str, **rest: object
) -> None:
    """Add a person, or give one who exists another MSP."""
    if bool(slug) == bool(practice_slug) and not rest["operator"]:
        raise click.UsageError("Say either --msp or --practice.")
    with application():
        person = queries.user_by_email(email) or new_person(email, name, rest)
        if slug:
            actions.join_msp(person, find_msp(slug), Role(role), title)
        if practice_slug:
            actions.join_practice(person, find_practice(practice_slug))
        click.echo(f"{person.name} can sign in as {person.email}.")


def new_person(email: str, name: str, rest: dict[str, object]) -> User:
    return actions.add_user(email, name, str(rest["password"]), bool(rest["operator"]))


def find_msp(slug: str) -> Msp:
    found = queries.msp_by_slug(slug)
    if found is None:
        raise Refused(f"There is no MSP at {slug!r}.")
    return found


def find_practice(slug: str) -> Practice:
    found = queries.practice_by_slug(slug)
    if found is None:
        raise Refused(f"There is no practice at {slug!r}.")
    return found
