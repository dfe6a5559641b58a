"""What has a price: a product, and an offer that changes it."""

from pydantic import Field

from funnels.definition.methods import Prices
from funnels.definition.money import STARS, Money
from funnels.steps.base import ScriptModel


class Priced(ScriptModel):
    """Something with a price: a product, or an offer that changes it."""

    price: Prices = Field(
        default=(),
        description="The price in money; several in a list, each in another currency.",
        examples=["190 RUB", ["4900 RUB", "49 EUR"]],
    )
    stars: int | None = Field(default=None, strict=True, ge=1, le=100_000, description="The price in Telegram Stars.")

    def price_in(self, currency: str) -> Money | None:
        """The price in this currency, if there is one."""
        if currency == STARS:
            return Money(amount=self.stars, currency=STARS) if self.stars is not None else None
        return next((price for price in self.price if price.currency == currency), None)
