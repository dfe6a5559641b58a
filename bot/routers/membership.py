"""Who blocked the bot costs nothing until they come back; coming back is their next message."""

from asyncio import Future
from typing import Any

from aiogram.types import ChatMemberUpdated, Update

from bot.context import Context
from bot.incoming import Incoming
from funnels.engine.inputs import Blocked


async def changed(event: ChatMemberUpdated, event_update: Update, context: Context) -> "Future[Any] | None":
    """The bot's own membership in private chats."""
    if event.chat.type != "private" or event.new_chat_member.status != "kicked":
        return None
    return context.runner.submit(Incoming(subscriber=event.chat.id, input=Blocked(), update=event_update.update_id))
