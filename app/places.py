"""Where the files beside the code stand: in a checkout, and in an installed package."""

from pathlib import Path

HERE = Path(__file__).resolve().parent


def migrations() -> Path:
    return beside("migrations")


def seeds() -> Path:
    return beside("seeds")


def beside(name: str) -> Path:
    packed = HERE / f"_{name}"
    return packed if packed.is_dir() else HERE.parent / name
