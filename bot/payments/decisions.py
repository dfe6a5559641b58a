"""What owners decide about money with one press: it has come, it has not, it is enough.

Pressing twice, or two owners at once, decides once: a charge confirmed by hand is named after its claim. Presses count
in the order in which they came.
"""

from asyncio import Future
from typing import Literal

import structlog
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admin import order_card
from bot.admin.order_words import say as order_say
from bot.context import Context
from bot.goods import send_again
from bot.incoming import Incoming
from bot.toasts import toast
from bot.words import Word, say
from funnels.engine.effects import Effect
from funnels.engine.effects.staff import OrderNotice
from funnels.engine.inputs import Input, Paid, PaymentAccepted, PaymentRefused
from storage import ledger, orders
from storage.orders import OrderRow

log = structlog.get_logger()

PREFIX = "~c:"

Decision = Literal["yes", "no", "take", "sell", "again"]

SIGNS: dict[Decision, str] = {"yes": "y", "no": "n", "take": "t", "sell": "s", "again": "a"}
"""An order's name leaves little room in a button."""

_DECISIONS = {sign: decision for decision, sign in SIGNS.items()}

_BUTTONS: dict[Decision, Word] = {
    "yes": "confirm",
    "no": "refuse",
    "take": "accept",
    "sell": "deliver_anyway",
    "again": "send_again",
}
_DONE: dict[Decision, Word] = {"yes": "confirmed", "no": "refused", "take": "accepted", "sell": "accepted"}
_ASKED: dict[OrderNotice, tuple[Decision, ...]] = {
    "claimed": ("yes", "no"),
    "proof": ("yes", "no"),
    "claim_waits": ("yes", "no"),
    "paid_short": ("take",),
    "paid_sold_out": ("sell",),
    "not_delivered": ("again",),
    "overdue": ("again",),
}
"""The decisions each notice asks for."""

_CAN_GO_BACK: frozenset[OrderNotice] = frozenset({"not_delivered", "overdue"})
"""Notices below which the money can be given back instead."""


def button_data(decision: Decision, order: str) -> str:
    """What a button for this decision carries."""
    return f"{PREFIX}{SIGNS[decision]}:{order}"


def keyboard(about: OrderNotice, order: str, language: str) -> InlineKeyboardMarkup | None:
    """The buttons under an owner's notice, if it asks for a decision."""
    row = [
        InlineKeyboardButton(text=say(_BUTTONS[decision], language), callback_data=button_data(decision, order))
        for decision in _ASKED.get(about, ())
    ]
    if about in _CAN_GO_BACK:
        refund = order_card.button_data("ask_back", order)
        row.append(InlineKeyboardButton(text=order_say("refund", language), callback_data=refund))
    return InlineKeyboardMarkup(inline_keyboard=[row]) if row else None


async def decide(context: Context, query: CallbackQuery) -> None:
    """An owner pressed one of them. Done when the decision is kept; the owner is answered beside that."""
    sign, _, key = (query.data or "").removeprefix(PREFIX).partition(":")
    decision = _DECISIONS.get(sign)
    if decision == "again":
        await _send_again(context, query, key)
        return
    language = context.settings.language
    async with context.decisions:
        done = await _begin(context, decision, key, query.from_user.id) if decision else None
    effects = await done if done else ()
    word = _DONE[decision] if decision and effects else "decided_already"
    context.tasks.spawn(_close(context, query, say(word, language)), name="close a notice")


async def _begin(context: Context, decision: Decision, key: str, staff: int) -> "Future[tuple[Effect, ...]] | None":
    """Hand the decision over; None where there is nothing to decide any more."""
    async with context.database.read() as connection:
        order = (await orders.find(connection, [key])).get(key)
        confirmed = decision == "yes" and order is not None and await _is_confirmed(connection, order)
    if order is None or order.status in ("paid", "delivered", "refunded") or confirmed:
        return None
    return context.runner.submit(Incoming(subscriber=order.subscriber_id, input=_input(decision, order, staff)))


async def _is_confirmed(connection: AsyncConnection, order: OrderRow) -> bool:
    """Whether the money the person spoke of is kept already, though it did not pay the order: it was sold out, say."""
    if order.claimed_at is not None:
        return False
    answers = [entry.method for entry in await ledger.history(connection, order.order) if _answers(entry)]
    return answers[-1:] == ["manual"]


def _answers(entry: ledger.Entry) -> bool:
    """Whether it is about a transfer: that the person speaks of one, that it was not found, or that it has come."""
    by_hand = entry.method == "manual" and entry.entry in ("paid", "short", "sold_out", "extra")
    return by_hand or entry.entry in ("claimed", "claim_refused")


async def _send_again(context: Context, query: CallbackQuery, order: str) -> None:
    """What was paid back or has arrived meanwhile is not sent."""
    waits = await send_again(context, order, staff=query.from_user.id)
    word: Word = "sent_again" if waits else "decided_already"
    context.tasks.spawn(_close(context, query, say(word, context.settings.language)), name="close a notice")


def _input(decision: Decision, order: OrderRow, staff: int) -> Input:
    if decision == "yes":
        charge = (
            f"manual:{order.order}:{order.claimed_at.timestamp():.0f}" if order.claimed_at else f"manual:{order.order}"
        )
        return Paid(order=order.order, method="manual", money=order.price, charge=charge, staff=staff)
    if decision == "no":
        return PaymentRefused(order=order.order, staff=staff)
    return PaymentAccepted(order=order.order, staff=staff)


async def _close(context: Context, query: CallbackQuery, said: str) -> None:
    notice = query.message
    if isinstance(notice, Message):
        text = f"{notice.html_text}\n\n<b>{said}</b>"
        edit = notice.edit_text(text) if notice.text else notice.edit_caption(caption=text)
        context.edits.put(notice, edit)
    await toast(query, said)
