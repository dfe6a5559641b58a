"""Private chats: invitations into them, requests to join, and the way out.

The bot must be an administrator there with the right to invite people, and to ban them for the way out
(core.telegram.org/bots/api#createchatinvitelink, #approvechatjoinrequest, #banchatmember).
"""

from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.clock import Clock
from bot.members import is_in
from funnels.engine.effects.members import AnswerJoinRequest, Invitation, RemoveMember

LASTS = timedelta(days=7)
"""How long a link for one person works."""

NAME_LIMIT = 32
"""Characters of an invitation's name."""

_OVER = ("HIDE_REQUESTER_MISSING", "USER_ALREADY_PARTICIPANT")
"""What Telegram says of a request that somebody has answered, or taken back."""


class ChatError(Exception):
    """The chat cannot be managed by the bot; the text says which and why, for the owners."""


async def link(bot: Bot, person: int, invitation: Invitation, clock: Clock) -> str | None:
    """The address that lets this person in; None if they are in already: a spare link would let in somebody else.

    Raises ChatError, and aiogram's TelegramAPIError where asking later may help.
    """
    terms = (
        {"creates_join_request": True}
        if invitation.by_request
        else {"member_limit": 1, "expire_date": clock.now() + LASTS}
    )
    try:
        if await _is_in(bot, person, invitation.chat):
            return None
        made = await bot.create_chat_invite_link(invitation.chat, name=invitation.name[:NAME_LIMIT], **terms)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        raise ChatError(f"{invitation.chat}: {error.message}") from error
    return made.invite_link


async def remove(bot: Bot, person: int, effect: RemoveMember) -> None:
    """Out of the chat; the ban is lifted at once, so that they can come back. Raises as `link` does."""
    try:
        await bot.ban_chat_member(effect.chat, person)
        await bot.unban_chat_member(effect.chat, person, only_if_banned=True)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        raise ChatError(f"{effect.chat}: {error.message}") from error


async def answer(bot: Bot, person: int, effect: AnswerJoinRequest) -> None:
    """Let them in or not; a request that is answered already stays so. Raises as `link` does."""
    try:
        if effect.approve:
            await bot.approve_chat_join_request(effect.chat, person)
        else:
            await bot.decline_chat_join_request(effect.chat, person)
    except (TelegramBadRequest, TelegramForbiddenError) as error:
        if not any(words in error.message for words in _OVER):
            raise ChatError(f"{effect.chat}: {error.message}") from error


async def _is_in(bot: Bot, person: int, chat: str) -> bool:
    """Where Telegram does not know the person in the chat, they are not in it."""
    try:
        return is_in(await bot.get_chat_member(chat, person))
    except TelegramBadRequest:
        return False
