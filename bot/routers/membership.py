"""Who blocked the bot costs nothing until they come back; who joins a channel may stand at its gate."""

from asyncio import Future
from typing import Any

from aiogram.types import Chat, ChatJoinRequest, ChatMemberUpdated, Update

from bot.context import Context
from bot.incoming import Incoming
from bot.members import is_in
from bot.routers.people import profile_of
from funnels.engine.inputs import Blocked, JoinRequested, MemberChanged


async def changed(event: ChatMemberUpdated, event_update: Update, context: Context) -> "Future[Any] | None":
    """The bot's own membership in private chats."""
    if event.chat.type != "private" or event.new_chat_member.status != "kicked":
        return None
    return context.runner.submit(Incoming(subscriber=event.chat.id, input=Blocked(), update=event_update.update_id))


async def asked_to_join(event: ChatJoinRequest, event_update: Update, context: Context) -> "Future[Any]":
    """A request to join a channel or group the bot administers."""
    return context.runner.submit(
        Incoming(
            subscriber=event.from_user.id,
            input=JoinRequested(chats=_names(event.chat)),
            profile=profile_of(event.from_user),
            update=event_update.update_id,
        )
    )


def _names(chat: Chat) -> tuple[str, ...]:
    """Its name where it has one, then its number."""
    name = [f"@{chat.username.casefold()}"] if chat.username else []
    return (*name, str(chat.id))


async def joined_or_left(event: ChatMemberUpdated, event_update: Update, context: Context) -> "Future[Any]":
    """People's membership in the channels and groups the bot administers."""
    return context.runner.submit(
        Incoming(
            subscriber=event.new_chat_member.user.id,
            input=MemberChanged(chats=_names(event.chat), member=is_in(event.new_chat_member)),
            update=event_update.update_id,
        )
    )
