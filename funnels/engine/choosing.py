"""An offer of several products is a choice: one payment settles it, and what else was asked for in it is cancelled.

Each product has an order of its own. Money that comes for a second one all the same buys it too: the person was asked
for it, and money that has been sent is never turned away.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from funnels.engine.effects.orders import MoveOrder
from funnels.engine.orders import Order, OrderRef

if TYPE_CHECKING:
    from funnels.engine.turn import Turn


def chosen(turn: "Turn", order: str) -> str | None:
    """The product that was bought instead of that of the order, and that the person still has.

    What can be bought again has nothing bought instead of it.
    """
    ref = OrderRef.parse(order)
    if ref is None or turn.script.products[turn.script.product_name(ref.product)].again:
        return None
    names = (turn.script.product_name(number) for number, _, other in _rivals(turn, ref) if other.paid)
    return next(filter(turn.has_bought, names), None)


def settle(turn: "Turn", order: str) -> None:
    """The order is paid: the others of the choice that nobody has paid are cancelled."""
    ref, known = OrderRef.parse(order), turn.journey.orders.get(order)
    for _, name, other in _rivals(turn, ref) if ref and known and known.one_of else ():
        if not other.paid:
            turn.emit(MoveOrder(order=name, to="cancelled", staff=0, reason=order))


def _rivals(turn: "Turn", ref: OrderRef) -> Iterator[tuple[int, str, Order]]:
    """What was asked for in the same choice besides: the product's number, the order and its name."""
    for name, other in turn.journey.orders.items():
        at = OrderRef.parse(name)
        if other.one_of and at and at.revision == ref.revision and at.product != ref.product:
            yield at.product, name, other
