"""The pages of KPIs, of their readings, and of success criteria."""

from flask import Blueprint

bp = Blueprint("kpis", __name__)
criteria_bp = Blueprint("criteria", __name__)

from app.numbers.views import charts, closed, criteria, files, grid, kpis, readings  # noqa: E402, F401
