"""What is sold: its price by each way to pay, and what is handed over."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field, ValidationInfo, field_validator, model_validator

from funnels.definition.explain import wrong
from funnels.definition.methods import Way, WrittenWay
from funnels.definition.money import STARS, Money
from funnels.definition.promo import Code, Promo
from funnels.definition.templates import Label, Template
from funnels.definition.text import Text
from funnels.engine.limits import INVOICE_DESCRIPTION_LIMIT, INVOICE_TITLE_LIMIT
from funnels.steps.delivery import Delivery
from funnels.steps.priced import Priced

if TYPE_CHECKING:
    from typing import Self

    from funnels.steps.base import Step


class Product(Priced):
    """One thing that is sold.

    Telegram's terms let bots sell digital goods for Stars only; money by hand is for physical goods and services. The
    decision is yours. Paying by hand, the person presses “I have paid” and an owner confirms it.

    ```yaml
    products:
      webinar:
        title: Webinar “The first ten dates”
        price: 190 RUB
        stars: 100
        pay: [stars, manual]
        manual: Transfer {{ price }} to the card 0000 0000.
        deliver: {text: "Here is [the webinar](https://example.com/live)."}
    ```
    """

    title: Label = Field(description="Its name, at most 32 characters: it is the invoice's title.")
    description: Label | None = Field(default=None, description="A sentence for the invoice, at most 255 characters.")
    pay: tuple[WrittenWay, ...] = Field(
        default=(),
        description="Ways to pay, in the order of their buttons. Default: stars and manual, where they have a price.",
    )
    manual: Template | None = Field(default=None, description="How to pay by hand, shown before “I have paid”.")
    stock: int | None = Field(
        default=None, strict=True, ge=1, description="How many there are; sold out is refused. Default: no limit."
    )
    promo: Mapping[Code, Promo] = Field(
        default_factory=dict, description="Promo codes, and what each is worth; capitals do not matter."
    )
    deliver: Delivery = Field(description="What is handed over after the payment.")

    @field_validator("pay")
    @classmethod
    def _ways(cls, pay: tuple[Way, ...], info: ValidationInfo) -> tuple[Way, ...]:
        if len(set(pay)) < len(pay):
            raise wrong("a way to pay is written twice", "keep one of them")
        stars, prices = info.data.get("stars", 1), info.data.get("price", True)
        for way in pay:
            if way.method == "stars" and stars is None:
                raise wrong("there is no price in Stars to pay", "add, for example, stars: 100")
            if way.method != "stars" and not prices:
                raise wrong(f"there is no price to pay by {way.method}", "add, for example, price: 190 RUB")
            known = [price.currency for price in prices] if isinstance(prices, tuple) else [way.currency]
            if way.currency and way.currency not in known:
                raise wrong(
                    f"there is no price in {way.currency}", f"add one under price:, or write {way.method} {known[0]}"
                )
        return pay

    @field_validator("promo")
    @classmethod
    def _codes_differ(cls, promo: Mapping[str, Promo]) -> Mapping[str, Promo]:
        folded: dict[str, str] = {}
        for code in promo:
            if (same := folded.setdefault(code.casefold(), code)) != code:
                raise wrong(f"`{same}` and `{code}` are one promo code", "keep one of them")
        return promo

    @field_validator("title", "description")
    @classmethod
    def _fits_an_invoice(cls, text: Text | None, info: ValidationInfo) -> Text | None:
        limit = INVOICE_TITLE_LIMIT if info.field_name == "title" else INVOICE_DESCRIPTION_LIMIT
        if text is not None and text.plain_length > limit:
            raise wrong(
                f"an invoice takes {limit} characters of the {info.field_name}, this has {text.plain_length}",
                "shorten it; the rest can go to `description`" if info.field_name == "title" else "shorten it",
            )
        return text

    @model_validator(mode="after")
    def _priced(self) -> "Self":
        if not self.price and self.stars is None:
            raise wrong("the product has no price", "add price: 190 RUB, or stars: 100, or both")
        return self

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {code.casefold(): code for code in self.promo}

    def code(self, text: str) -> str | None:
        """The promo code somebody has written, as the script writes it."""
        return self._codes.get(text.strip().casefold())

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """The ways to pay."""
        if self.pay:
            return self.pay
        stars: tuple[Way, ...] = (Way("stars"),) if self.stars is not None else ()
        return (*stars, Way("manual")) if self.price else stars

    def currency_of(self, way: Way) -> str:
        """The currency in which this way asks; it must be one of `ways`."""
        return STARS if way.method == "stars" else way.currency or self.price[0].currency

    def price_by(self, way: Way, step: "Step | None" = None) -> Money:
        """What it costs when paid this way, with what a step that offers it changes; one of `ways`."""
        currency = self.currency_of(way)
        price = (step.price_in(currency) if step else None) or self.price_in(currency)
        assert price is not None  # `_ways` has refused a way without one
        return price
