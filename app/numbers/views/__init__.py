"""The pages of KPIs, of their readings, and of success criteria."""

from flask import Blueprint

bp = Blueprint("kpis", __name__)
criteria_bp = Blueprint("criteria", __name__)

from app.numbers.views import (  # noqa: E402
    benchmarks,  # noqa: F401
    care,  # noqa: F401
    charts,  # noqa: F401
    closed,  # noqa: F401
    criteria,  # noqa: F401
    files,  # noqa: F401
    grid,  # noqa: F401
    kpis,  # noqa: F401
    own,  # noqa: F401
    peers,  # noqa: F401
    readings,  # noqa: F401
)
