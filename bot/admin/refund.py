"""`/refund ORDER [SUM] [REASON]`: money goes back in the way it came; a payment's own name does for the order's."""

import html

from aiogram.types import Message

from bot.admin.order_words import OrderWord, say
from bot.context import Context
from funnels.definition.findings import RefusedError
from funnels.definition.money import Money, format_money, parse_money
from storage import refunds
from storage.refunds import Payment

SENT_BY_HAND = frozenset({"manual", "link", "provider"})
"""Ways to be paid whose money the bot cannot send back: it writes down that somebody does."""


async def answer(context: Context, message: Message, arguments: str) -> None:
    """Write the refund down, or say what keeps it from being made."""
    language = context.settings.language
    name, _, rest = arguments.partition(" ")
    if not name:
        await message.answer(say("how_to_refund", language))
        return
    paid = await _payments(context, name)
    if not paid:
        await message.answer(say("no_such_order", language, name=html.escape(name)))
        return
    left = [payment for payment in paid if payment.left.amount]
    if not left:
        await message.answer(say("nothing_to_give_back", language))
        return
    if len(left) > 1:
        lines = "\n".join(
            f"<code>/refund {html.escape(payment.charge)}</code> · {format_money(payment.left, language)}"
            for payment in left
        )
        await message.answer(f"{say('which_payment', language)}\n\n{lines}")
        return
    currency = left[0].money.currency
    try:
        sum_, reason = _sum_and_reason(rest, currency)
    except RefusedError:
        await message.answer(say("not_a_sum", language, text=html.escape(rest), currency=currency))
        return
    staff = message.from_user.id if message.from_user else 0
    await message.answer(await give_back(context, left[0], sum_, reason=reason, staff=staff))


async def give_back(context: Context, payment: Payment, money: Money | None, *, reason: str, staff: int) -> str:
    """Ask for the refund of so much, or of all that is left; what to tell the owner."""
    language = context.settings.language
    money = money or payment.left
    shown, left = format_money(money, language), format_money(payment.left, language)
    if await context.refunds.ask(payment.order, payment.charge, money, reason=reason, staff=staff):
        word: OrderWord = "send_it_yourself" if payment.method in SENT_BY_HAND else "on_its_way"
        return say(word, language, money=shown, method=payment.method)
    if not payment.left.amount:
        return say("nothing_to_give_back", language)
    return say("stars_as_a_whole" if payment.method == "stars" else "cannot_go_back", language, left=left)


async def _payments(context: Context, name: str) -> list[Payment]:
    async with context.database.read() as connection:
        of_order = await refunds.payments_of(connection, name)
        if of_order:
            return of_order
        payment = await refunds.payment(connection, name)
    return [payment] if payment else []


def _sum_and_reason(text: str, currency: str) -> tuple[Money | None, str]:
    """`100 did not like it`, `100 RUB did not like it`, `did not like it`: what begins with a number is a sum.

    Raises:
        RefusedError: it begins with a number that is none: all of the money must not go back by a slip of the pen.
    """
    first, *others = text.split(maxsplit=2) or [""]
    if not first[:1].isdigit():
        return None, text.strip()
    for taken, written in ((1, " ".join([first, *others[:1]])), (0, first)):
        try:
            return parse_money(written), " ".join(others[taken:])
        except RefusedError:
            continue
    return parse_money(f"{first} {currency}"), " ".join(others)
