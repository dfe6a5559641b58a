"""What Telegram takes in one payment by a provider (core.telegram.org/bots/payments), as far as it can be known here.

The bounds are about 1 and 10,000 US dollars; those of other currencies move with their rates, and Telegram itself
says no where they are crossed.
"""

from collections.abc import Iterator

from funnels.definition.check_sales import offered
from funnels.definition.composing import Loc
from funnels.definition.methods import Way
from funnels.definition.money import Money
from funnels.definition.report import Report
from funnels.definition.script import Script

LEAST = Money(amount=100, currency="USD")
MOST = Money(amount=1_000_000, currency="USD")

_SURELY_TOO_LITTLE = {"EUR": 60, "GBP": 50, "RUB": 5000, "KZT": 30_000, "UAH": 2500, "BYN": 200}
"""In minor units: less than this is no dollar at any rate of the last years."""

_TAKEN = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "ARS",
        "AUD",
        "AZN",
        "BAM",
        "BDT",
        "BGN",
        "BND",
        "BOB",
        "BRL",
        "BYN",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CRC",
        "CZK",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ETB",
        "EUR",
        "GBP",
        "GEL",
        "GTQ",
        "HKD",
        "HNL",
        "HRK",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JMD",
        "JPY",
        "KES",
        "KGS",
        "KRW",
        "KZT",
        "LBP",
        "LKR",
        "MAD",
        "MDL",
        "MNT",
        "MUR",
        "MVR",
        "MXN",
        "MYR",
        "MZN",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "PAB",
        "PEN",
        "PHP",
        "PKR",
        "PLN",
        "PYG",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TJS",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "UGX",
        "USD",
        "UYU",
        "UZS",
        "VND",
        "YER",
        "ZAR",
    ]
)
"""The currencies of Telegram's list."""


def check_provider_prices(script: Script, report: Report) -> None:
    """Telegram takes from 1 to 10,000 US dollars in one payment by a provider."""
    for loc, price in _prices(script):
        if price.currency == LEAST.currency and not LEAST <= price <= MOST:
            report(
                loc, f"Telegram takes from {LEAST} to {MOST} by a provider, not {price}", "write another price, or way"
            )


def check_shipped_receipts(script: Script, report: Report) -> None:
    """A receipt that goes with an invoice is of a sum that is known: nothing is to be chosen in the form."""
    for name, product in script.products.items():
        if product.shipping and any(product.has_receipt(way) for way in _ways(product.ways)):
            report(
                ("products", name, "receipt"),
                "the provider is told of the receipt before the way to bring the goods is chosen: its sum would be "
                "wrong",
                "take shipping: or receipt: away; the provider's own cash register can make receipts too",
            )


def warn_of_provider_prices(script: Script, report: Report) -> None:
    """What a provider is paid is about a dollar at least, in a currency Telegram knows."""
    for loc, price in _prices(script):
        if price.currency not in _TAKEN:
            report.warn(
                loc,
                f"Telegram's list of currencies for providers has no {price.currency}",
                "take provider out of pay:, or write the price in another currency",
            )
        elif price.amount < _SURELY_TOO_LITTLE.get(price.currency, 0):
            report.warn(
                loc,
                f"Telegram takes no payment of less than about {LEAST} by a provider, and {price} is less",
                "write a higher price, or take provider out of pay:",
            )


def warn_of_unsent_goods(script: Script, report: Report) -> None:
    """Whoever pays for what is brought is asked where to, whatever way they pay."""
    for name, product in script.products.items():
        others = dict.fromkeys(way.method for way in product.ways if way.method != "provider")
        if product.shipping and others:
            report.warn(
                ("products", name, "shipping"),
                f"who pays by {' or '.join(others)} is asked for no address",
                "ask for it with a step before the offer, or keep provider alone in pay:",
            )


def _prices(script: Script) -> Iterator[tuple[Loc, Money]]:
    """Every price that is asked by a provider, and where it is written."""
    for name, product in script.products.items():
        for way in _ways(product.ways):
            price = product.price_by(way)
            yield ("products", name, "price", product.price.index(price)), price
    for one in offered(script):
        asked = {one.product.currency_of(way) for way in _ways(one.product.ways)}
        for key, prices in (("price", one.terms.price), ("late_price", one.terms.late_price)):
            for number, price in enumerate(prices):
                if price.currency in asked:
                    yield (*one.loc, key, number), price


def _ways(ways: tuple[Way, ...]) -> Iterator[Way]:
    return (way for way in ways if way.method == "provider")
