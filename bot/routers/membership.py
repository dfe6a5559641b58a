"""Who blocked the bot costs nothing until they come back; who joins a channel may stand at its gate."""

from asyncio import Future
from typing import Any

from aiogram.types import Chat, ChatJoinRequest, ChatMemberUpdated, Update

from bot.context import Context
from bot.incoming import Incoming
from bot.members import is_in
from bot.routers.people import profile_of
from funnels.engine.inputs import Blocked, Input, JoinRequested, MemberChanged, Unblocked

_OF_THE_BOT: dict[str, Input] = {"kicked": Blocked(), "member": Unblocked()}
"""What Telegram calls the bot where a person has blocked it, and where they have let it write again."""


async def changed(event: ChatMemberUpdated, event_update: Update, context: Context) -> "Future[Any] | None":
    """The bot's own membership in private chats.

    These updates may come after messages that were written later, so the end of a block is heeded as well as its
    beginning: among themselves they keep their order.
    """
    happened = _OF_THE_BOT.get(event.new_chat_member.status)
    if event.chat.type != "private" or happened is None:
        return None
    return context.runner.submit(Incoming(subscriber=event.chat.id, input=happened, update=event_update.update_id))


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
