"""The pages of programs: starting one, its roadmap, its tasks, and everyone's work."""

from flask import Blueprint

bp = Blueprint("programs", __name__)

from app.programs.views import my_work, roadmap, tasks  # noqa: E402, F401
