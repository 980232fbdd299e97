"""Copies named files of pinned packages into the tree, with their licences, and lists them.

`python tools/vendor.py` fetches what tools/vendor.lock.json names (through npm, whatever registry
it is set to), checks each package against its sum and writes the files and THIRD_PARTY.md.
`python tools/vendor.py --check` compares the files in the tree with the lock, without a network.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "tools" / "vendor.lock.json"
LIST = ROOT / "THIRD_PARTY.md"
HEAD = """# Other people's work in this tree

Written by `tools/vendor.py` from `tools/vendor.lock.json`. Python packages are not in the tree;
`requirements.lock` names them.

`app/charts/fonts/` holds Nibble Sans, cut by `tools/fonts.py` from Source Sans 3 for the charts.
Licence: SIL Open Font License 1.1, in `app/charts/fonts/LICENSE.txt`.
"""


class Mismatch(Exception):
    """A package or a file is not the one that was pinned."""


def read_lock() -> list[dict[str, Any]]:
    packages: list[dict[str, Any]] = json.loads(LOCK.read_text())["packages"]
    return packages


def integrity(content: bytes) -> str:
    """The sum the way npm writes it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: dict[str, Any], into: Path) -> Path:
    """The packed package. Raises Mismatch when its sum is not the pinned one."""
    name = f"{package['name']}@{package['version']}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", "--ignore-scripts", name],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = into / packed.stdout.strip().splitlines()[-1]
    if integrity(archive.read_bytes()) != package["integrity"]:
        raise Mismatch(f"{name} is not the package that was pinned.")
    return archive


def unpack(archive: Path, files: dict[str, dict[str, str]]) -> None:
    """Copies only the named files, and writes down their sums."""
    with tarfile.open(archive) as tar:
        for source, copy in files.items():
            member = tar.extractfile(f"package/{source}")
            if member is None:
                raise Mismatch(f"{archive.name} has no file {source}.")
            target = ROOT / copy["to"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(member.read())
            copy["sha256"] = sha256(target)


def update() -> None:
    packages = read_lock()
    with tempfile.TemporaryDirectory() as folder:
        for package in packages:
            unpack(fetch(package, Path(folder)), package["files"])
    LOCK.write_text(json.dumps({"packages": packages}, indent=2) + "\n")
    LIST.write_text(third_party(packages))


def third_party(packages: list[dict[str, Any]]) -> str:
    return HEAD + "".join(entry(package) for package in packages)


def entry(package: dict[str, Any]) -> str:
    files = "".join(f"- `{copy['to']}`\n" for copy in package["files"].values())
    return (
        f"\n## {package['name']} {package['version']}\n\n"
        f"{package['for']} Licence: {package['license']}.\n\n{files}"
    )


def problems() -> list[str]:
    """What in the tree is not what the lock names, one sentence each."""
    packages = read_lock()
    found = [
        f"{copy['to']} is {'not the pinned file' if (ROOT / copy['to']).exists() else 'missing'}."
        for package in packages
        for copy in package["files"].values()
        if not (ROOT / copy["to"]).exists() or sha256(ROOT / copy["to"]) != copy["sha256"]
    ]
    if not LIST.exists() or LIST.read_text() != third_party(packages):
        found.append("THIRD_PARTY.md is not what the lock says. Run: python tools/vendor.py")
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        found = problems()
        print("\n".join(found) or "Every vendored file is the pinned one.")
        return 1 if found else 0
    if arguments:
        print("Use: python tools/vendor.py [--check]")
        return 2
    try:
        update()
    except Mismatch as mismatch:
        print(mismatch)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
