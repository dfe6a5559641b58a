"""Who is in a channel or a group, as far as Telegram tells the bot."""

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import ChatMemberRestricted, ResultChatMemberUnion

from funnels.engine.effects.outside import CheckMember
from funnels.engine.inputs import MemberChecked

_IN = frozenset({"creator", "administrator", "member"})
_NOT_FOUND = ("member not found", "PARTICIPANT_ID_INVALID")
"""What Telegram says of people who were never in the chat."""


def is_in(member: ResultChatMemberUnion) -> bool:
    """Whether this is a member; one with restricted rights may be in the chat or not."""
    return member.status in _IN or (isinstance(member, ChatMemberRestricted) and member.is_member)


async def check(bot: Bot, person: int, question: CheckMember) -> MemberChecked:
    """Ask whether the person is in the chat; `member` is None where the bot cannot see that.

    Raises aiogram's TelegramAPIError where asking later may help.
    """
    member, reason = None, ""
    try:
        member = is_in(await bot.get_chat_member(question.chat, person))
    except (TelegramRetryAfter, TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError):
        raise
    except TelegramAPIError as error:
        reason = error.message
        if any(words in reason for words in _NOT_FOUND):
            member = False
    return MemberChecked(
        funnel=question.funnel,
        run=question.run,
        revision=question.revision,
        member=member,
        first=question.first,
        reason=f"{question.chat}: {reason}" if reason else "",
    )
