"""Nibble: improvement programs for managed service providers, finished and proved."""

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from app import db as database
from app import places, tables  # noqa: F401
from app.accounts import gate
from app.accounts.views import keys, session
from app.checkins import views as checkins
from app.config import Settings, lend_folder_to_matplotlib, read_settings, secret_key
from app.house.views import bp as house
from app.numbers import views as numbers
from app.overview import shell
from app.overview import views as overview
from app.portfolio import views as portfolio
from app.programs import views as programs
from app.search import views as search
from app.web import assets, csrf, drawings, errors, filters, headers, prose
from app.web.converters import IdConverter, SlugConverter

LARGEST_REQUEST = 25 * 1024 * 1024
LARGEST_TEXT = 4 * 1024 * 1024
BLUEPRINTS = (
    house,
    session.bp,
    keys.bp,
    programs.bp,
    numbers.bp,
    numbers.criteria_bp,
    checkins.bp,
    overview.bp,
    portfolio.bp,
    search.bp,
)


def create_app(settings: Settings | None = None) -> Flask:
    """The one place that knows every part."""
    settings = settings or read_settings()
    lend_folder_to_matplotlib(settings)
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=secret_key(settings),
        MAX_CONTENT_LENGTH=largest_request(settings),
        MAX_FORM_MEMORY_SIZE=LARGEST_TEXT,
        SETTINGS=settings,
    )
    app.url_map.converters.update(id=IdConverter, slug=SlugConverter)
    database.install(app, settings)
    Migrate(app, database.db, directory=str(places.migrations()), render_as_batch=True)
    for part in (assets, filters, prose, drawings, errors, csrf, gate, shell):
        part.install(app)
    headers.install(app, settings.is_https)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.after_request(database.commit_on_success)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    refuse_undeclared(app)
    return app


def largest_request(settings: Settings) -> int:
    """Bytes: a form around the largest file, or a list of readings."""
    return max(LARGEST_REQUEST, (settings.largest_file_mb + 1) * 1024 * 1024)


def refuse_undeclared(app: Flask) -> None:
    """A view that asks for no permission stops the start."""
    names = gate.undeclared(app)
    if names:
        raise RuntimeError(f"Views without @needs, @signed_in or @public: {', '.join(names)}")
