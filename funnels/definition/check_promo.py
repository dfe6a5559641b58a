"""A promo code makes something cheaper, what it cost before and what it costs late is dearer: else nobody is moved."""

from collections.abc import Iterator

from funnels.definition.check_sales import late_prices, offered
from funnels.definition.composing import Loc
from funnels.definition.money import STARS, Money
from funnels.definition.products import Product
from funnels.definition.promo import Promo
from funnels.definition.report import Report
from funnels.definition.script import Script


def check_promos(script: Script, report: Report) -> None:
    """Every price of a promo code is lower than the product's own."""
    for name, product in script.products.items():
        for code, promo in product.promo.items():
            for loc, price in _own_prices(promo):
                _lowers(product, (("products", name, "promo", code, *loc), price), report)


def _lowers(product: Product, written: tuple[Loc, Money], report: Report) -> None:
    loc, price = written
    if price.currency not in {product.currency_of(way) for way in product.ways}:
        report(loc, "this price is never asked: the product is not paid this way", "take the line away")
    elif (own := product.price_in(price.currency)) and price >= own:
        report(loc, f"the code changes nothing: the product costs {own} without it", "write a lower price")


def _own_prices(promo: Promo) -> Iterator[tuple[Loc, Money]]:
    if promo.stars is not None:
        yield ("stars",), Money(amount=promo.stars, currency=STARS)
    yield from ((("price", number), price) for number, price in enumerate(promo.price))


def check_late_prices(script: Script, report: Report) -> None:
    """Who buys after the deadline pays more than before it."""
    for one in offered(script):
        now = one.prices_now()
        for loc, late in late_prices(one.terms):
            if one.step.deadline is None:
                report((*one.loc, *loc), "nothing is late without a deadline", "add, for example, deadline: 48 hours")
            elif (price := now.get(late.currency)) and late <= price:
                report((*one.loc, *loc), f"before the deadline it costs {price}, no less", "write a higher price")


def warn_of_lasting_prices(script: Script, report: Report) -> None:
    """Where a price rises after the deadline, the others do too."""
    for one in offered(script):
        for currency, price in one.prices_now().items() if one.terms.rises and one.step.deadline else ():
            if one.terms.late_price_in(currency) is None:
                report.warn(
                    (*one.place.loc, "deadline"),
                    f"this offer goes on selling for {price} after its deadline: only its other price rises",
                    "add late_stars:" if currency == STARS else f"add a late_price: in {currency}",
                )


def check_old_prices(script: Script, report: Report) -> None:
    """What it cost before was more."""
    for one in offered(script):
        now, old = one.prices_now(), one.terms.old_price
        if old and old.currency in now and old <= now[old.currency]:
            price = now[old.currency]
            report((*one.loc, "old_price"), f"it costs {price} now, which is no less", "write a higher old_price")
