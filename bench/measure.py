"""One page, many times: CPU, wall time, statements and bytes."""

import gzip
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from talent.plumbing.database import db

WARM_UP = 3
ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Figures:
    """What one kind of request costs: milliseconds, statements, kilobytes."""

    label: str
    status: int
    cpu_ms: float
    median_ms: float
    p95_ms: float
    statements: int
    kilobytes: float
    compressed: float

    def line(self) -> str:
        return (
            f"{self.label:44} {self.cpu_ms:8.1f} {self.median_ms:8.1f} {self.p95_ms:8.1f}"
            f" {self.statements:5} {self.kilobytes:8.1f} {self.compressed:8.1f}  {self.status}"
        )


HEAD = (
    f"{'page':44} {'CPU ms':>8} {'median':>8} {'p95':>8} {'SQL':>5} {'KB':>8} {'gz KB':>8}  status"
)


def page(app: Flask, client: FlaskClient, label: str, path: str, rounds: int = ROUNDS) -> Figures:
    """``GET path``, many times: the process's own CPU per request and the wall time."""
    for _ in range(WARM_UP):
        response = client.get(path)
    with app.app_context(), Counting(db.engine) as sent:
        response = client.get(path)
        statements = len(sent)
    walls = []
    cpu = time.process_time()
    for _ in range(rounds):
        began = time.perf_counter()
        client.get(path)
        walls.append((time.perf_counter() - began) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / rounds
    body = response.get_data()
    return Figures(
        label,
        response.status_code,
        cpu,
        statistics.median(walls),
        sorted(walls)[int(len(walls) * 0.95)],
        statements,
        len(body) / 1024,
        len(gzip.compress(body)) / 1024,
    )


def once(app: Flask, label: str, work: Callable[[], bytes | None]) -> Figures:
    """A piece of work done once."""
    with app.app_context(), Counting(db.engine) as sent:
        began, cpu = time.perf_counter(), time.process_time()
        made = work() or b""
        wall, cpu = (time.perf_counter() - began) * 1000, (time.process_time() - cpu) * 1000
    return Figures(
        label, 0, cpu, wall, wall, len(sent), len(made) / 1024, len(gzip.compress(made)) / 1024
    )


class Counting:
    """The statements an engine sends, without BEGIN and its like."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.sent = engine, list[str]()

    def __enter__(self) -> list[str]:
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self.sent

    def __exit__(self, *_error: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.sent.append(statement)


def memory_mb() -> float:
    """The resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1024 / 1024
