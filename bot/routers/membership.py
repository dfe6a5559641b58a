"""Who blocked the bot costs nothing until they come back; who joins a channel may stand at its gate."""

from asyncio import Future
from typing import Any

from aiogram.types import ChatMemberUpdated, Update

from bot.context import Context
from bot.incoming import Incoming
from bot.members import is_in
from funnels.engine.inputs import Blocked, MemberChanged


async def changed(event: ChatMemberUpdated, event_update: Update, context: Context) -> "Future[Any] | None":
    """The bot's own membership in private chats."""
    if event.chat.type != "private" or event.new_chat_member.status != "kicked":
        return None
    return context.runner.submit(Incoming(subscriber=event.chat.id, input=Blocked(), update=event_update.update_id))


async def joined_or_left(event: ChatMemberUpdated, event_update: Update, context: Context) -> "Future[Any]":
    """People's membership in the channels and groups the bot administers."""
    name = [f"@{event.chat.username.casefold()}"] if event.chat.username else []
    return context.runner.submit(
        Incoming(
            subscriber=event.new_chat_member.user.id,
            input=MemberChanged(chats=(*name, str(event.chat.id)), member=is_in(event.new_chat_member)),
            update=event_update.update_id,
        )
    )
