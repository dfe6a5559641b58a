"""Can it be brought there, and for how much? Asked as soon as an address is filled in, and answered at once.

The ways to bring it are those of the live script, so that one that is no longer there is not promised any more.
"""

from collections.abc import Iterable

from aiogram.methods import AnswerShippingQuery
from aiogram.types import LabeledPrice, ShippingQuery
from aiogram.types import ShippingOption as Offered

from bot.context import Context
from bot.payments import promptly
from bot.payments.pre_checkout import closed
from bot.payments.shipped import Shipped
from funnels.definition.products import Product
from funnels.definition.shipping import country_name
from funnels.words import say
from storage import orders

MOST_NAMED = 10
"""Countries named to whoever lives in another one."""


async def answer(context: Context, query: ShippingQuery) -> None:
    """Say in what ways it reaches that address, or why it cannot."""

    async def decide() -> AnswerShippingQuery:
        async with context.database.read() as connection:
            order = (await orders.find(connection, [query.invoice_payload])).get(query.invoice_payload)
        language = query.from_user.language_code or context.settings.language
        refusal = "order_unknown" if order is None else closed(context, order, query.from_user.id)
        product = context.runner.catalogue.product(order.funnel, order.product) if order else None
        if order is None or refusal or product is None or not product.shipping:
            return _no(query, say(refusal or "price_changed", language))
        offered = _offered(product, order.price.currency, query.shipping_address.country_code)
        if offered:
            return AnswerShippingQuery(shipping_query_id=query.id, ok=True, shipping_options=offered)
        return _no(query, say("not_shipped_there", language, countries=_served(product, language)))

    await promptly.answer(context.bot, decide, asked="shipping", order=query.invoice_payload)


def _no(query: ShippingQuery, words: str) -> AnswerShippingQuery:
    return AnswerShippingQuery(shipping_query_id=query.id, ok=False, error_message=words)


def _offered(product: Product, currency: str, country: str) -> list[Offered]:
    """Those that go to the country, in the script's order.

    The question does not say the invoice's currency: it is that of the order, unless another way to pay was looked at
    since. An option in the wrong one is refused when the payment is confirmed.
    """
    asked = [product.currency_of(way) for way in product.ways if way.method == "provider"]
    currency = currency if currency in asked else next(iter(asked), currency)
    return [
        Offered(
            id=str(Shipped(name, price)),
            title=option.title,
            prices=[LabeledPrice(label=option.title, amount=price.amount)],
        )
        for name, option in product.shipping.items()
        if option.reaches(country) and (price := option.price_in(currency)) is not None
    ]


def _served(product: Product, language: str) -> str:
    codes: Iterable[str] = dict.fromkeys(code for option in product.shipping.values() for code in option.countries)
    names = [country_name(code, language) for code in codes]
    return ", ".join(names[:MOST_NAMED]) + (", …" if names[MOST_NAMED:] else "")
