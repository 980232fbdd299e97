"""Whoever is not of an MSP learns nothing of it, at any address, by any method."""

import pytest
from werkzeug.routing import Rule

from tests.world import NAMED_BY_ALL, World, ask, digest, same_words

OUTSIDERS = ["dave", "sam", "ned", "cleo", "stranger"]
"""Somebody of another MSP, a suspended member, coaches whose reach has ended, and nobody."""
REFUSED_BY_ALL = "DELETE"


def methods(rule: Rule) -> list[str]:
    """What the rule answers, and one method that it does not."""
    return [*sorted((rule.methods or set()) - {"OPTIONS"}), REFUSED_BY_ALL]


def test_every_address_can_be_named(world: World) -> None:
    for rule in world.rules_of_msps():
        assert world.path(rule, "northwind").startswith("/msps/northwind/")


@pytest.mark.one_database
@pytest.mark.parametrize("name", OUTSIDERS)
def test_an_msp_of_others_is_like_one_that_never_was(world: World, name: str) -> None:
    person, before = world.person(name), digest(world.app, "northwind")
    for rule in world.rules_of_msps():
        for method in methods(rule):
            theirs, never = (world.path(rule, msp) for msp in ("northwind", "unknown"))
            found, expected = (
                same_words(ask(person, method, path), path) for path in (theirs, never)
            )
            assert found == expected, (method, rule.rule)
            assert found[0] == 404 or (name == "stranger" and found[0] == 302), (method, rule.rule)
    assert digest(world.app, "northwind") == before


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["dave", "carol"])
def test_a_thing_of_others_under_your_own_msp_is_like_one_that_never_was(
    world: World, name: str
) -> None:
    """Carol coaches both MSPs: even so, a thing is only found under its own."""
    person, before = world.person(name), digest(world.app)
    for rule in world.rules_of_msps():
        for child in sorted(set(world.named(rule)) - {"msp"} - NAMED_BY_ALL):
            for method in methods(rule):
                theirs, never = (
                    world.path(rule, "fabrikam", **{child: world.things[msp][child]})
                    for msp in ("northwind", "unknown")
                )
                found, expected = (
                    same_words(ask(person, method, path), path) for path in (theirs, never)
                )
                assert found == expected, (method, rule.rule)
                assert found[0] == 404, (method, rule.rule)
    assert digest(world.app) == before


def test_no_page_of_one_msp_says_a_word_of_another(world: World) -> None:
    """Both have programs, numbers and people; every page of one is searched for the other's."""
    for name, own, other in (
        ("dave", "fabrikam", ["northwind", "Alice", "Bob Brown", "Olga"]),
        ("alice", "northwind", ["fabrikam", "Dave Dunn", "Erin East"]),
    ):
        for rule in world.rules():
            if "GET" in (rule.methods or ()) and not rule.endpoint.startswith("house."):
                page = ask(world.person(name), "GET", world.path(rule, own))
                if page.headers.get("Content-Type", "").startswith("text/html"):
                    found = [word for word in other if word.casefold() in page.text.casefold()]
                    assert found == [], (name, rule.rule)


def test_people_of_others_cannot_be_given_anything(world: World) -> None:
    """The id of somebody of another MSP in a form is refused beside its field."""
    alice, before = world.person("alice"), digest(world.app)
    dave = world.ids["dave"]
    for what, field in (("tasks/{task_id}/people", "people"), ("items/{item_id}/owner", "owner")):
        path = f"/msps/northwind/{what.format(**world.things['northwind'])}"
        page = alice.post(path, **{field: dave, "rule": "any"})
        assert page.status == 422, what
        assert "Dave" not in page
    assert digest(world.app) == before
