"""Every main page over loopback: time, CPU of the server's processes, queries and bytes."""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import event

from app import create_app
from app.config import Settings
from app.db import db
from bench import process
from bench.world import CHAMPION, COACH, FIRST, PASSWORD, World, build

ROUNDS = 25
WARM = 5
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
STATIC = re.compile(r'(?:src|href)="(/static/[^"]+)"')
SECRET = "a secret key that only the bench ever uses"
MSP = f"/msps/{FIRST}"
FORGET = "/bench/forget"


class Page(NamedTuple):
    """Whose page it is, what is asked for, and what comes before each asking."""

    name: str
    person: str
    path: str
    method: str = "GET"
    before: str = ""


class Figures(NamedTuple):
    """CPU and wall-clock milliseconds of one page, its statements and its bytes, compressed."""

    cpu: float
    cpu_p95: float
    wall: float
    wall_p95: float
    queries: int
    size: int


class Measured(NamedTuple):
    world: World
    figures: dict[str, Figures]
    first_visit: int
    memory: float
    requests: int


def pages(world: World) -> list[Page]:
    task = f"{MSP}/tasks/{world.task_id}"
    utilization = f"{MSP}/kpis/resource_utilization_pct"
    return [
        Page("hello world", "", "/bench/hello"),
        Page("clients", COACH, "/clients"),
        Page("overview", CHAMPION, f"{MSP}/"),
        Page("roadmap", CHAMPION, f"{MSP}/roadmap"),
        Page("my work", CHAMPION, "/my-work"),
        Page("task", CHAMPION, task),
        Page("kpis", CHAMPION, f"{MSP}/kpis"),
        Page("KPI page, drawn", CHAMPION, utilization, before=FORGET),
        Page("KPI page, cached", CHAMPION, utilization),
        Page("search", CHAMPION, f"{MSP}/search?q=ticket&as=options"),
        Page("check-off", CHAMPION, f"{task}/check?at=now", "POST", f"{task}/uncheck?at=now"),
    ]


def measure(folder: Path, clients: int) -> Measured:
    """Build a world, serve it, and ask for every page in turn, round after round."""
    settings = Settings(data_dir=folder, secret_key=SECRET)
    app = create_app(settings)
    world = build(app, clients)
    wanted = pages(world)
    with serving(folder) as (server, port):
        people = {name: Visitor(port, name) for name in ("", CHAMPION, COACH)}
        times, sizes, asked = ask(wanted, people, server)
        first_visit = weight(people[CHAMPION])
        memory = process.memory_mib(server)
        counts = {page.name: statements(app, page, people) for page in wanted}
    figures = {
        page.name: summary(times[page.name], counts[page.name], sizes[page.name]) for page in wanted
    }
    return Measured(world, figures, first_visit, memory, asked)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, int]]:
    """The server's process id and port, until the block ends."""
    port = free_port()
    environ = {**os.environ, "NIBBLE_DATA_DIR": str(folder), "NIBBLE_SECRET_KEY": SECRET}
    server = subprocess.Popen([sys.executable, "-m", "bench.server", str(port)], env=environ)
    try:
        wait_for(port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait(20)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start.")


class Visitor:
    """A browser with one kept connection, signed in when it has a name."""

    def __init__(self, port: int, name: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie, self.token = "", ""
        if name:
            _, door = self.ask("GET", "/sign-in")
            self.token = TOKEN.findall(door.decode())[0]
            form = {"email": name, "password": PASSWORD}
            self.ask("POST", "/sign-in", form)
            _, home = self.ask("GET", "/my-work")
            self.token = TOKEN.findall(home.decode())[0]

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """The bytes that came over the wire, and the body they hold."""
        body = urlencode({"csrf_token": self.token, **(form or {})}) if method == "POST" else None
        answer = self.answer_to(method, path, body)
        raw = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path} answers {answer.status}")
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = cookie.split(";")[0]
        is_packed = answer.headers.get("Content-Encoding") == "gzip"
        return len(raw), gzip.decompress(raw) if is_packed else raw

    def answer_to(self, method: str, path: str, body: str | None) -> http.client.HTTPResponse:
        """The answer; asked again on a new connection when the server had closed the idle one."""
        try:
            self.connection.request(method, path, body, self.headers(method))
            return self.connection.getresponse()
        except ConnectionError:
            self.connection.close()
            self.connection.request(method, path, body, self.headers(method))
            return self.connection.getresponse()

    def headers(self, method: str) -> dict[str, str]:
        sent = {"Accept-Encoding": "gzip", "Cookie": self.cookie}
        if method == "POST":
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            sent |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        return sent


Times = dict[str, list[tuple[float, float]]]


def ask(
    wanted: list[Page], people: dict[str, Visitor], server: int
) -> tuple[Times, dict[str, int], int]:
    """CPU and wall-clock time of each request; all pages see the same minutes of the machine."""
    times: Times = {page.name: [] for page in wanted}
    sizes: dict[str, int] = {}
    asked = 0
    for number in range(WARM + ROUNDS):
        for page in wanted:
            visitor = people[page.person]
            if page.before:
                visitor.ask(page.method, page.before)
            spent, begin = process.cpu_ms(server), time.perf_counter()
            sizes[page.name], _ = visitor.ask(page.method, page.path)
            took = 1000 * (time.perf_counter() - begin)
            if number >= WARM:
                times[page.name].append((process.cpu_ms(server) - spent, took))
            asked += 2 if page.before else 1
    return times, sizes, asked


def summary(times: list[tuple[float, float]], queries: int, size: int) -> Figures:
    cpu, wall = sorted(one[0] for one in times), sorted(one[1] for one in times)
    last = int(0.95 * len(times))
    return Figures(median(cpu), cpu[last], median(wall), wall[last], queries, size)


def statements(app: Flask, page: Page, people: dict[str, Visitor]) -> int:
    """How many statements the page sends to the database, those of the session included."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    if page.path.startswith("/bench"):
        return 0
    visitor = people[page.person]
    if page.method == "POST" and page.before:
        visitor.ask(page.method, page.before)
    with app.app_context():
        engine = db.engine
    form = {"csrf_token": visitor.token} if page.method == "POST" else None
    event.listen(engine, "before_cursor_execute", note)
    client = app.test_client(use_cookies=False)
    answer = client.open(
        page.path, method=page.method, data=form, headers=visitor.headers(page.method)
    )
    event.remove(engine, "before_cursor_execute", note)
    if answer.status_code >= 400:
        raise RuntimeError(f"{page.path} answers {answer.status_code}")
    return len(seen)


def weight(visitor: Visitor) -> int:
    """Bytes of a first visit to the overview: the page, its styles, scripts, pictures and fonts."""
    size, page = visitor.ask("GET", f"{MSP}/")
    for path in dict.fromkeys(STATIC.findall(page.decode())):
        size += visitor.ask("GET", path)[0]
    return size
