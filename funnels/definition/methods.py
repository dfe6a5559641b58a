"""The ways to pay: a method, and the currency of the price it asks where a product has several prices.

`stars` is Telegram Stars. `provider` is a payment provider inside Telegram, connected at @BotFather. `link` is a
checkout page of your own. `yookassa` and `stripe` open a page of that service. `manual` is a transfer that staff
confirm. A method takes the first price there is in money, or the one whose currency follows it: `stripe EUR`.
"""

import re
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import AfterValidator, BeforeValidator, GetCoreSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from funnels.definition.explain import wrong
from funnels.definition.money import PRICE_SCHEMA, Money, PriceInMoney
from funnels.definition.suggest import closest

Method = Literal["stars", "provider", "link", "yookassa", "stripe", "manual"]

METHODS: tuple[Method, ...] = get_args(Method)
_WAY = re.compile(r"(\S+)(?:\s+([A-Za-z]{3}))?")


class Way(NamedTuple):
    """One way to pay, as the script writes it."""

    method: Method
    currency: str = ""
    """Empty: the first price in money, or Stars for Stars."""

    def __str__(self) -> str:
        return f"{self.method} {self.currency}".strip()

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(cls, serialization=core_schema.to_string_ser_schema())


def read_way(value: object) -> object:
    """`stripe EUR` as a way to pay; RefusedError for a method there is not."""
    match = _WAY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise wrong(f"`{value}` is no way to pay", f"write one of {', '.join(METHODS)}")
    method, currency = match[1], (match[2] or "").upper()
    known: Any = method
    if known not in METHODS:
        close = closest(method, METHODS)
        raise wrong(
            f"there is no way to pay `{method}`",
            f"did you mean `{close}`?" if close else f"write one of {', '.join(METHODS)}",
        )
    if known == "stars" and currency:
        raise wrong("Stars are a currency of their own", "write stars")
    return Way(known, currency)


WrittenWay = Annotated[
    Way,
    BeforeValidator(read_way),
    WithJsonSchema({"title": "way to pay", "type": "string", "examples": [*METHODS, "stripe EUR"]}),
]


def _one_or_more(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


def _of_different_currencies(prices: tuple[Money, ...]) -> tuple[Money, ...]:
    if len({price.currency for price in prices}) < len(prices):
        raise wrong("two prices are in one currency", "keep one of them")
    return prices


Prices = Annotated[
    tuple[PriceInMoney, ...],
    BeforeValidator(_one_or_more),
    AfterValidator(_of_different_currencies),
    WithJsonSchema(
        {"title": "price or prices", "anyOf": [PRICE_SCHEMA, {"type": "array", "minItems": 1, "items": PRICE_SCHEMA}]}
    ),
]
