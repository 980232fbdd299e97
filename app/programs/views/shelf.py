"""Where templates are kept: at an MSP, or with a practice; both have the same pages."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from flask import g, url_for

from app.accounts.gate import current_user, needs
from app.accounts.models import Practice
from app.accounts.queries import practice_here
from app.policy import Permission
from app.programs import templates
from app.programs.actions.template import keep_for_practice, keep_template
from app.programs.models import KeptTemplate, OwnTemplate, PracticeTemplate
from app.programs.template import Template
from app.programs.views import bp
from app.tenancy import open_practices

View = TypeVar("View", bound=Callable[..., Any])
AT_MSP, WITH_PRACTICE = "/msps/<slug:msp>/templates", "/templates"
OF_PRACTICE = "practice_"


def kept_at(
    path: str, *methods: str, reads: bool = False, of: bool = True
) -> Callable[[View], View]:
    """The page of a template at both places. At an MSP its own templates can be changed; with
    `reads`, those that its practices offer are shown too."""
    find = templates.offered_here if reads else templates.own
    places = (
        (AT_MSP, "", needs(Permission.MANAGE_PROGRAMS, of=find if of else None)),
        (
            WITH_PRACTICE,
            OF_PRACTICE,
            needs(Permission.KEEP_TEMPLATES, of=templates.of_practice if of else None),
        ),
    )

    def mount(view: View) -> View:
        for above, name, guard in places:
            page = guard(again(view))
            bp.add_url_rule(f"{above}{path}", f"{name}{view.__name__}", page, methods=methods)
        return view

    return mount


def again(view: View) -> View:
    """The same view once more, to be guarded in another way."""

    @wraps(view)
    def page(**named: Any) -> Any:
        return view(**named)

    return page  # type: ignore[return-value]


def kept_url(endpoint: str, **values: Any) -> str:
    """An address beside the page's own: at its MSP, or with the practice."""
    if "msp" in g:
        return url_for(f"programs.{endpoint}", msp=g.msp.slug, **values)
    return url_for(f"programs.{OF_PRACTICE}{endpoint}", **values)


def template_url(row: KeptTemplate) -> str:
    return kept_url("own_template", template_id=row.id)


def keep_here(template: Template, what: str) -> KeptTemplate:
    """A new template of whom the page is about."""
    if "msp" in g:
        return keep_template(template, what, current_user)
    return keep_for_practice(template, what, current_user, g.practices[0])


def kept_here() -> Sequence[templates.Kept]:
    return templates.kept(OwnTemplate if "msp" in g else PracticeTemplate)


def namesake(name: str) -> KeptTemplate | None:
    """The template here that is called so already, unless it is put away."""
    rows = (one.row for one in kept_here())
    same = (row for row in rows if row.name.casefold() == name.casefold() and not row.put_away)
    return next(same, None)


def may_change(row: KeptTemplate) -> bool:
    """Is it changed here, or only looked at?"""
    return isinstance(row, OwnTemplate) == ("msp" in g)


def practice_acting() -> Practice | None:
    """The practice for which the person coaches this MSP."""
    return practice_here(current_user.id) if g.get("role") == "coach" else None


def keep_with(practice: Practice, template: Template, what: str) -> KeptTemplate:
    """A new template of the practice, made from what an MSP has."""
    open_practices([practice.id])
    return keep_for_practice(template, what, current_user, practice)


bp.add_app_template_global(kept_url)
