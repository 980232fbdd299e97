"""Does the page want a whole answer, or the fragment that changed?"""

from flask import request


def wants_fragment() -> bool:
    return request.headers.get("HX-Request-Type") == "partial"
