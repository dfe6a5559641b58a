"""Messages that change after they were sent, within the limits, which edits share with new messages.

Of several changes to one message, of which Telegram has not yet taken the first, only the newest is made. One that
is refused is let go: what it shows is kept elsewhere, and the next change shows it.
"""

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import EditMessageCaption, EditMessageMedia, EditMessageReplyMarkup, EditMessageText
from aiogram.types import InaccessibleMessage, Message

from bot.limits import Limits, LongWaitError
from bot.tasks import spawn

log = structlog.get_logger()

Edit = EditMessageText | EditMessageCaption | EditMessageMedia | EditMessageReplyMarkup


class Edits:
    """The changes on their way, for one bot."""

    def __init__(self, bot: Bot, limits: Limits) -> None:
        self._bot = bot
        self._limits = limits
        self._wanted: dict[tuple[int, int], Edit] = {}

    def put(self, message: Message | InaccessibleMessage, edit: Edit) -> None:
        """Make this change to the message as soon as the limits allow."""
        key = (message.chat.id, message.message_id)
        under_way = key in self._wanted
        self._wanted[key] = edit
        if not under_way:
            spawn(self._keep_up(key), name="edit a message")

    async def _keep_up(self, key: tuple[int, int]) -> None:
        """One request after another, until the message is as it is wanted."""
        made: Edit | None = None
        try:
            while made is not self._wanted[key]:
                try:
                    async with self._limits.sending(key[0]):
                        made = self._wanted[key]
                        await self._make(made)
                except LongWaitError as wait:
                    await asyncio.sleep(wait.seconds)
        finally:
            del self._wanted[key]

    async def _make(self, edit: Edit) -> None:
        try:
            await self._bot(edit)
        except TelegramAPIError as error:
            log.info("message not changed", chat=edit.chat_id, reason=str(error))
