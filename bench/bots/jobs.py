"""Timers as jobs of APScheduler: `python -m bench.bots.jobs FOLDER PENDING MANY` says figures as JSON.

Of PENDING jobs MANY are set one by one, as updates set them; then as many more are due, and each writes down the
message that is to be sent, as Voronka's outbox has it, or does nothing.
"""

import asyncio
import json
import logging
import pickle
import sqlite3
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text, insert
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench.bots import REMINDER
from bench.bots.loop import Blocks
from bench.bots.pragmas import durable
from bench.bots.store import scheduler_on
from bot.tasks import spawn

FAR = timedelta(days=30)

metadata = MetaData()
messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),
)


class Done:
    """How many jobs are still to run; a job is kept by the name of its function and can carry nothing."""

    engine: AsyncEngine
    left = 0
    all = asyncio.Event()

    @classmethod
    def one(cls) -> None:
        """A job has run."""
        cls.left -= 1
        if not cls.left:
            cls.all.set()


async def write(chat: int) -> None:
    """Keep the follow-up that is to be sent."""
    async with Done.engine.begin() as connection:
        await connection.execute(insert(messages).values(chat_id=chat, text=REMINDER, due_at=time.time_ns() // 1000))
    Done.one()


async def nothing(_chat: int) -> None:
    """Only be run."""
    Done.one()


async def _run(folder: str, pending: int, many: int) -> None:
    Done.engine = create_async_engine(f"sqlite+aiosqlite:///{folder}/messages.db", pool_size=1, pool_timeout=3600)
    durable(Done.engine.sync_engine)
    async with Done.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    scheduler, blocks = scheduler_on(folder), Blocks()
    scheduler.start()
    _fill(scheduler, folder, pending - many)
    watching = spawn(blocks.watch(), name="watch the loop")
    far = datetime.now(UTC) + FAR
    began = time.perf_counter()
    for number in range(many):
        scheduler.add_job(write, "date", run_date=far, args=(number,), id=f"set-{number}")
        await asyncio.sleep(0)
    figures = {"set": many / (time.perf_counter() - began)}
    for job in (write, nothing):
        figures[job.__name__] = await _fire(scheduler, job, many)
    watching.cancel()
    await Done.engine.dispose()
    print(json.dumps({**figures, **blocks.figures()}), flush=True)


async def _fire(scheduler: AsyncIOScheduler, work: Callable[[int], Awaitable[None]], many: int) -> float:
    """How many a second are run that are all due."""
    scheduler.pause()
    now = datetime.now(UTC)
    for number in range(many):
        scheduler.add_job(work, "date", run_date=now, args=(number,), id=f"{work.__name__}-{number}")
        await asyncio.sleep(0)
    Done.left = many
    Done.all.clear()
    began = time.perf_counter()
    scheduler.resume()
    await Done.all.wait()
    return many / (time.perf_counter() - began)


def _fill(scheduler: AsyncIOScheduler, folder: str, jobs: int) -> None:
    """Jobs that wait for another month, as the store itself would have written them."""
    far = datetime.now(UTC) + FAR
    first: Job = scheduler.add_job(write, "date", run_date=far, args=(0,), id="waits")
    state = pickle.dumps(first.__getstate__(), pickle.HIGHEST_PROTOCOL)
    with closing(sqlite3.connect(f"{folder}/jobs.db")) as database:
        rows = ((f"waits-{number}", far.timestamp(), state) for number in range(jobs))
        database.executemany("INSERT INTO apscheduler_jobs VALUES (?, ?, ?)", rows)
        database.commit()


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(_run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
