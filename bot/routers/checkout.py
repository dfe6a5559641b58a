"""What Telegram asks before a payment: it waits ten seconds, so it is answered at once, beside everything else.

Nothing is kept of these questions, so no other update waits for their answers.
"""

from aiogram.types import PreCheckoutQuery, ShippingQuery

from bot.context import Context
from bot.payments import pre_checkout, shipping


async def asked(query: PreCheckoutQuery, context: Context) -> None:
    """May this invoice be paid, now, by this person?"""
    context.tasks.spawn(pre_checkout.answer(context, query), name="pre-checkout")


async def asked_to_ship(query: ShippingQuery, context: Context) -> None:
    """In what ways does it reach this address?"""
    context.tasks.spawn(shipping.answer(context, query), name="shipping")
