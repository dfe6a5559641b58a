"""How an outbox row becomes one request to Telegram."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import CopyMessage as Copy
from aiogram.methods import TelegramMethod
from aiogram.types import LinkPreviewOptions, Message, MessageId
from msgspec.structs import replace

from bot.codes import Codes
from bot.connection import SendText
from bot.digest.sending import report
from bot.invitations import Invitations
from bot.keyboards import markup
from bot.media import Look
from bot.payments.method import NotNowError, RefusedError
from bot.payments.methods import Methods
from bot.payments.notices import notice as owners_notice
from bot.payments.refused_invoice import refused_invoice
from bot.staff.notices import notice
from bot.uploads import Uploads
from bot.web.clicks import ClickLinks
from funnels.engine.effects.members import AnswerJoinRequest, RemoveMember
from funnels.engine.effects.orders import CancelSubscription
from funnels.engine.effects.outside import CheckMember
from funnels.engine.effects.shown import AskPayment, Button, CopyMessage, SendMessage
from funnels.engine.effects.staff import NotifyOwners, NotifyStaff
from funnels.engine.goods import with_code
from storage.outbox import OutboxRow
from storage.payload import Payload, TellOwners, UnknownPayloadError

ASK_WITHIN = 8.0
"""Seconds a payment service has to begin a payment: the person waits for it."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(kw_only=True)
class Delivery:
    """Renders and sends rows for one bot."""

    bot: Bot
    uploads: Uploads
    language: str
    clicks: ClickLinks
    methods: Methods
    codes: Codes
    invitations: Invitations

    async def send(self, row: OutboxRow, *, paid: bool = False) -> int:
        """Send it; the message's id. `paid` lets a message of a script go beyond Telegram's free limit, for money.

        Raises aiogram's TelegramAPIError, MediaError for a file that is gone, ChatError for a chat that cannot be
        opened, NoCodeError where the codes ran out, UnknownPayloadError for what nobody can read, NotNowError and
        RefusedError for a payment that cannot be asked for.
        """
        effect = await self._complete(row, row.payload)
        match effect:
            case SendMessage() if effect.media:
                look = Look(caption=effect.text, markup=markup(row.chat_id, effect, self.clicks), paid=paid)
                return await self.uploads.send(row, effect.media, look)
            case SendMessage():
                request: TelegramMethod[Any] = SendText(
                    chat_id=row.chat_id,
                    text=effect.text,
                    reply_markup=markup(row.chat_id, effect, self.clicks),
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_NO_PREVIEW if effect.purpose == "reply" else None,
                    allow_paid_broadcast=paid or None,
                )
            case AskPayment():
                return await self._ask(row.chat_id, effect)
            case NotifyOwners():
                request = owners_notice(row.chat_id, effect, self.language)
            case NotifyStaff():
                request = notice(row.chat_id, effect, self.language)
            case TellOwners():
                request = await report(row.chat_id, effect)
            case CopyMessage():
                request = Copy(chat_id=row.chat_id, from_chat_id=effect.chat, message_id=effect.message)
            case CheckMember() | RemoveMember() | AnswerJoinRequest() | CancelSubscription():
                raise TypeError("a question is not sent but asked: bot.sender")
            case UnknownPayloadError():
                raise effect
        sent: Message | MessageId = await self.bot(request)
        return sent.message_id

    async def _complete(self, row: OutboxRow, effect: Payload | UnknownPayloadError) -> Payload | UnknownPayloadError:
        """Goods with what is made for them only now: a code of their own, a way into a chat."""
        if isinstance(effect, SendMessage) and effect.codes:
            effect = replace(effect, text=with_code(effect.text, await self.codes.take(row, effect)))
        if isinstance(effect, SendMessage) and effect.invitation:
            address = await self.invitations.link(row, effect, effect.invitation)
            if address is not None:
                button = Button(text=effect.invitation.label, data="", url=address, direct=True)
                effect = replace(effect, buttons=(*effect.buttons, (button,)))
        return effect

    async def _ask(self, chat: int, asked: AskPayment) -> int:
        method = next((method for name, method in self.methods.items() if name == asked.method), None)
        if method is None:
            raise RefusedError(f"this bot has no settings for {asked.method} any more")
        try:
            async with asyncio.timeout(ASK_WITHIN):
                request = await method.ask(chat, asked)
        except TimeoutError:
            raise NotNowError(f"{asked.method} did not answer within {ASK_WITHIN:g} s") from None
        try:
            return (await self.bot(request)).message_id
        except TelegramBadRequest as error:
            raise RefusedError(refused_invoice(str(error), asked)) from error
