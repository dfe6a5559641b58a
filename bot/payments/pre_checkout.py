"""May this invoice be paid, now, by this person? Telegram waits ten seconds for the answer.

An invoice can be paid by anyone who sees it and more than once (tdlib/telegram-bot-api#603), so each question is
checked against the order.
"""

from datetime import timedelta

from aiogram.methods import AnswerPreCheckoutQuery
from aiogram.types import PreCheckoutQuery

from bot.context import Context
from bot.left import what_is_left
from bot.payments import promptly
from bot.payments.shipped import Shipped
from funnels.engine.hours import zone
from funnels.engine.left import Left
from funnels.engine.pricing import rises
from funnels.words import Word, say
from storage import orders
from storage.orders import OrderRow

RENEWED_WITHIN = timedelta(days=1)
"""How long before what is paid ends the next payment of a subscription may be taken."""


async def answer(context: Context, query: PreCheckoutQuery) -> None:
    """Say yes, or no with a reason the person understands."""

    async def decide() -> AnswerPreCheckoutQuery:
        refusal = await _refusal(context, query)
        words = None if refusal is None else say(refusal, query.from_user.language_code or context.settings.language)
        return AnswerPreCheckoutQuery(pre_checkout_query_id=query.id, ok=refusal is None, error_message=words)

    await promptly.answer(context.bot, decide, asked="pre-checkout", order=query.invoice_payload)


async def _refusal(context: Context, query: PreCheckoutQuery) -> Word | None:
    catalogue = context.runner.catalogue
    async with context.database.read() as connection:
        found = await orders.find(connection, [query.invoice_payload])
        left = await what_is_left(connection, catalogue, ())
    order = found.get(query.invoice_payload)
    return "order_unknown" if order is None else _refusal_of(context, query, order) or _no_longer(context, order, left)


def _refusal_of(context: Context, query: PreCheckoutQuery, order: OrderRow) -> Word | None:
    """In another currency the order is of an invoice to be paid otherwise, asked for since."""
    if refusal := closed(context, order, query.from_user.id):
        return refusal
    shipped, asked = Shipped.parse(query.shipping_option_id), order.price
    if shipped and shipped.price.currency != query.currency:
        return "price_changed"
    total = asked.amount + (shipped.price.amount if shipped else 0)
    return "price_changed" if query.currency == asked.currency and query.total_amount != total else None


def closed(context: Context, order: OrderRow, payer: int) -> Word | None:
    """Why this person cannot pay the order now, whatever they would pay; None: they can."""
    if order.subscriber_id != payer:
        return "not_for_you"
    if order.status in ("paid", "delivered"):
        return None if _is_to_be_renewed(context, order) else "already_bought"
    if order.status == "expired" or (order.expires_at is not None and context.clock.now() >= order.expires_at):
        return "price_changed" if _rises(context, order) else "offer_is_over"
    return "offer_is_over" if order.status != "open" else None


def _is_to_be_renewed(context: Context, order: OrderRow) -> bool:
    """Whether this can be the next payment of a subscription: Telegram does not say if it asks before it takes one."""
    if order.subscription not in ("active", "failed") or order.paid_until is None:
        return False
    return context.clock.now() >= order.paid_until - RENEWED_WITHIN


def _no_longer(context: Context, order: OrderRow, left: Left) -> Word | None:
    """Nothing is left, or the promo code of the price holds no longer."""
    if left.get((order.funnel, order.product, ""), 1) <= 0:
        return "sold_out"
    used_up = order.promo and left.get((order.funnel, order.product, order.promo), 1) <= 0
    return "promo_no_longer" if used_up or _promo_is_over(context, order) else None


def _rises(context: Context, order: OrderRow) -> bool:
    """Whether the offer goes on selling after its deadline, at another price."""
    script = context.runner.catalogue.live.get(order.funnel)
    place = script.places.get(order.step) if script else None
    return place is not None and rises(place.step, order.product)


def _promo_is_over(context: Context, order: OrderRow) -> bool:
    """Whether the date of the code has passed; one the live script has no more is still good for who was asked so."""
    script = context.runner.catalogue.live.get(order.funnel)
    product = script.products.get(order.product) if script else None
    promo = product.promo.get(order.promo) if product else None
    return bool(script and promo and promo.is_over(context.clock.now(), zone(script.timezone)))
