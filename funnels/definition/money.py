"""A price is written with its currency, and nothing is guessed: `4900 RUB`, `4 900 ₽`, `49.90 EUR`, `$10`.

`100 XTR` is a price in Telegram Stars, which have no fractions.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated

from babel.numbers import format_currency, format_decimal, get_currency_precision, list_currencies
from pydantic import AfterValidator, BeforeValidator, InstanceOf, PlainSerializer, WithJsonSchema

from funnels.definition.findings import RefusedError
from funnels.definition.locales import locale_of
from funnels.definition.suggest import closest

STARS = "XTR"
MOST = 10**12
"""More minor units than this is a slip of the pen."""

_SIGNS = {
    "RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸", "UAH": "₴", "TRY": "₺", "GEL": "₾",
    "INR": "₹", "AMD": "֏", "ILS": "₪", STARS: "⭐",
}  # fmt: skip
_NAMES = {sign: code for code, sign in _SIGNS.items()} | {
    **dict.fromkeys(("р", "р.", "руб", "руб.", "рубль", "рубля", "рублей", "rur"), "RUB"),
    **dict.fromkeys(("⭐️", "★", "star", "stars", "звезда", "звезды", "звёзды", "звезд", "звёзд"), STARS),
}
_TWO_DECIMALS = {"AFN", "ALL", "IRR", "KPW", "LAK", "LBP", "MGA", "MMK", "RSD", "SLL", "SOS", "SYP", "YER"}
_SPACE = r"[ \u00a0\u2009\u202f']"
_NUMBER = (
    rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d+)?|\d{{1,3}}(?:,\d{{3}})+\.\d{{1,2}}|\d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}"
    r"|\d{1,15}(?:[.,]\d+)?"
)
_UNIT = r"[^\d\s.,'+−-]+\.?"
_PRICE = re.compile(rf"(?P<before>{_UNIT})?\s*(?P<number>{_NUMBER})\s*(?P<after>{_UNIT})?")

_HOW = "write the number and the currency, such as `4900 RUB`, `49.90 EUR` or `100 XTR` for Stars"


@dataclass(frozen=True, kw_only=True, order=True)
class Money:
    """An amount in minor units (kopecks, cents; whole Stars) of a currency."""

    amount: int
    currency: str

    def __str__(self) -> str:
        """As a script would have it: `4900 RUB`; `parse_money` reads it back."""
        return f"{_decimal(self)} {self.currency}"


def exponent(currency: str) -> int:
    """How many decimals the currency has: 2 for roubles, 0 for yen and Stars.

    From Babel, but for the few it shows with fewer than ISO 4217 counts in: a payment is charged in ISO's minor units.
    """
    if currency == STARS:
        return 0
    if currency == "IQD":
        return 3
    return 2 if currency in _TWO_DECIMALS else get_currency_precision(currency)


def parse_money(text: str) -> Money:
    """Read `4 900 RUB`, `190 ₽`, `49.90 EUR`, `$10`, `100 XTR`.

    Raises:
        RefusedError: there is no currency or none of that name, or the amount is negative, is not a number,
            could be read in two ways, or has more decimals than the currency.
    """
    words = text.strip()
    if re.match(r"\D{0,4}[-−]\s*\d", words):
        raise RefusedError(f"`{text}` is less than zero", _HOW)
    price = _PRICE.fullmatch(words)
    if price is None or (price["before"] and price["after"]):
        raise RefusedError(f"`{text}` is not a price", _HOW)
    unit = price["before"] or price["after"]
    if not unit:
        raise RefusedError(
            f"`{text}` has no currency",
            f"write it after the number: `{words} RUB`, or `{words} XTR` for Stars",
        )
    currency = _currency(unit, text)
    amount = _number(price["number"], currency, text).scaleb(exponent(currency))
    if amount > MOST:
        raise RefusedError(f"`{text}` is too much", "write a smaller price")
    return Money(amount=int(amount), currency=currency)


def currency_named(unit: str) -> str:
    """The code of a currency by its name, sign or code, as a price may have it; empty: there is none of that name."""
    code = _NAMES.get(unit.lower()) or unit.upper()
    return code if code in _currencies() else ""


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies()) | {STARS}


def _currency(unit: str, text: str) -> str:
    if code := currency_named(unit):
        return code
    close = closest(unit.upper(), _currencies())
    hint = f"did you mean `{close}`? " if close else ""
    raise RefusedError(
        f"`{text}`: there is no currency `{unit}`",
        f"{hint}use a three-letter code such as RUB, EUR, USD or XTR",
    )


def _number(digits: str, currency: str, text: str) -> Decimal:
    plain = re.sub(_SPACE, "", digits)
    marks = re.findall(r"[.,]", plain)
    if marks:  # only the last of them separates decimals
        whole, _, decimals = plain.rpartition(marks[-1])
        plain = f"{re.sub(r'[.,]', '', whole)}.{decimals}"
        places = exponent(currency)
        if len(decimals) == 3 > places:  # noqa: PLR2004  # a group of thousands has three digits
            joined = f"{re.sub(r'[.,]', '', whole)}{decimals}"
            raise RefusedError(
                f"`{text}` can be read in two ways, with thousands or with decimals",
                f"write `{joined} {currency}` or `{whole}.{decimals[:2]} {currency}`",
            )
        if len(decimals) > places:
            allowed = f"at most {places} decimals" if places else "no fractions"
            raise RefusedError(f"`{text}`: {currency} has {allowed}", "round the price")
    return Decimal(plain)


def _decimal(money: Money) -> Decimal:
    """The amount in whole units of the currency, without decimals where they are all zero."""
    places = exponent(money.currency)
    value = Decimal(money.amount).scaleb(-places)
    return (
        value.to_integral_value() if value == value.to_integral_value() else value.quantize(Decimal(1).scaleb(-places))
    )


def format_money(money: Money, language: str) -> str:
    """The price for a reader: `4 900 ₽`, `€49.90`, `100 ⭐`; spaces in it do not break a line."""
    locale, value = locale_of(language), _decimal(money)
    if money.currency == STARS:
        return f"{format_decimal(value, locale=locale)}\u00a0⭐"
    pattern = locale.currency_formats["standard"].pattern
    whole = value == value.to_integral_value()
    shown = format_currency(
        value,
        money.currency,
        format=pattern.replace(".00", "" if whole else "." + "0" * exponent(money.currency)),
        locale=locale,
        currency_digits=False,
    )
    if money.currency not in shown:
        return shown
    if money.currency in _SIGNS:
        return shown.replace(money.currency, _SIGNS[money.currency])
    code = re.escape(money.currency)  # what a payment came in may be no code at all
    return re.sub(
        rf"({code})(?=\d)|(?<=\d)({code})",
        lambda found: found[1] + "\u00a0" if found[1] else "\u00a0" + found[2],
        shown,
    )


def _validate(value: object) -> Money:
    if isinstance(value, Money):
        price = value
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        price = parse_money(str(value))
    else:
        raise RefusedError("this is not a price", _HOW)
    if price.amount <= 0:
        raise RefusedError(f"`{price}` is not a price anyone can pay", "hand it over with `deliver`, without an offer")
    return price


PRICE_SCHEMA: dict[str, object] = {
    "title": "price",
    "type": "string",
    "description": "A price with its currency: 4900 RUB, 190 ₽, 49.90 EUR, $10, 100 XTR (Stars).",
    "examples": ["4900 RUB", "49.90 EUR", "100 XTR"],
}

Price = Annotated[
    InstanceOf[Money],
    BeforeValidator(_validate),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema(PRICE_SCHEMA),
]


def _in_money(price: Money) -> Money:
    if price.currency == STARS:
        raise RefusedError(f"`{price}` is a price in Stars", f"write stars: {price.amount} instead of price:")
    return price


PriceInMoney = Annotated[Price, AfterValidator(_in_money)]
"""Stars have a key of their own, because they are paid in another way."""
