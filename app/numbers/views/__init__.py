"""The pages of KPIs, of their readings, and of success criteria."""

from flask import Blueprint

bp = Blueprint("kpis", __name__)
criteria_bp = Blueprint("criteria", __name__)

from app.numbers.views import (  # noqa: E402
    charts as charts,
)
from app.numbers.views import (
    closed as closed,
)
from app.numbers.views import (
    criteria as criteria,
)
from app.numbers.views import (
    files as files,
)
from app.numbers.views import (
    grid as grid,
)
from app.numbers.views import (
    kpis as kpis,
)
from app.numbers.views import (
    readings as readings,
)
