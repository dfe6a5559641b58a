"""What owners are told about an order, with the buttons it needs; a photo or a document comes with its notice."""

import html

from aiogram.methods import SendDocument, SendMessage, SendPhoto

from bot.payments import decisions
from bot.words import say
from funnels.definition.money import format_money
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.orders import OrderRef


def notice(chat: int, effect: NotifyOwners, language: str) -> SendMessage | SendPhoto | SendDocument:
    """The request that tells it to this owner."""
    ref = OrderRef.parse(effect.order)
    who = effect.payer or (ref.subscriber if ref else 0)
    text = say(
        effect.about,
        language,
        title=html.escape(effect.title),
        money=format_money(effect.money, language) if effect.money else "",
        reason=html.escape(effect.reason),
        who=f'<a href="tg://user?id={who}">{html.escape(effect.name or str(who))}</a>' if who else "",
        order=html.escape(effect.order),
    ).rstrip()
    text += f"\n\n{html.escape(effect.details, quote=False)}" if effect.details else ""
    buttons = decisions.keyboard(effect.about, effect.order, language)
    match effect.file_kind:
        case "photo":
            return SendPhoto(chat_id=chat, photo=effect.file, caption=text, reply_markup=buttons)
        case "document":
            return SendDocument(chat_id=chat, document=effect.file, caption=text, reply_markup=buttons)
        case _:
            return SendMessage(chat_id=chat, text=text, reply_markup=buttons)
