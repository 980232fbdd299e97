"""The command line in a process that dies, as in a power cut, where it reaches a named point.

python -m tests.psa.dying app.psa.store:publish:call psa import ...
"""

import os
import signal
import sys
from types import FrameType
from typing import Any

from app.cli import main


def die_at(module: str, function: str, event: str) -> None:
    def watch(frame: FrameType, happened: str, _: Any) -> None:
        named = frame.f_code.co_name == function and frame.f_globals.get("__name__") == module
        if named and happened == event:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)


if __name__ == "__main__":
    die_at(*sys.argv.pop(1).split(":"))
    main()
