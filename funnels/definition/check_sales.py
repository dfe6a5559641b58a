"""Whatever is sold stands under `products:` and can be paid as it says; a goal is one somebody can reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
from funnels.steps.terms import Terms


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
        yield from ((name, (*place.loc, *offered_at(place.step, name))) for name in place.step.offered)
    for spec, loc in button_locs(place.step):
        if spec.buy:
            yield spec.buy, (*place.loc, *loc, "buy")


def offered_at(step: Offer, name: str) -> Loc:
    """The way from the offer to where it names the product."""
    if isinstance(step.offer, str):
        return ("offer",)
    return ("offer", name if isinstance(step.offer, Mapping) else step.offered.index(name))


@dataclass(frozen=True, kw_only=True)
class Offered:
    """A product that is known, at an offer, with what this asks for it."""

    place: Place
    step: Offer
    name: str
    product: Product
    terms: Terms
    loc: Loc
    """Where the terms are written."""

    def prices_now(self) -> dict[str, Money]:
        """What is asked before the deadline, by currency."""
        prices = (self.product.price_by(way, self.terms) for way in self.product.ways)
        return {price.currency: price for price in prices}


def offered(script: Script) -> Iterator[Offered]:
    """Every product of every offer."""
    for place in script.places.values():
        step = place.step
        for name in step.offered if isinstance(step, Offer) else ():
            terms, product = step.terms_of(name), script.products.get(name)
            if isinstance(step, Offer) and terms and product:
                loc = (*place.loc, *offered_at(step, name)) if isinstance(step.offer, Mapping) else place.loc
                yield Offered(place=place, step=step, name=name, product=product, terms=terms, loc=loc)


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
    for one in offered(script):
        _offer_price(one, report)


def _offer_price(one: Offered, report: Report) -> None:
    late = ((loc, price.currency) for loc, price in late_prices(one.terms))
    for loc, currency in (*_prices(one.terms), *late):
        if currency not in _asked(one.product):
            report(
                (*one.loc, *loc),
                f"this price is never asked: `{one.name}` is not paid this way",
                f"give the product {_KEYS.get(str(loc[0]), loc[0])}: too, or take the line away",
            )


_KEYS = {"late_price": "price", "late_stars": "stars"}
"""What the product calls what an offer asks late."""


def late_prices(terms: Terms) -> Iterator[tuple[Loc, Money]]:
    """Each price that holds after the deadline, and where it is written."""
    if terms.late_stars is not None:
        yield ("late_stars",), Money(amount=terms.late_stars, currency=STARS)
    yield from ((("late_price", number), price) for number, price in enumerate(terms.late_price))


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
        for name in stage.sells:
            _known_product(script, name, loc, report)
            if name in script.products and name not in sold:
                report(loc, f"nobody can pay for `{name}`: no step sells it", f"add - offer: {name}")
        if stage.sells:
            continue
        if stage.goal not in named:
            guess = closest(stage.goal, (*named, *(f"paid {name}" for name in script.products)))
            hint = f"did you mean `{guess}`?" if guess else f"add - goal: {stage.goal}, or write paid PRODUCT"
            report(loc, f"nobody can reach the goal `{stage.goal}`", hint)
