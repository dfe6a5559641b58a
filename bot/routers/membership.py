"""Who blocked the bot costs nothing until they come back; coming back is their next message."""

import asyncio
from typing import Any

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated, Update

from bot.context import Context
from bot.runner import Incoming
from funnels.engine.inputs import Blocked


def router(context: Context) -> Router:
    """The bot's own membership in private chats."""
    membership = Router(name="membership")

    @membership.my_chat_member(F.chat.type == "private", F.new_chat_member.status == "kicked")
    async def blocked(event: ChatMemberUpdated, event_update: Update) -> "asyncio.Future[Any]":
        return context.runner.submit(
            Incoming(subscriber=event.chat.id, input=Blocked(), update=event_update.update_id)
        )

    return membership
