"""Before every request: who asks, for which MSP, to do what, to which thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from app.accounts import queries, sign_in
from app.accounts.models import User
from app.policy import Permission, is_granted, is_over
from app.refusal import Refused
from app.tenancy import open_practices, open_scope, opened, practices

View = TypeVar("View", bound=Callable[..., Any])
Find = Callable[[Any], Any]
CLOSED = "This program is closed. Reopen it on the page of programs to go on with it."


@dataclass(frozen=True)
class Access:
    """What a view asks for. `of` finds the thing its last URL argument names; `everywhere` opens
    every MSP that the person reaches, as a member or as a coach; `on_open` refuses what belongs to
    a closed program, where the permission alone would let it through."""

    public: bool = False
    everywhere: bool = False
    nameless: bool = False
    permission: Permission | None = None
    of: Find | None = None
    optional: bool = False
    on_open: bool = False


def needs(
    permission: Permission,
    of: Find | None = None,
    optional: bool = False,
    on_open: bool = False,
) -> Callable[[View], View]:
    """This view does `permission`, to the thing found by `of` (None allowed when optional)."""
    return mark(Access(permission=permission, of=of, optional=optional, on_open=on_open))


def mark(access: Access) -> Callable[[View], View]:
    def wear(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return wear


signed_in = mark(Access())
everywhere = mark(Access(everywhere=True))
public = mark(Access(public=True))
nameless = mark(Access(public=True, nameless=True))
current_user: User = LocalProxy(lambda: g.user)  # type: ignore[assignment]


class NothingYet(LookupError):
    """The page's thing does not exist yet; the answer is where it begins."""


def show_how_to_begin(_nothing: NothingYet) -> Response:
    """A page of an MSP without a program leads to the overview, which says how to begin."""
    return redirect(url_for("overview.overview", msp=g.slug))


def install(app: Flask) -> None:
    app.url_value_preprocessor(take_msp_from_url)
    app.before_request(open_gate)
    app.teardown_request(close_gate)
    app.register_error_handler(NothingYet, show_how_to_begin)
    app.jinja_env.globals.update(can=can, Permission=Permission)
    app.context_processor(lambda: {"me": g.get("user")})


def take_msp_from_url(_endpoint: str | None, args: dict[str, Any] | None) -> None:
    g.slug = args.pop("msp", None) if args else None


def open_gate() -> None:
    if request.endpoint is None:
        return
    access: Access = vars(current_app.view_functions[request.endpoint])["access"]
    g.user = None if access.nameless else sign_in.present_user()
    if access.public:
        return
    if g.user is None:
        abort(401)
    if g.slug is not None:
        enter_msp(g.user.id, g.slug)
    elif access.permission is Permission.VIEW_PORTFOLIO:
        enter_portfolio(g.user.id)
    elif access.permission is Permission.KEEP_TEMPLATES:
        enter_practices(g.user.id)
    else:
        open_scope((queries.reached if access.everywhere else queries.msps_of)(g.user.id))
    if access.permission is not None:
        check(access, access.permission)


def close_gate(_error: BaseException | None) -> None:
    """Threads are used again; nobody inherits the scope of the request before."""
    opened.set(None)
    practices.set(None)


def enter_msp(user_id: UUID, slug: str) -> None:
    reach = queries.reach(user_id, slug)
    if reach is None:
        abort(404)
    g.msp, g.role, g.title = reach.msp, reach.role, reach.title
    open_scope([reach.msp.id])


def enter_portfolio(user_id: UUID) -> None:
    clients = queries.clients_of(user_id)
    if not clients and queries.practice_of(user_id) is None:
        abort(404)
    open_scope(clients)


def enter_practices(user_id: UUID) -> None:
    """To act for the practices whose coach somebody is; their clients are in sight."""
    g.practices = queries.practices_of(user_id)
    if not g.practices:
        abort(404)
    open_scope(queries.clients_of(user_id))
    open_practices([one.id for one in g.practices])


def check(access: Access, permission: Permission) -> None:
    thing = hand_over(access) if access.of else None
    if g.slug is not None and not is_granted(permission, g.role, g.user.id, thing):
        abort(403)
    if is_over(permission, thing) or (access.on_open and getattr(thing, "closed", False)):
        raise Refused(CLOSED)


def hand_over(access: Access) -> Any:
    """Replace the id in the view's arguments by the thing it names; 404 where there is none."""
    args = request.view_args
    assert args is not None and access.of is not None
    name = list(args)[-1]
    value = g.named = args.pop(name)
    thing = access.of(value)
    if thing is None and not (access.optional and value is None):
        if value is None:
            raise NothingYet
        abort(404)
    args[name.removesuffix("_id").removesuffix("_key")] = g.thing = thing
    return thing


def can(permission: Permission, thing: Any = None) -> bool:
    """May the person of this request do this here? For templates and navigation."""
    if "role" not in g or is_over(permission, thing):
        return False
    return is_granted(permission, g.role, g.user.id, thing)


def undeclared(app: Flask) -> list[str]:
    return [name for name, view in app.view_functions.items() if not hasattr(view, "access")]
