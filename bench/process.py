"""CPU time and memory of a process with its children, read from Linux's /proc."""

from pathlib import Path

PROC = Path("/proc")
NANOSECONDS = 1e6


def cpu_ms(pid: int) -> float:
    """CPU milliseconds that a process and its children have spent, in all their threads."""
    spent = 0
    for member in tree(pid):
        for thread in (PROC / str(member) / "task").glob("*/schedstat"):
            try:
                spent += int(thread.read_text().split()[0])
            except (FileNotFoundError, ProcessLookupError):
                continue
    return spent / NANOSECONDS


def tree(pid: int) -> list[int]:
    children = (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
    return [pid, *(member for child in children for member in tree(int(child)))]


def memory_mib(pid: int, what: str = "VmRSS") -> float:
    """The resident memory of the largest process of the tree, in MiB; VmHWM is its peak."""
    return max(own_memory(member, what) for member in tree(pid)) / 1024


def own_memory(pid: int, what: str) -> int:
    lines = (PROC / str(pid) / "status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what))
