"""A subscription is what Telegram can renew: Stars, every thirty days, at the price it began with."""

from collections.abc import Iterator

from funnels.definition.check_sales import offered
from funnels.definition.composing import Loc
from funnels.definition.methods import Way
from funnels.definition.products import Product
from funnels.definition.report import Report
from funnels.definition.script import Script
from funnels.engine.limits import SUBSCRIPTION_LIMIT, SUBSCRIPTION_PERIOD


def check_subscriptions(script: Script, report: Report) -> None:
    """Telegram would renew it so."""
    for name, product in script.products.items():
        if product.subscription:
            for key, problem, remedy in _mistakes(product):
                report(("products", name, key), problem, remedy)
    for loc, stars in _prices(script):
        if stars > SUBSCRIPTION_LIMIT:
            report(loc, f"Telegram takes at most {SUBSCRIPTION_LIMIT} Stars a month", "write a lower price")


def _mistakes(product: Product) -> Iterator[tuple[str, str, str]]:
    if Way("stars") not in product.ways:
        remedy = "add stars to pay" if product.stars is not None else "add, for example, stars: 100"
        yield "subscription", "a subscription is paid in Stars", remedy
    elif len(product.ways) == 1 and product.access != SUBSCRIPTION_PERIOD:
        yield "access", "Telegram renews a subscription every 30 days", "write access: 30 days, or take the line away"
    if product.repeat:
        yield "repeat", "a subscription renews by itself", "take the line away"


def _prices(script: Script) -> Iterator[tuple[Loc, int]]:
    """What is asked a month in Stars, and where it is written."""
    for name, product in script.products.items():
        if product.subscription and product.stars is not None:
            yield ("products", name, "stars"), product.stars
    for one in offered(script):
        for key, stars in (("stars", one.terms.stars), ("late_stars", one.terms.late_stars)):
            if one.product.subscription and stars is not None:
                yield (*one.loc, key), stars


def warn_of_lasting_discounts(script: Script, report: Report) -> None:
    """Telegram asks one price as long as a subscription lasts, so a first month cannot be cheaper."""
    for loc, _ in _prices(script):
        if loc[0] != "products":
            _warn(report, loc)
    for name, product in script.products.items():
        for code, promo in product.promo.items() if product.subscription else ():
            if promo.stars is not None or promo.off is not None:
                _warn(report, ("products", name, "promo", code))


def _warn(report: Report, loc: Loc) -> None:
    report.warn(
        loc,
        "who subscribes so pays this price every month, for good: Telegram has no other for the first",
        "take the line away",
    )
