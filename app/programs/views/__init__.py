"""The pages of programs: starting one, its roadmap, its tasks, and everyone's work."""

from flask import Blueprint

bp = Blueprint("programs", __name__)
