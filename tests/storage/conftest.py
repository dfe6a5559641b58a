"""Every test of storage runs on both databases."""

from collections.abc import AsyncIterator

import pytest

from storage.database import Database


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    opened = await Database.open(url, synchronous="OFF")
    yield opened
    await opened.close()
