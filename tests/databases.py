"""Databases for tests: one of its own for each, copied from a template that is migrated once a process."""

import asyncio
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.storage.postgres_server import PostgresServer, postgres_server

DIALECTS = ("sqlite", "postgresql")

_numbers = count(1)


async def _migrate(url: str) -> None:
    from storage.database import Database  # noqa: PLC0415  # most tests of funnels/ know no database, and begin sooner

    await (await Database.open(url, synchronous="OFF")).close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    postgres.run("CREATE DATABASE template_voronka")
    asyncio.run(_migrate(postgres.url("template_voronka")))
    return "template_voronka"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "voronka.db"
    asyncio.run(_migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_file(sqlite_template: Path, tmp_path: Path) -> Path:
    """Where the test's own database is, with the newest schema and nothing in it."""
    return Path(shutil.copy(sqlite_template, tmp_path / "voronka.db"))


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The test's own database on the server, with the newest schema and nothing in it."""
    name = f"voronka_{next(_numbers)}"
    postgres.run(f"CREATE DATABASE {name} TEMPLATE {postgres_template} STRATEGY FILE_COPY")
    yield postgres.url(name)
    postgres.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest) -> str:
    """A database with the newest schema and nothing in it."""
    if dialect == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_file')}"
    found: str = request.getfixturevalue("postgres_url")
    return found


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any schema; on SQLite there is no file yet."""
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    name = f"voronka_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
