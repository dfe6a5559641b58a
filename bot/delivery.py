"""How an outbox row becomes one request to Telegram."""

import html
from dataclasses import dataclass

from aiogram import Bot
from aiogram.methods import SendMessage as SendText
from aiogram.methods import TelegramMethod
from aiogram.types import LinkPreviewOptions, Message

from bot.keyboards import markup
from bot.media import Look
from bot.payments import manual, stars
from bot.uploads import Uploads
from bot.web.clicks import ClickLinks
from bot.words import say
from funnels.definition.money import format_money
from funnels.engine.effects import ClaimPayment, NotifyOwners, SendInvoice, SendMessage
from funnels.engine.orders import OrderRef
from storage.outbox import OutboxRow

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(kw_only=True)
class Delivery:
    """Renders and sends rows for one bot."""

    bot: Bot
    uploads: Uploads
    language: str
    clicks: ClickLinks

    async def send(self, row: OutboxRow) -> int:
        """Send it; the message's id. Raises aiogram's TelegramAPIError, MediaError for a file that is gone."""
        effect = row.payload
        match effect:
            case SendMessage() if effect.media:
                look = Look(caption=effect.text, markup=markup(row.chat_id, effect, self.clicks))
                return await self.uploads.send(row, effect.media, look)
            case SendMessage():
                request: TelegramMethod[Message] = SendText(
                    chat_id=row.chat_id,
                    text=effect.text,
                    reply_markup=markup(row.chat_id, effect, self.clicks),
                    link_preview_options=_NO_PREVIEW if effect.purpose == "reply" else None,
                )
            case SendInvoice():
                request = stars.invoice(row.chat_id, effect)
            case NotifyOwners() | ClaimPayment():
                request = self._notice(row.chat_id, effect)
        return (await self.bot(request)).message_id

    def _notice(self, chat: int, effect: NotifyOwners | ClaimPayment) -> SendText:
        claim = isinstance(effect, ClaimPayment)
        ref = OrderRef.parse(effect.order)
        payer = 0 if isinstance(effect, ClaimPayment) else effect.payer
        who = payer or (ref.subscriber if ref else 0)
        return SendText(
            chat_id=chat,
            text=say(
                "claimed" if isinstance(effect, ClaimPayment) else effect.about,
                self.language,
                title=html.escape(effect.title),
                money=format_money(effect.price if isinstance(effect, ClaimPayment) else effect.money, self.language),
                who=f'<a href="tg://user?id={who}">{who}</a>' if who else "",
                order=html.escape(effect.order),
            ),
            reply_markup=manual.keyboard(effect.order, self.language) if claim else None,
        )
