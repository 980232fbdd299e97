"""A lock that the system lets go of when its holder dies."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from app.refusal import Refused

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

BUSY = "Another import for this MSP is running. Try again when it has ended."


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock file for the time of the block. Raises Refused while another holds it."""
    with path.open("a+b") as file:
        try:
            take(file.fileno())
        except OSError:
            raise Refused(BUSY) from None
        yield


def take(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
