"""python -m app.cli is nibble."""

from app.cli import main

main()
