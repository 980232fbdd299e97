"""Where the reference data stands, for the tests that compare with its figures."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_dir() -> Path:
    """The shared folder beside the project; without it the test skips loudly, in CI it fails."""
    path = Path(os.environ.get("SHARED_DIR") or ROOT.parent / "shared")
    if path.is_dir():
        return path
    message = f"SHARED DATA MISSING: no folder {path.name!r} beside the project"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)
