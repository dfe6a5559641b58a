"""What Telegram's payment form asks besides the money, and in what ways goods reach people."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from funnels.definition.explain import wrong
from funnels.definition.findings import RefusedError
from funnels.definition.locales import locale_of
from funnels.definition.methods import Prices
from funnels.definition.money import Money, parse_money
from funnels.definition.suggest import closest
from funnels.engine.limits import LABEL_LIMIT
from funnels.steps.base import ScriptModel

Ask = Literal["name", "phone", "email", "address"]
"""What the form can ask; each is kept under this word, as an answer would be."""

_CODE = re.compile("[A-Z]{2}")
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of Unicode's for what is larger than a country, or none."""


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """The codes of ISO 3166 by the names of their countries, in Russian and English, in small letters."""
    return {
        name.casefold(): code
        for language in ("en", "ru")
        for code, name in locale_of(language).territories.items()
        if _CODE.fullmatch(code) and code not in _NO_COUNTRIES
    }


def country_name(code: str, language: str) -> str:
    """What a reader calls the country: `RU` is Russia, or Россия."""
    return str(locale_of(language).territories.get(code, code))


def _read_country(value: object) -> object:
    text, known = str(value).strip(), _countries()
    if text.upper() in known.values():
        return text.upper()
    name = text.casefold() if text.casefold() in known else closest(text.casefold(), known)
    raise wrong(
        f"`{text}` is no country", f"write {known[name]}" if name else "write its two letters, such as RU, KZ or DE"
    )


Country = Annotated[
    str,
    BeforeValidator(_read_country),
    WithJsonSchema({"title": "country", "type": "string", "pattern": "^[A-Za-z]{2}$", "examples": ["RU", "KZ"]}),
]


def _one_or_more(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


def _different(asks: tuple[Ask, ...]) -> tuple[Ask, ...]:
    if len(set(asks)) < len(asks):
        raise wrong("the same is asked twice", "keep one of them")
    return asks


WrittenAsks = Annotated[tuple[Ask, ...], BeforeValidator(_one_or_more), AfterValidator(_different)]


def _not_nothing(value: object) -> object:
    """A price of nothing is written by writing none."""
    for price in value if isinstance(value, list | tuple) else (value,):
        try:
            free = isinstance(price, str) and parse_money(price).amount == 0
        except RefusedError:
            free = False
        if free:
            raise wrong("what costs nothing has no price here", "take the line away")
    return value


class ShippingOption(ScriptModel):
    """One way the goods reach the person, to be chosen in Telegram's payment form after the address.

    ```yaml
    products:
      box:
        title: Ten kinds of tea
        price: 1900 RUB
        pay: [provider]
        asks: [name, phone]
        shipping:
          courier: {title: By courier, price: 300 RUB, countries: [RU, BY]}
          post: {title: By post, price: 900 RUB}
          pickup: {title: I will fetch it, countries: RU}
        deliver: {text: "It goes to {{ address }}."}
    ```
    """

    title: str = Field(min_length=1, max_length=LABEL_LIMIT, description="What the person reads.")
    price: Annotated[Prices, BeforeValidator(_not_nothing)] = Field(
        default=(), description="What it costs besides the goods. Default: nothing.", examples=["300 RUB"]
    )
    countries: Annotated[tuple[Country, ...], BeforeValidator(_one_or_more)] = Field(
        default=(), description="Where to, by the two letters of ISO 3166: RU, KZ. Default: everywhere."
    )

    def reaches(self, country: str) -> bool:
        """Whether it goes to this country (ISO 3166)."""
        return not self.countries or country.upper() in self.countries

    def price_in(self, currency: str) -> Money | None:
        """What it costs in this currency, also nothing; None where it has a price, but in other currencies."""
        if not self.price:
            return Money(amount=0, currency=currency)
        return next((price for price in self.price if price.currency == currency), None)
