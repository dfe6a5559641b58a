"""What is sold: its price by each way to pay, and what is handed over."""

from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field, ValidationInfo, field_validator, model_validator

from funnels.definition.explain import wrong
from funnels.definition.methods import PRICE_KEYS, Method, price_in
from funnels.definition.money import Money, PriceInMoney
from funnels.definition.templates import Label, Template
from funnels.definition.text import Text
from funnels.engine.limits import INVOICE_DESCRIPTION_LIMIT, INVOICE_TITLE_LIMIT
from funnels.steps.base import ScriptModel
from funnels.steps.delivery import Delivery

if TYPE_CHECKING:
    from typing import Self


class Product(ScriptModel):
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
    price: PriceInMoney | None = Field(
        default=None, description="The price in money.", examples=["190 RUB", "49.90 EUR"]
    )
    stars: int | None = Field(default=None, strict=True, ge=1, le=100_000, description="The price in Telegram Stars.")
    pay: tuple[Method, ...] = Field(
        default=(),
        description="Ways to pay, in the order of their buttons. Default: every one that has a price.",
    )
    manual: Template | None = Field(default=None, description="How to pay by hand, shown before “I have paid”.")
    deliver: Delivery = Field(description="What is handed over after the payment.")

    @field_validator("pay")
    @classmethod
    def _ways(cls, pay: tuple[Method, ...], info: ValidationInfo) -> tuple[Method, ...]:
        if len(set(pay)) < len(pay):
            raise wrong("a way to pay is written twice", "keep one of them")
        if "stars" in pay and info.data.get("stars", 1) is None:
            raise wrong("there is no price in Stars to pay", "add, for example, stars: 100")
        if "manual" in pay and info.data.get("price", 1) is None:
            raise wrong("there is no price to pay by hand", "add, for example, price: 190 RUB")
        return pay

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
        if self.price is None and self.stars is None:
            raise wrong("the product has no price", "add price: 190 RUB, or stars: 100, or both")
        return self

    @cached_property
    def methods(self) -> tuple[Method, ...]:
        """The ways to pay."""
        if self.pay:
            return self.pay
        return tuple(method for method in PRICE_KEYS if price_in(self, method) is not None)

    def price_by(self, method: Method) -> Money:
        """What it costs when paid this way; `method` must be one of `methods`."""
        price = price_in(self, method)
        if price is None:
            raise ValueError(f"{method} has no price here")
        return price
