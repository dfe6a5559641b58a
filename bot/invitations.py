"""Private chats: invitations into them, requests to join, and the way out.

The bot must be an administrator there with the right to invite people, and to ban them for the way out
(core.telegram.org/bots/api#createchatinvitelink, #revokechatinvitelink, #approvechatjoinrequest, #banchatmember).
"""

from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

from bot.clock import Clock
from bot.members import is_in
from funnels.engine.effects.members import AnswerJoinRequest, Invitation, RemoveMember
from funnels.engine.effects.shown import SendMessage
from storage import invitations
from storage.database import Database
from storage.invitations import Link
from storage.outbox import OutboxRow

LASTS = timedelta(days=7)
"""How long a link for one person works."""

NAME_LIMIT = 32
"""Characters of an invitation's name."""

_OVER = ("HIDE_REQUESTER_MISSING", "USER_ALREADY_PARTICIPANT")
"""What Telegram says of a request that somebody has answered, or taken back."""

_GONE = "INVITE_HASH_EXPIRED"
"""What Telegram says of a link it does not know any more."""


class ChatError(Exception):
    """The chat cannot be managed by the bot; the text says which and why, for the owners."""


@dataclass(frozen=True, kw_only=True)
class Invitations:
    """Makes links and takes them away, answers those who ask to be let in, asks others to leave."""

    bot: Bot
    database: Database
    clock: Clock

    async def link(self, row: OutboxRow, goods: SendMessage, invitation: Invitation) -> str | None:
        """The address that lets this person in; None if they are in already: a spare link would let in somebody else.

        An order has one that works: it is sent again as it is where the message may not have arrived, and revoked
        for a new one where it has. A crash before it is kept leaves one that nobody knows.

        Raises ChatError, and aiogram's TelegramAPIError where asking later may help.
        """
        chat, given_to = invitation.chat, goods.order or f"outbox:{row.id}"
        try:
            if await self._is_in(row.chat_id, chat):
                return None
            async with self.database.read() as connection:
                known = await invitations.find(connection, given_to, chat, self.clock.now())
            if known is not None and row.message_id is None:
                return known
            if known is not None:
                await self._revoke(chat, known)
            return await self._make(row.chat_id, given_to, invitation)
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            raise ChatError(f"{chat}: {error.message}") from error

    async def remove(self, person: int, effect: RemoveMember) -> None:
        """Out of the chat, and no link of theirs leads back; the ban is lifted at once, so that they can buy again.

        Raises as `link` does.
        """
        async with self.database.read() as connection:
            links = await invitations.of_person(connection, person, effect.chat, self.clock.now())
        try:
            for link in links:
                await self._revoke(effect.chat, link)
            await self.bot.ban_chat_member(effect.chat, person)
            await self.bot.unban_chat_member(effect.chat, person, only_if_banned=True)
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            raise ChatError(f"{effect.chat}: {error.message}") from error

    async def answer(self, person: int, effect: AnswerJoinRequest) -> None:
        """Let them in or not; a request that is answered already stays so. Raises as `link` does."""
        try:
            if effect.approve:
                await self.bot.approve_chat_join_request(effect.chat, person)
            else:
                await self.bot.decline_chat_join_request(effect.chat, person)
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            if not any(words in error.message for words in _OVER):
                raise ChatError(f"{effect.chat}: {error.message}") from error

    async def _make(self, person: int, given_to: str, invitation: Invitation) -> str:
        until = None if invitation.by_request else self.clock.now() + LASTS
        terms = {"member_limit": 1, "expire_date": until} if until else {"creates_join_request": True}
        name = invitation.name[:NAME_LIMIT]
        made = await self.bot.create_chat_invite_link(invitation.chat, name=name, **terms)
        link = Link(given_to=given_to, chat=invitation.chat, person=person, link=made.invite_link, until=until)
        async with self.database.write() as connection:
            await invitations.keep(connection, link)
        return made.invite_link

    async def _revoke(self, chat: str, link: str) -> None:
        """One that somebody has taken away already is gone all the same."""
        try:
            await self.bot.revoke_chat_invite_link(chat, link)
        except TelegramBadRequest as error:
            if _GONE not in error.message:
                raise
        async with self.database.write() as connection:
            await invitations.forget(connection, chat, link)

    async def _is_in(self, person: int, chat: str) -> bool:
        """Where Telegram does not know the person in the chat, they are not in it."""
        try:
            return is_in(await self.bot.get_chat_member(chat, person))
        except TelegramBadRequest:
            return False
