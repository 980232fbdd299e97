"""One spelling of every id and slug in an address."""

from uuid import UUID

from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    regex = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

    def to_python(self, value: str) -> UUID:
        return UUID(value)

    def to_url(self, value: UUID) -> str:
        return str(value)


class SlugConverter(BaseConverter):
    regex = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
