"""A bot that is not started yet, on a stand-in Telegram of its own; it logs as `voronka run` does."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.clock import MovedClock
from bot.preview.telegram import StandIn

from .behind import Behind, BehindPostgres, BehindSqlite
from .receiver import Receiver, receiving
from .terminal import Terminal
from .world import World


@pytest.fixture
def behind(request: pytest.FixtureRequest) -> Behind:
    """The bot's database: on SQLite, unless a test asks for PostgreSQL."""
    if getattr(request, "param", "sqlite") == "postgresql":
        return BehindPostgres(request.getfixturevalue("postgres_url"))
    return BehindSqlite(request.getfixturevalue("sqlite_file"))


@pytest.fixture
async def bot(tmp_path: Path, behind: Behind, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    clock = MovedClock()
    async with StandIn(now=clock.now) as telegram:
        world = World(tmp_path, behind, telegram, clock)
        world.has_webhook = getattr(request, "param", "polling") == "webhook"
        yield world
        await world.stops()


@pytest.fixture
async def maker() -> AsyncIterator[Receiver]:
    """Another system that makes goods."""
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logs.configure()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
