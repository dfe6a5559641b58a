"""One order: what it is, everything that happened to it, and what an owner can do about it now."""

import html
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from babel.dates import format_date, format_datetime

from bot.admin import proofs
from bot.admin.order_words import ENTRIES, STATES, SUBSCRIPTIONS, OrderWord, say
from bot.admin.refund import give_back
from bot.context import Context
from bot.goods import send_again
from bot.incoming import Incoming
from bot.toasts import toast
from bot.words import say as staff_say
from funnels.definition.money import format_money
from funnels.definition.visible import clip_markup
from funnels.engine.inputs import CancelAsked
from funnels.engine.limits import TEXT_LIMIT
from funnels.engine.orders import OrderRef
from storage import ledger, orders, people, refunds
from storage.ledger import Entry
from storage.orders import OrderRow
from storage.refunds import Payment

PREFIX = "~o:"

Act = Literal["show", "card", "proofs", "ask_back", "refund", "give", "cancel", "unsubscribe", "again"]

SIGNS: dict[Act, str] = {
    "show": "s",
    "card": "c",
    "proofs": "p",
    "ask_back": "b",
    "refund": "r",
    "give": "g",
    "cancel": "x",
    "unsubscribe": "u",
    "again": "a",
}
"""An order's name leaves little room in a button."""

_ACTS = {sign: act for act, sign in SIGNS.items()}

_Shown = tuple[str, InlineKeyboardMarkup | None]


def button_data(act: Act, order: str, payment: int = 0) -> str:
    """What a button about an order carries: the act, the order's name, and which of its payments is to `give` back."""
    return f"{PREFIX}{SIGNS[act]}{payment or ''}:{order}"


def is_order(text: str) -> bool:
    """Whether the text has the form of an order's name."""
    return OrderRef.parse(text) is not None


async def show(context: Context, message: Message, order: str) -> None:
    """Show it in a message of its own."""
    text, buttons = await _card(context, order)
    await message.answer(text, reply_markup=buttons)


async def pressed(context: Context, query: CallbackQuery) -> None:
    """An owner pressed a button about an order; what has changed meanwhile is read anew."""
    said, _, order = (query.data or "").removeprefix(PREFIX).partition(":")
    act, payment = _ACTS.get(said[:1]), int(said[1:]) if said[1:].isdecimal() else 0
    shown, told = query.message, ""
    if not isinstance(shown, Message):
        await toast(query)
        return
    if act == "show":
        await show(context, shown, order)
    elif act == "proofs":
        await proofs.show(context, shown, order)
    elif act == "ask_back":
        text, buttons = await _how_much(context, order)
        await shown.answer(text, reply_markup=buttons)
    else:
        if act == "cancel":
            told = say(await _cancel(context, order, query.from_user.id), context.settings.language)
        elif act == "unsubscribe":
            told = say(await _end_subscription(context, order, query.from_user.id), context.settings.language)
        elif act == "again":
            told = await _send_again(context, order, query.from_user.id)
        elif act == "give":
            told = await _give_back(context, payment, order, query.from_user.id)
        text, buttons = await (_how_much(context, order) if act == "refund" else _card(context, order))
        context.edits.put(shown, shown.edit_text(text, reply_markup=buttons))
    await toast(query, told)


async def _card(context: Context, name: str) -> _Shown:
    language, zone = context.settings.language, ZoneInfo(context.settings.timezone)
    async with context.database.read() as connection:
        order = (await orders.find(connection, [name])).get(name)
        lines = await ledger.history(connection, name)
        paid = await refunds.payments_of(connection, name)
        buyer = await people.first_name(connection, order.subscriber_id) if order else ""
    if order is None:
        return say("no_such_order", language, name=html.escape(name)), None
    who = f'<a href="tg://user?id={order.subscriber_id}">{html.escape(buyer or str(order.subscriber_id))}</a>'
    head = (
        f"<b>{html.escape(order.title)}</b> · {format_money(order.price, language)} · {order.method}\n"
        f"{STATES[order.status][language]} · {who}\n"
        f"{_subscription(order, language, zone)}<code>{html.escape(name)}</code>"
    )
    history = "\n".join(_line(line, language, zone) for line in lines)
    parts = [head, *_filled_in(paid, language), f"<b>{say('history', language)}</b>\n{history}"]
    text = clip_markup("\n\n".join(parts), TEXT_LIMIT)
    return text, _buttons(order, paid, len(proofs.files(lines)), language)


def _subscription(order: OrderRow, language: str, zone: ZoneInfo) -> str:
    if not order.subscription or order.paid_until is None:
        return ""
    until = format_date(order.paid_until.astimezone(zone), "d MMM", locale=language)
    return SUBSCRIPTIONS[order.subscription][language].format(until=until) + "\n"


