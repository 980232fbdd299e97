"""What every answer carries, errors too."""

import gzip

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
SMALL = 1024
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


def install(app: Flask, is_https: bool) -> None:
    app.config.update(
        SESSION_COOKIE_NAME="__Host-nibble" if is_https else "nibble",
        SESSION_COOKIE_SECURE=is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    app.after_request(squeeze)
    app.after_request(lambda response: protect(response, is_https))


def protect(response: Response, is_https: bool) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers.setdefault("Cache-Control", "no-store")
    if is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def squeeze(response: Response) -> Response:
    """Text goes out compressed; pages are small, so a quick level serves best."""
    response.vary.update(("Accept-Encoding", "HX-Request-Type"))
    if (
        response.direct_passthrough
        or response.content_length is None
        or response.content_length < SMALL
        or "Content-Encoding" in response.headers
        or not (response.mimetype or "").startswith(TEXT)
        or not request.accept_encodings["gzip"]
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), compresslevel=4, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
