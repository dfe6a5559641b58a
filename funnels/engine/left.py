"""How much is left of what there is only so much of: pieces in stock, uses of a promo code.

The engine asks nobody: whoever calls it hands over what was left when the input came. The limits are those of the live
scripts, so that a new one holds at once also for journeys that are pinned to an older version.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from funnels.engine.effects.orders import MoveOrder, RecordPayment

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.engine.person import OrderedEffect

Thing = tuple[str, str, str]
"""A funnel, a product of it, and a code, empty for the product itself."""

Left = Mapping[Thing, int]
"""How many of each; what is not there has no limit."""

UNLIMITED: Left = MappingProxyType({})


def limits(scripts: "Iterable[Script]") -> dict[Thing, int]:
    """How much of everything there was at first."""
    limited: dict[Thing, int] = {}
    for script in scripts:
        for name, product in script.products.items():
            if product.stock is not None:
                limited[script.funnel, name, ""] = product.stock
            limited |= {(script.funnel, name, code): one.uses for code, one in product.promo.items() if one.uses}
    return limited


def less(limited: Left, sold: Mapping[Thing, int]) -> Left:
    """What is left when so many have been sold: of a product under each code, or without any."""
    left = dict(limited)
    for (funnel, product, code), count in sold.items():
        for thing in {(funnel, product, ""), (funnel, product, code)} & left.keys():
            left[thing] -= count
    return left


def after(left: Left, effects: "Iterable[OrderedEffect]") -> Left:
    """What is left after these effects; money that went back meanwhile is seen when it is counted next."""
    if not left:
        return left
    sold: dict[Thing, int] = {}
    for ordered in effects:
        match ordered.journey, ordered.effect:
            case (
                (funnel, _),
                RecordPayment(kind="whole", product=product, promo=promo)
                | MoveOrder(to="paid", product=product, promo=promo),
            ):
                sold[funnel, product, promo] = sold.get((funnel, product, promo), 0) + 1
    return less(left, sold) if sold else left
