"""Amounts as YooKassa writes them: a text with a point and the currency, `{"value": "4900.00", "currency": "RUB"}`."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.payments.method import NotNowError
from funnels.definition.money import Money, exponent


def to_yookassa(money: Money) -> dict[str, str]:
    """The amount as YooKassa takes it."""
    places = exponent(money.currency)
    return {"value": f"{Decimal(money.amount).scaleb(-places):.{places}f}", "currency": money.currency}


def from_yookassa(said: Mapping[str, Any]) -> Money:
    """The `amount` of a payment or a refund; raises NotNowError where there is none."""
    amount = said.get("amount")
    told = amount if isinstance(amount, dict) else {}
    currency = str(told.get("currency"))
    try:
        units = Decimal(str(told.get("value"))).scaleb(exponent(currency))
    except InvalidOperation:
        raise NotNowError("YooKassa told no amount") from None
    return Money(amount=int(units), currency=currency)
