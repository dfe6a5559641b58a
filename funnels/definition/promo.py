"""Promo codes of a product: what each takes off, until when, and how many may use it."""

import re
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from funnels.definition.common_dates import CommonDate, end_of
from funnels.definition.explain import wrong
from funnels.definition.money import Money, exponent
from funnels.engine.limits import CODE_LIMIT
from funnels.steps.priced import Priced

if TYPE_CHECKING:
    from typing import Self

_CODE = re.compile(r"[^\W_]+(?:[-_][^\W_]+)*")
_PERCENT = re.compile(r"([1-9]\d?)\s*%")


def _read_code(value: object) -> object:
    text = str(value)
    if not _CODE.fullmatch(text) or len(text) > CODE_LIMIT:
        raise wrong(f"`{text}` cannot be a promo code", f"write 1-{CODE_LIMIT} letters and digits, with single - or _")
    return text


def _read_percent(value: object) -> object:
    match = _PERCENT.fullmatch(str(value).strip())
    if match is None:
        raise wrong(f"`{value}` is no part of a price", "write it in percent, from 1% to 99%: off: 20%")
    return int(match[1])


Code = Annotated[str, BeforeValidator(_read_code), WithJsonSchema({"type": "string", "pattern": f"^{_CODE.pattern}$"})]
Percent = Annotated[
    int,
    BeforeValidator(_read_percent),
    WithJsonSchema({"title": "percent", "type": "string", "examples": ["20%"], "pattern": r"^[1-9]\d?\s*%$"}),
]


class Promo(Priced):
    """What one code is worth: a part of the price off, or a price of its own. It never makes anything dearer.

    A person writes the code, in capitals or not, while an offer of the product is before them, or comes with it by a
    link: `t.me/BOT?start=book__vk-march__SPRING`. They get the new price and new pay buttons. A paid order counts as
    one use, until its money goes back; whoever has paid the lower price gets the goods, also past the last use.

    ```yaml
    products:
      course:
        title: Course
        price: 4900 RUB
        stars: 2500
        promo:
          SPRING: {off: 20%, until: 2026-04-01, uses: 100}
          FRIEND: {price: 3900 RUB, stars: 2000}
        deliver: {text: Here is the course.}
    ```
    """

    off: Percent | None = Field(default=None, description="How much is taken off every price; rounded down.")
    until: CommonDate | None = Field(
        default=None, description="Until when it holds, on the funnel's clock; a day without an hour is included."
    )
    uses: int | None = Field(default=None, strict=True, ge=1, description="How many orders may be paid with it.")

    @model_validator(mode="after")
    def _worth_something(self) -> "Self":
        own = bool(self.price) or self.stars is not None
        if self.off is None and not own:
            raise wrong("this code changes no price", "add off: 20%, or price: or stars: of its own")
        if self.off is not None and own:
            raise wrong("a code takes a part off or has a price, not both", "keep off:, or price: and stars:")
        return self

    def lowered(self, price: Money) -> Money:
        """The price with the code: never more than without it, and never nothing."""
        if self.off is None:
            own = self.price_in(price.currency)
            return min(price, own) if own else price
        amount = price.amount * (100 - self.off) // 100
        unit: int = 10 ** exponent(price.currency)
        if price.amount % unit == 0 and amount >= unit:
            amount -= amount % unit  # a price in whole roubles stays one
        return Money(amount=max(amount, 1), currency=price.currency)

    def is_over(self, now: datetime, zone: tzinfo) -> bool:
        """Whether its date has passed on the clocks of the zone."""
        return self.until is not None and now >= end_of(self.until, now, zone)
