"""The pages of programs: starting one, its roadmap, its tasks, and everyone's work."""

from flask import Blueprint

bp = Blueprint("programs", __name__)

from app.programs.views import champion, hold, my_work, roadmap, scope, start, talk, tasks, timeline  # noqa: E402, F401