def _filled_in(paid: list[Payment], language: str) -> list[str]:
    """What came with each payment: who bought, where to, and by what name the provider's cabinet knows it."""
    told = []
    for info in (payment.info for payment in paid):
        shown = [html.escape(info.shown(language), quote=False)] if info.shown(language) else []
        if info.reference:
            shown.append(say("at_provider", language, name=html.escape(info.reference)))
        told.append("\n".join(shown))
    return [one for one in told if one]


def _buttons(order: OrderRow, paid: list[Payment], files: int, language: str) -> InlineKeyboardMarkup | None:
    acts: list[tuple[Act, OrderWord]] = []
    if any(payment.left.amount for payment in paid):
        acts.append(("refund", "refund"))
    if order.status in ("paid", "delivered"):
        acts.append(("again", "deliver_again"))
    if order.status == "open":
        acts.append(("cancel", "cancel"))
    row = [
        InlineKeyboardButton(text=say(word, language), callback_data=button_data(act, order.order))
        for act, word in acts
    ]
    if files:
        text = say("proofs", language, number=files)
        row.insert(0, InlineKeyboardButton(text=text, callback_data=button_data("proofs", order.order)))
    rows = [row] if row else []
    if order.subscription in ("active", "failed"):
        data = button_data("unsubscribe", order.order)
        rows.append([InlineKeyboardButton(text=say("end_subscription", language), callback_data=data)])
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


async def _how_much(context: Context, order: str) -> _Shown:
    """A button for each payment of which something is left: the second press is the confirmation."""
    language, zone = context.settings.language, ZoneInfo(context.settings.timezone)
    async with context.database.read() as connection:
        paid = await refunds.payments_of(connection, order)
        known = (await orders.find(connection, [order])).get(order)
    rows = [
        [
            InlineKeyboardButton(
                text=_to_give_back(payment, language, zone, dated=len(paid) > 1),
                callback_data=button_data("give", order, number),
            )
        ]
        for number, payment in enumerate(paid)
        if payment.left.amount
    ]
    back = InlineKeyboardButton(text=say("back", language), callback_data=button_data("card", order))
    names = [order] if len(rows) == 1 else [payment.charge for payment in paid if payment.left.amount]
    lines = "\n".join(f"<code>/refund {html.escape(name)} </code>" for name in names)
    too = f"\n\n{say('subscription_too', language)}" if known and known.subscription in ("active", "failed") else ""
    text = f"{say('how_much_back', language)}\n\n{lines}{too}" if rows else say("nothing_to_give_back", language)
    return text, InlineKeyboardMarkup(inline_keyboard=[*rows, [back]])


def _to_give_back(payment: Payment, language: str, zone: ZoneInfo, *, dated: bool) -> str:
    """Of several payments each says when it came: those of a subscription are alike."""
    text = say("give_back", language, money=format_money(payment.left, language))
    return f"{text} · {format_date(payment.at.astimezone(zone), 'd MMM', locale=language)}" if dated else text


async def _end_subscription(context: Context, order: str, staff: int) -> OrderWord:
    """Telegram is told; the person learns of it when that is done."""
    async with context.database.read() as connection:
        known = (await orders.find(connection, [order])).get(order)
    if known is None or known.subscription not in ("active", "failed"):
        return "cannot_cancel"
    await context.runner.submit(Incoming(subscriber=known.subscriber_id, input=CancelAsked(order=order, staff=staff)))
    return "subscription_ends"


async def _give_back(context: Context, payment: int, order: str, staff: int) -> str:
    async with context.database.read() as connection:
        paid = await refunds.payments_of(connection, order)
    if payment >= len(paid):
        return say("nothing_to_give_back", context.settings.language)
    return await give_back(context, paid[payment], None, reason="", staff=staff)


async def _cancel(context: Context, order: str, staff: int) -> OrderWord:
    """Nobody is asked for it any more; money that comes all the same still pays it."""
    async with context.database.write() as connection:
        entry = Entry(order=order, entry="cancelled", staff=staff)
        moved = await ledger.move(connection, "cancelled", entry, context.clock.now())
    return "cancelled" if moved else "cannot_cancel"


async def _send_again(context: Context, order: str, staff: int) -> str:
    """Goods that failed, or that the person has lost."""
    language = context.settings.language
    waits = await send_again(context, order, staff=staff, arrived=True)
    return staff_say("sent_again", language) if waits else say("not_sent_again", language)


def _line(line: Entry, language: str, zone: ZoneInfo) -> str:
    what = ENTRIES[line.entry][language]
    if line.entry == "paid" and line.money is None:
        what = say("taken", language)
    parts = [what]
    if line.money is not None:
        parts.append(format_money(line.money, language))
    if line.entry == "proof":
        parts += proofs.said(line, language)
    else:
        parts += [html.escape(part) for part in (line.method, line.note) if part]
    if line.staff:
        parts.append(f'<a href="tg://user?id={line.staff}">{line.staff}</a>')
    assert isinstance(line.at, datetime)  # a line that was read has its moment
    at = format_datetime(line.at.astimezone(zone), "d MMM HH:mm", locale=language)
    return f"{at} — {' · '.join(parts)}"
