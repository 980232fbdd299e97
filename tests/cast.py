"""The people of the tests. Northwind: Alice (champion), Bob (member), Gus (guest), Mona (manager),
Olga (owner); Carol coaches Northwind and Fabrikam; Dave is champion at Fabrikam and must never see
Northwind."""

from app.accounts import actions
from app.accounts.models import Msp
from app.policy import Role

PASSWORD = "a long walk by the river"
PEOPLE = {
    "alice": ("Alice Adams", "northwind", Role.CHAMPION, "Service manager"),
    "bob": ("Bob Brown", "northwind", Role.MEMBER, "Technician"),
    "gus": ("Gus Gray", "northwind", Role.GUEST, "Guest"),
    "mona": ("Mona Moss", "northwind", Role.MANAGER, "Team lead"),
    "olga": ("Olga Orr", "northwind", Role.OWNER, "Owner"),
    "dave": ("Dave Dunn", "fabrikam", Role.CHAMPION, "Service manager"),
    "erin": ("Erin East", "fabrikam", Role.MEMBER, "Technician"),
}
DUTIES = {
    "alice": ("service manager",),
    "bob": ("service coordinator",),
    "olga": ("account manager", "finance"),
}


def email_of(name: str) -> str:
    return f"{name}@example.com"


def invite_everybody() -> None:
    """Write the cast into an empty database."""
    msps: dict[str, Msp] = {
        "northwind": actions.add_msp("Northwind IT", "northwind"),
        "fabrikam": actions.add_msp("Fabrikam", "fabrikam"),
    }
    for key, (name, slug, role, title) in PEOPLE.items():
        user = actions.add_user(email_of(key), name, PASSWORD)
        actions.join_msp(user, msps[slug], role, title, DUTIES.get(key, ()))
    practice = actions.add_practice("Beacon Row", "beacon-row")
    actions.join_practice(actions.add_user(email_of("carol"), "Carol Cole", PASSWORD), practice)
    for msp in msps.values():
        actions.grant(msp, practice)
