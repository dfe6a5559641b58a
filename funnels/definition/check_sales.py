"""Whatever is sold stands under `products:` and can be paid as it says; a goal is one somebody can reach."""

from collections.abc import Iterator

from funnels.definition.compile import button_locs
from funnels.definition.composing import Loc
from funnels.definition.money import STARS, Money
from funnels.definition.products import Product
from funnels.definition.report import Report
from funnels.definition.script import Place, Script
from funnels.definition.suggest import closest
from funnels.steps.deliver import Deliver
from funnels.steps.goal import Goal
from funnels.steps.offer import Offer
from funnels.steps.priced import Priced


def check_products(script: Script, report: Report) -> None:
    """Every product that is sold or handed over is known."""
    for name, loc in _sold(script):
        _known_product(script, name, loc, report)
    for place in script.places.values():
        if isinstance(place.step, Deliver) and isinstance(place.step.deliver, str):
            _known_product(script, place.step.deliver, (*place.loc, "deliver"), report)
            if (product := script.products.get(place.step.deliver)) and product.deliver.call:
                report(
                    (*place.loc, "deliver"),
                    f"`{place.step.deliver}` is opened by another system, which wants to know the payment",
                    "offer it, or write a step of its own: call: …",
                )


def _sold(script: Script) -> Iterator[tuple[str, Loc]]:
    for place in script.everywhere:
        yield from sold_at(place)


def sold_at(place: Place) -> Iterator[tuple[str, Loc]]:
    """The products this step sells, each with where it says so."""
    if isinstance(place.step, Offer):
        yield place.step.offer, (*place.loc, "offer")
    for spec, loc in button_locs(place.step):
        if spec.buy:
            yield spec.buy, (*place.loc, *loc, "buy")


def _known_product(script: Script, name: str, loc: Loc, report: Report) -> None:
    if name not in script.products:
        guess = closest(name, script.products)
        report(
            loc,
            f"there is no product `{name}`",
            f"did you mean `{guess}`?" if guess else "add it under products:",
            missing=name,
        )


def check_prices(script: Script, report: Report) -> None:
    """A price is one that somebody is asked."""
    for name, product in script.products.items():
        for loc, currency in _prices(product):
            if currency not in _asked(product):
                way = "stars" if currency == STARS else f"manual {currency}" if product.price[1:] else "manual"
                report(
                    ("products", name, *loc),
                    f"this price is never asked: `pay` has no {way}",
                    f"add {way} to pay, or take the line away",
                )
    for place in script.places.values():
        if isinstance(place.step, Offer) and place.step.offer in script.products:
            _offer_price(script, place, place.step, report)


def _offer_price(script: Script, place: Place, step: Offer, report: Report) -> None:
    late = ((loc, price.currency) for loc, price in late_prices(step))
    for loc, currency in (*_prices(step), *late):
        if currency not in _asked(script.products[step.offer]):
            report(
                (*place.loc, *loc),
                f"this price is never asked: `{step.offer}` is not paid this way",
                f"give the product {_KEYS.get(str(loc[0]), loc[0])}: too, or take the line away",
            )


_KEYS = {"late_price": "price", "late_stars": "stars"}
"""What the product calls what an offer asks late."""


def late_prices(step: Offer) -> Iterator[tuple[Loc, Money]]:
    """Each price that holds after the deadline, and where it is written."""
    if step.late_stars is not None:
        yield ("late_stars",), Money(amount=step.late_stars, currency=STARS)
    yield from ((("late_price", number), price) for number, price in enumerate(step.late_price))


def _prices(priced: Priced) -> Iterator[tuple[Loc, str]]:
    """The currency of each price, and where it is written."""
    if priced.stars is not None:
        yield ("stars",), STARS
    yield from ((("price", number), price.currency) for number, price in enumerate(priced.price))


def _asked(product: Product) -> set[str]:
    """The currencies somebody is asked to pay in."""
    return {product.currency_of(way) for way in product.ways}


def check_goals(script: Script, report: Report) -> None:
    """A stage's goal is one that somebody can reach."""
    named = {place.step.goal for place in script.places.values() if isinstance(place.step, Goal)}
    sold = {name for name, _ in _sold(script)}
    for number, stage in enumerate(script.stages):
        if stage.goal is None:
            continue
        loc: Loc = ("stages", number, "goal")
        if stage.sells:
            _known_product(script, stage.sells, loc, report)
            if stage.sells in script.products and stage.sells not in sold:
                report(loc, f"nobody can pay for `{stage.sells}`: no step sells it", f"add - offer: {stage.sells}")
        elif stage.goal not in named:
            guess = closest(stage.goal, (*named, *(f"paid {name}" for name in script.products)))
            hint = f"did you mean `{guess}`?" if guess else f"add - goal: {stage.goal}, or write paid PRODUCT"
            report(loc, f"nobody can reach the goal `{stage.goal}`", hint)
