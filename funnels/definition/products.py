"""What is sold: its price by each way to pay, and what is handed over."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from pydantic import Field, ValidationInfo, field_validator, model_validator

from funnels.definition.durations import Duration
from funnels.definition.explain import wrong
from funnels.definition.methods import Way, WrittenWay
from funnels.definition.money import STARS, Money
from funnels.definition.promo import Code, Promo
from funnels.definition.receipts import Receipt
from funnels.definition.shipping import Ask, ShippingOption, WrittenAsks
from funnels.definition.templates import Label, Name, Template
from funnels.definition.text import Text
from funnels.engine.limits import (
    INVOICE_DESCRIPTION_LIMIT,
    INVOICE_TITLE_LIMIT,
    SUBSCRIPTION_PERIOD,
)
from funnels.steps.delivery import Delivery
from funnels.steps.priced import Priced

if TYPE_CHECKING:
    from typing import Self

REMIND = timedelta(days=3)

WITH_RECEIPT = ("yookassa", "provider")
"""The ways to pay that make a receipt of what they are told."""


class Product(Priced):
    """One thing that is sold.

    It is sold to a person once, unless it says `repeat:` or gives `access:` for a time. Access begins with the payment
    and is prolonged by the next one; a reminder with buttons to pay comes before its end, and at the end `orders` has
    the product no longer and the person leaves the chat it had opened.

    With `subscription: true` Telegram takes its price in Stars every 30 days by itself, until the person cancels it;
    access lasts as long as it is paid, and a day longer for a payment that is late. Other ways to pay of the same
    product are paid once and give access for the time of `access:`.

    Telegram's terms let bots sell digital goods for Stars only; money by hand is for physical goods and services. The
    decision is yours. Paying by hand, the person presses “I have paid” or sends the receipt, and an owner
    confirms it.

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
    claim_within: Duration = Field(
        default=timedelta(hours=4),
        description="How soon you look whether a transfer has come; then the owners are told again. Default: 4 hours.",
    )
    receipt: Receipt | None = Field(
        default=None, description="What its receipts say (54-FZ), where a payment service makes them."
    )
    stock: int | None = Field(
        default=None, strict=True, ge=1, description="How many there are; sold out is refused. Default: no limit."
    )
    promo: Mapping[Code, Promo] = Field(
        default_factory=dict, description="Promo codes, and what each is worth; capitals do not matter."
    )
    asks: WrittenAsks = Field(
        default=(),
        description="What Telegram's payment form asks besides the money (`pay: provider`): name, phone, email, "
        "address. Each is kept under that word: {{ phone }}.",
    )
    shipping: Mapping[Name, ShippingOption] = Field(
        default_factory=dict,
        description="How the goods can reach the person, chosen in that form after the address.",
    )
    deliver: Delivery = Field(description="What is handed over after the payment.")
    repeat: bool = Field(default=False, description="Whether it can be bought again, each time for its price.")
    subscription: bool = Field(
        default=False,
        description="Whether Telegram takes the price in Stars again every 30 days, until it is cancelled.",
    )
    access: Duration | None = Field(
        default=None,
        validate_default=True,
        description="How long it can be used, from the payment on. It can be bought again, which prolongs it. "
        "Default: for a subscription 30 days.",
    )
    remind: Duration | None = Field(
        default=None, description="How long before the end of `access` the reminder comes. Default: 3 days."
    )
    ends: Template | None = Field(
        default=None, description="The reminder, above buttons to buy it again; it knows {{ access_left }}."
    )
    ended: Template | None = Field(default=None, description="What is said when `access` has ended.")

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

    @field_validator("asks", "shipping")
    @classmethod
    def _of_the_form(
        cls, given: "tuple[Ask, ...] | Mapping[str, ShippingOption]", info: ValidationInfo
    ) -> "tuple[Ask, ...] | Mapping[str, ShippingOption]":
        pay: tuple[Way, ...] | None = info.data.get("pay")
        ways = [way for way in pay or () if way.method == "provider"]
        if given and pay is not None and not ways:
            raise wrong(
                f"`{info.field_name}` belongs to the payment form of Telegram, and `pay` has no provider",
                "add provider to pay:, or ask with a step: - ask: …",
            )
        prices: tuple[Money, ...] = info.data.get("price", ())
        for name, option in given.items() if isinstance(given, Mapping) else ():
            for way in ways:
                currency = way.currency or (prices[0].currency if prices else "")
                if currency and option.price_in(currency) is None:
                    raise wrong(f"`{name}` has no price in {currency}, in which the goods are paid", "add one")
        return given

    @field_validator("receipt")
    @classmethod
    def _is_made(cls, receipt: Receipt | None, info: ValidationInfo) -> Receipt | None:
        pay, prices = info.data.get("pay"), info.data.get("price")
        if receipt and pay is not None and prices is not None:
            first = prices[0].currency if prices else ""
            if not any(way.method in WITH_RECEIPT and (way.currency or first) == "RUB" for way in pay):
                raise wrong(
                    "nobody makes this receipt: it is of payments in roubles by yookassa or provider",
                    "add one of them to pay:, or take receipt: away",
                )
        return receipt

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

    @field_validator("access")
    @classmethod
    def _of_subscription(cls, access: timedelta | None, info: ValidationInfo) -> timedelta | None:
        return SUBSCRIPTION_PERIOD if access is None and info.data.get("subscription") else access

    @field_validator("remind", "ends", "ended")
    @classmethod
    def _of_access(cls, given: timedelta | Text | None, info: ValidationInfo) -> timedelta | Text | None:
        access = info.data.get("access")
        if given is not None and access is None:
            raise wrong(f"`{info.field_name}` belongs to access that ends", "add, for example, access: 30 days")
        if isinstance(given, timedelta) and access is not None and given >= access:
            raise wrong("the reminder would come before the payment", "make remind: shorter than access:")
        return given

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

    @property
    def asked(self) -> tuple[Ask, ...]:
        """What the payment form asks; where the goods are brought, the address too."""
        return (*self.asks, "address") if self.shipping and "address" not in self.asks else self.asks

    @property
    def again(self) -> bool:
        """Whether who has it may buy it again."""
        return self.repeat or self.access is not None

    @property
    def reminds(self) -> timedelta | None:
        """How long before its end access is reminded of; None: it is too short for that."""
        if self.access is None:
            return None
        return self.remind or (REMIND if self.access > REMIND else None)

    def has_receipt(self, way: Way) -> bool:
        """Whether whoever is paid this way makes a receipt by the law."""
        return self.receipt is not None and way.method in WITH_RECEIPT and self.currency_of(way) == "RUB"

    def currency_of(self, way: Way) -> str:
        """The currency in which this way asks; it must be one of `ways`."""
        return STARS if way.method == "stars" else way.currency or self.price[0].currency

    @cached_property
    def said_way(self) -> Way:
        """The way to pay whose price is said where only one is: the first in money, or Stars."""
        return next((way for way in self.ways if way.method != "stars"), self.ways[0])

    def price_by(self, way: Way, terms: Priced | None = None) -> Money:
        """What it costs when paid this way, one of `ways`, by the terms of an offer if it has some of its own."""
        currency = self.currency_of(way)
        price = (terms.price_in(currency) if terms else None) or self.price_in(currency)
        assert price is not None  # `_ways` has refused a way without one
        return price
