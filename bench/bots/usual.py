"""A bot as people write it: a session of SQLAlchemy's ORM an update, a job of APScheduler a follow-up.

SQLite has the pragmas it has with Voronka. The jobs have a file of their own, as in APScheduler's documentation: in the
same one its store, which is synchronous, would wait for a transaction that waits for the loop.
"""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.types import Message, TelegramObject
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from bench.bots import QUESTION, REMINDER
from bench.bots.bare import connect, keyboard
from bench.bots.pragmas import durable
from bench.bots.store import scheduler_on

LATER = timedelta(days=1)

_bots: list[Bot] = []
"""The running one: a job is kept by the name of its function and can carry no bot."""


class Base(DeclarativeBase):
    """What is kept."""


class User(Base):
    """Somebody who has written."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    first_name: Mapped[str]
    username: Mapped[str | None]
    language: Mapped[str | None]
    step: Mapped[str]
    started_at: Mapped[datetime]


class Answer(Base):
    """What somebody wrote."""

    __tablename__ = "answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User] = relationship()
    text: Mapped[str | None]
    at: Mapped[datetime]


class Sessions(BaseMiddleware):
    """A session for every handler."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        async with self._sessions() as session:
            data["session"] = session
            return await handler(event, data)


async def remind(chat: int) -> None:
    """The follow-up."""
    await _bots[0].send_message(chat, REMINDER)


async def answer(message: Message, session: AsyncSession, scheduler: AsyncIOScheduler) -> None:
    """Keep what was written, take back the follow-up, ask again and set the next one."""
    assert message.from_user is not None  # it is a private chat
    person, now = message.from_user, datetime.now(UTC)
    user = await session.get(User, person.id)
    if user is None:
        user = User(id=person.id, started_at=now)
        session.add(user)
    user.first_name, user.username, user.language = person.first_name, person.username, person.language_code
    user.step = "question"
    session.add(Answer(user=user, text=message.text, at=now))
    await session.commit()
    job = f"remind-{person.id}"
    with suppress(JobLookupError):
        scheduler.remove_job(job)
    await message.answer(QUESTION, reply_markup=keyboard())
    scheduler.add_job(remind, "date", run_date=now + LATER, args=(person.id,), id=job)


async def _run(url: str, token: str, folder: str) -> None:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder}/usual.db")
    durable(engine.sync_engine)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    scheduler = scheduler_on(folder)
    scheduler.start()
    bot = connect(url, token)
    _bots.append(bot)
    dispatcher = Dispatcher(scheduler=scheduler)
    dispatcher.message.middleware(Sessions(async_sessionmaker(engine, expire_on_commit=False)))
    dispatcher.message.register(answer)
    print("ready", flush=True)
    await dispatcher.start_polling(bot, handle_signals=False)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(_run(*sys.argv[1:4]))
