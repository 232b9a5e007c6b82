"""The background worker as a command."""

import signal
from types import FrameType

import click
from flask import Flask

from talent.plumbing import jobs


def init_app(app: Flask) -> None:
    @app.cli.command("work")
    def work() -> None:
        """Do jobs, send mail, watch the clock; until told to stop."""
        stopping: list[int] = []

        def stop(signum: int, _frame: FrameType | None) -> None:
            stopping.append(signum)

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        click.echo("worker: ready")
        jobs.work(lambda: bool(stopping))
