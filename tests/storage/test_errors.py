"""Whatever keeps the database from being opened is said in one sentence with a remedy."""

import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.address import parse_address
from storage.database import Database
from storage.errors import DatabaseError
from storage.explain import explain
from tests.storage.postgres_server import PostgresServer

WITHOUT_ASYNCPG = """
import asyncio, sys
sys.modules["asyncpg"] = None
from storage.database import Database
from storage.errors import DatabaseError
try:
    asyncio.run(Database.open("postgresql://localhost/voronka"))
except DatabaseError as error:
    print(error)
"""
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def reachable(tmp_path: Path) -> Iterator[Path]:
    """A folder that a user without rights can enter."""
    with tempfile.TemporaryDirectory(prefix="voronka-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


@contextmanager
def no_rights(folder: Path) -> Iterator[None]:
    """Nothing in the folder may be written; root, who may write everywhere, is nobody for a while."""
    mine = os.geteuid()
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555)
    if mine == 0:
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(mine)
        folder.chmod(0o755)


async def refusal(url: str) -> str:
    with pytest.raises(DatabaseError) as refused:
        await Database.open(url)
    return str(refused.value)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "mysql://localhost/voronka",
            "`mysql` is no database that Voronka knows: write sqlite:///data/voronka.db",
        ),
        ("data/voronka.db", "The database URL cannot be read: write sqlite:///data/voronka.db"),
        ("", "The database URL cannot be read: write sqlite:///data/voronka.db"),
        ("postgresql://host:port/name", "The database URL cannot be read: write sqlite:///data/voronka.db"),
        ("sqlite://", "A database in memory forgets everyone when the bot stops"),
        ("sqlite:///:memory:", "A database in memory forgets everyone when the bot stops"),
        ("sqlite://data/voronka.db", "A slash is missing in the database URL"),
        ("sqlite:///data/voronka.db?mode=ro", "A SQLite URL has nothing after `?`"),
        ("postgresql://host", "postgresql://host names no database"),
        ("postgresql://host/name?foo=1", "has an option Voronka does not know, `foo`"),
    ],
)
async def test_an_address_that_names_nothing(url: str, sentence: str) -> None:
    assert sentence in await refusal(url)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Не забыть купить молока. " * 100)
    assert await refusal(f"sqlite:///{file}") == (
        f"sqlite:///{file} is not a database: choose another file name, or bring back a backup."
    )
    assert file.read_text().startswith("Не забыть")


async def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    assert "cannot be opened: it must be a file in a folder" in await refusal(f"sqlite:///{tmp_path}")


async def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert "cannot be made: choose one" in await refusal(f"sqlite:///{tmp_path}/data/voronka.db")


async def test_a_file_that_may_not_be_written(reachable: Path) -> None:
    file = reachable / "voronka.db"
    await (await Database.open(f"sqlite:///{file}")).close()
    with no_rights(reachable):
        told = await refusal(f"sqlite:///{file}")
    assert told == f"sqlite:///{file} cannot be written: let the bot's user write the file and its folder."


async def test_a_folder_that_may_not_be_written(reachable: Path) -> None:
    with no_rights(reachable):
        assert "cannot be opened" in await refusal(f"sqlite:///{reachable}/voronka.db")
        assert "cannot be made" in await refusal(f"sqlite:///{reachable}/data/voronka.db")


async def test_missing_folders_are_made(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "voronka.db"
    await (await Database.open(f"sqlite:///{file}")).close()
    assert file.exists()


async def test_a_server_that_is_not_there() -> None:
    told = await refusal("postgresql://voronka:s3cret@127.0.0.1:1/voronka")
    assert told == (
        "The server of postgresql://voronka:***@127.0.0.1:1/voronka does not answer:"
        " start it, or correct host and port in the database URL."
    )


async def test_a_wrong_password(postgres: PostgresServer) -> None:
    postgres.run("CREATE DATABASE guarded")
    postgres.run("CREATE ROLE keeper LOGIN PASSWORD 'right'")
    told = await refusal(postgres.url("guarded", "keeper", "wrong"))
    assert "does not accept this user and password" in told
    assert "wrong" not in told


async def test_a_database_that_is_not_there(postgres: PostgresServer) -> None:
    assert "There is no database of that name" in await refusal(postgres.url("nowhere"))


async def test_a_user_who_may_not_make_tables(postgres: PostgresServer) -> None:
    postgres.run("CREATE DATABASE locked")
    postgres.run("CREATE ROLE guest LOGIN")
    told = await refusal(postgres.url("locked", "guest"))
    assert "grant it CREATE on the schema public" in told


def test_postgresql_that_is_not_installed() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT_ASYNCPG], capture_output=True, text=True, check=True, cwd=PROJECT
    )
    assert ran.stdout == "PostgreSQL needs a part that is not installed: pip install 'voronka[postgres]'.\n"


class CodedError(Exception):
    """An error as drivers raise it: what went wrong is told by a code."""

    def __init__(self, name: str, code: str) -> None:
        super().__init__(code)
        setattr(self, name, code)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (CodedError("sqlite_errorname", "SQLITE_BUSY_SNAPSHOT"), "in use by another program"),
        (CodedError("sqlite_errorname", "SQLITE_FULL"), "disk of sqlite:///voronka.db is full"),
        (CodedError("sqlite_errorname", "SQLITE_CORRUPT"), "is damaged: bring back a backup"),
        (CodedError("sqlstate", "28000"), "allow them in pg_hba.conf"),
        (CodedError("sqlstate", "25006"), "point the URL to the primary server"),
        (CodedError("sqlstate", "53300"), "raise max_connections"),
    ],
)
def test_what_is_hard_to_bring_about_has_its_sentence_too(error: CodedError, sentence: str) -> None:
    wrapped = RuntimeError("a driver's error inside another")
    wrapped.__cause__ = error
    assert sentence in str(explain(wrapped, parse_address("sqlite:///voronka.db")))


def test_an_error_nobody_foresaw_has_no_sentence() -> None:
    assert explain(RuntimeError("?"), parse_address("sqlite:///voronka.db")) is None


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_spelling_of_postgresql(scheme: str) -> None:
    address = parse_address(f"{scheme}://anna:s3cret@host:5433/voronka?sslmode=require")
    assert address.url.drivername == "postgresql+asyncpg"
    assert address.url.query == {"ssl": "require"}
    assert "s3cret" not in address.shown


def test_a_home_folder_is_found() -> None:
    assert parse_address("sqlite:///~/voronka.db").file == Path("~/voronka.db").expanduser()
