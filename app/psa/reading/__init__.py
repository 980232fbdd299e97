"""A file and a mapping become canonical records and problems."""
