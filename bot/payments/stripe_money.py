"""Stripe's minor units are not always those of ISO 4217: https://docs.stripe.com/currencies has the exceptions.

`5 UGX` and `5 ISK` are 500 there, for the sake of old accounts; an ariary has no parts; the last digit of three is 0.
"""

from bot.payments.method import RefusedError
from funnels.definition.money import Money, exponent

_NO_DECIMALS = frozenset(
    ("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF")
)
_THREE_DECIMALS = frozenset(("BHD", "JOD", "KWD", "OMR", "TND"))
_WHOLE_ONLY = frozenset(("ISK", "UGX"))
"""Told with two decimals that must be zero."""


def to_stripe(money: Money) -> int:
    """The amount as Stripe takes it; raises RefusedError for one it cannot take."""
    amount = _shifted(money.amount, _places(money.currency) - exponent(money.currency))
    if amount is None or amount % _step(money.currency):
        raise RefusedError(f"Stripe does not take {money}: round the price")
    return amount


def from_stripe(amount: int, currency: str) -> Money:
    """The reverse; what is less than a minor unit of ours is left out."""
    code = currency.upper()
    shift = exponent(code) - _places(code)
    ours = amount * 10**shift if shift >= 0 else amount // 10**-shift
    return Money(amount=ours, currency=code)


def _places(currency: str) -> int:
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


def _step(currency: str) -> int:
    if currency in _WHOLE_ONLY:
        return 100
    return 10 if currency in _THREE_DECIMALS else 1


def _shifted(amount: int, places: int) -> int | None:
    factor = int(10 ** abs(places))
    if places >= 0:
        return amount * factor
    return None if amount % factor else amount // factor
