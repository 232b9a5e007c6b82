"""A throw-away PostgreSQL cluster on a socket of its own; as root it runs as ``postgres``."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


class Cluster:
    """A running server. Nothing of it stays after :meth:`stop`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="talent-pg-"))
        self.prefix: list[str] = []
        if os.getuid() == 0:  # initdb refuses to work for root
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        options = " ".join(
            [f"-k {self.folder}", "-c listen_addresses=''", *(f"-c {o}" for o in QUICK)]
        )
        self._run("initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
        self._run(
            "pg_ctl", "-w", "-D", data, "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.prefix, _program(program), *arguments]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            command, cwd=self.folder, env=environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")


def _program(name: str) -> str:
    """Debian keeps the server's programs out of the search path; the newest version is taken."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3])
    )
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        raise RuntimeError("PostgreSQL is not installed: make test installs it")
    return program
