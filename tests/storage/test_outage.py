"""Trouble of the database itself is told from trouble with what was being written."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.outage import is_outage
from tests.storage.stories import keep


async def _executed(database: Database, *statements: str) -> None:
    async with database.write() as conn:
        for statement in statements:
            await conn.execute(text(statement))


async def test_what_is_there_already_is_no_outage(database: Database) -> None:
    await keep(database, updates=[1])
    with pytest.raises(DBAPIError) as raised:
        await _executed(database, "INSERT INTO seen_updates (update_id, at) VALUES (1, 0)")
    assert not is_outage(raised.value)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
async def test_a_database_that_cannot_be_used_is_an_outage(database: Database) -> None:
    with pytest.raises(DBAPIError) as raised:
        await _executed(database, "SELECT 1 FROM nothing")
    assert is_outage(raised.value)


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    "statements",
    [
        ("SELECT pg_terminate_backend(pg_backend_pid())",),
        ("SET LOCAL statement_timeout = 1", "SELECT pg_sleep(5)"),
    ],
    ids=["the server ends the connection", "an operator cancels"],
)
async def test_a_server_in_trouble_is_an_outage(database: Database, statements: tuple[str, ...]) -> None:
    with pytest.raises(DBAPIError) as raised:
        await _executed(database, *statements)
    assert is_outage(raised.value)


def test_a_mistake_of_the_program_is_no_outage() -> None:
    assert not is_outage(ValueError("no"))
    assert is_outage(ConnectionResetError("the server is gone"))
