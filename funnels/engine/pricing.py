"""What a product costs this person now: its price, what an offer makes of it, and the promo code they came with."""

from functools import lru_cache
from typing import TYPE_CHECKING

from funnels.definition.money import format_money
from funnels.engine.hours import zone
from funnels.words import Word

if TYPE_CHECKING:
    from datetime import datetime

    from funnels.definition.methods import Way
    from funnels.definition.money import Money
    from funnels.engine.standing import Standing
    from funnels.steps.base import Step


show_price = lru_cache(maxsize=1024)(format_money)
"""A script has few prices and every prospect is shown them."""


def is_late(turn: "Standing", step: "Step | None", name: str, closes_at: "datetime | None") -> bool:
    """Whether the deadline of an offer is over that goes on selling at another price."""
    return closes_at is not None and turn.now >= closes_at and rises(step, name)


def rises(step: "Step | None", name: str) -> bool:
    """Whether the step goes on selling the product after its deadline, at another price."""
    terms = step.terms_of(name) if step else None
    return terms is not None and terms.rises


def price_at(turn: "Standing", step: "Step | None", name: str, way: "Way", *, late: bool = False) -> "Money":
    """The price by one way, at a step that sells the product or (None) by a reminder, before its deadline or `late`."""
    price = full_price(turn, step, name, way, late=late)
    code = promo_at(turn, name)
    return turn.script.products[name].promo[code].lowered(price) if code else price


def full_price(turn: "Standing", step: "Step | None", name: str, way: "Way", *, late: bool = False) -> "Money":
    """The price without a promo code."""
    product, terms = turn.script.products[name], step.terms_of(name) if step else None
    risen = terms.late_price_in(product.currency_of(way)) if terms and late else None
    return risen or product.price_by(way, terms)


def promo_at(turn: "Standing", name: str) -> str:
    """The code that lowers the price of this product for the person now; empty: none does."""
    if not turn.journey.promo:
        return ""
    code = turn.script.products[name].code(turn.journey.promo)
    return "" if code is None or refusal(turn, name, code) else code


def refusal(turn: "Standing", name: str, code: str) -> Word | None:
    """Why a code of the product cannot be used any more; None: it can."""
    if turn.script.products[name].promo[code].is_over(turn.now, zone(turn.script.timezone)):
        return "promo_is_over"
    return "promo_is_used_up" if turn.left.get((turn.script.funnel, name, code), 1) <= 0 else None
