"""The pages of programs: starting one, its roadmap, its tasks, and everyone's work."""

from flask import Blueprint

bp = Blueprint("programs", __name__)

from app.programs.views import (  # noqa: E402
    bin,  # noqa: F401
    burn,  # noqa: F401
    champion,  # noqa: F401
    change,  # noqa: F401
    changes,  # noqa: F401
    delete,  # noqa: F401
    drafts,  # noqa: F401
    follow,  # noqa: F401
    grow,  # noqa: F401
    hold,  # noqa: F401
    hours,  # noqa: F401
    leave,  # noqa: F401
    my_work,  # noqa: F401
    proofs,  # noqa: F401
    repeats,  # noqa: F401
    reword,  # noqa: F401
    roadmap,  # noqa: F401
    scope,  # noqa: F401
    sign_offs,  # noqa: F401
    sop,  # noqa: F401
    start,  # noqa: F401
    steps,  # noqa: F401
    talk,  # noqa: F401
    tasks,  # noqa: F401
    templates,  # noqa: F401
    timeline,  # noqa: F401
    towards,  # noqa: F401
)
