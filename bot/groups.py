"""Groups whose number has changed: Telegram says the new one once, and it is used wherever the old one stands.

A group that becomes a supergroup gets another number (TelegramMigrateToChat). The settings, scripts and waiting
messages have the old one, so it is replaced in each request on its way out, and nowhere else.
"""

from typing import Any, Self

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramMigrateToChat
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.clock import Clock
from bot.settings import Settings
from storage import groups
from storage.database import Database
from storage.payload import TellOwners
from storage.writers.cause import Cause
from storage.writers.outbox import OutboxRows

log = structlog.get_logger()

_MOVED = {
    "ru": "Группа <code>{old}</code> стала супергруппой, и её номер теперь <code>{new}</code>. Бот уже пишет туда; "
    "замените номер в настройках и сценариях, когда будет удобно.",
    "en": "The group <code>{old}</code> has become a supergroup, and its number is <code>{new}</code> now. The bot "
    "writes there already; put the new number into settings and scripts when it suits you.",
}


class Groups(BaseRequestMiddleware):
    """The numbers of one bot's groups, put right in its requests."""

    def __init__(self, database: Database, clock: Clock, settings: Settings, moved: dict[int, int]) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._moved = moved

    @classmethod
    async def of(cls, bot: Bot, database: Database, clock: Clock, settings: Settings) -> Self:
        """Those of this bot, whose requests are put right from now on; with the new numbers heard of before."""
        async with database.read() as connection:
            known = cls(database, clock, settings, await groups.moved(connection))
        bot.session.middleware(known)
        return known

    def number(self, chat: int) -> int:
        """The chat's number now."""
        return self._moved.get(chat, chat)

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """Make the request by the group's number now; where that is news, the owners are told once."""
        method = self._put_right(method)
        try:
            return await make_request(bot, method)
        except TelegramMigrateToChat as error:
            old, new = _chat(method), error.migrate_to_chat_id
            if old is None:
                raise
        await self._move(old, new)
        return await make_request(bot, self._put_right(method))

    def _put_right(self, method: TelegramMethod[TelegramType]) -> TelegramMethod[TelegramType]:
        chat = _chat(method)
        if chat not in self._moved:
            return method
        return method.model_copy(update={"chat_id": self._moved[chat]})

    async def _move(self, old: int, new: int) -> None:
        now = self._clock.now()
        outbox = OutboxRows(self._settings.staff, now)
        text = _MOVED[self._settings.language].format(old=old, new=new)
        async with self._database.write() as connection:
            if await groups.move(connection, old, new, now):
                outbox.report(Cause(subscriber_id=0), TellOwners(text=text), self._settings.owner_ids)
                await outbox.write(connection, hand_over=0)
        self._moved[old] = new
        log.warning("a group has a new number", old=old, new=new)


def _chat(method: TelegramMethod[Any]) -> int | None:
    """The number of the chat that a request is about; None where it names none, or by a name."""
    try:
        return int(getattr(method, "chat_id", None) or 0) or None
    except ValueError:
        return None
