"""The ways to pay, and where each has its price."""

from typing import Literal

from funnels.definition.money import STARS, Money

Method = Literal["stars", "manual"]

PRICE_KEYS: dict[Method, str] = {"stars": "stars", "manual": "price"}
"""The key under which a product, and an offer that changes it, has the price for each way to pay."""


def price_in(said: object, method: Method) -> Money | None:
    """The price for this way to pay that a product or a step says, if it says one; a bare number is Stars."""
    price = getattr(said, PRICE_KEYS[method], None)
    return Money(amount=price, currency=STARS) if isinstance(price, int) else price
