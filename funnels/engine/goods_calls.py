"""Goods that another system opens or makes: it is called for a paid order, and once more when the money goes back.

What its answer says is kept, then the goods are handed over. A call that fails for good, or is answered without what
was to be kept, is a delivery that failed: the owners send it again. Every try for one payment has the same key.
"""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.engine import goods
from funnels.engine.effects.outside import Call
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.goods_key import GoodsKey
from funnels.engine.orders import Order, OrderRef
from funnels.engine.outside_values import everything_known, found_in

if TYPE_CHECKING:
    from funnels.definition.products import Product
    from funnels.definition.script import Script
    from funnels.engine.inputs import Called
    from funnels.engine.turn import Turn

ONE_TRY = timedelta(seconds=10)
TO_WITHDRAW = timedelta(days=1)
"""How long it is tried to say that the money went back, beyond the time for the payment, which comes first."""


def ask(turn: "Turn", name: str, product: "Product", order: str) -> None:
    """Call for the goods of a paid order; what came of it returns as `Called`."""
    assert product.deliver.call is not None  # only such goods are asked for
    turn.change_order(order, call="waits")
    key = GoodsKey(event="paid", order=order, charge=turn.journey.orders[order].paid)
    _call(turn, name, product, key, product.deliver.call.within)


def withdraw(turn: "Turn", name: str, product: "Product", key: GoodsKey) -> None:
    """The money went back: the system takes away what it gave."""
    assert product.deliver.call is not None  # only such goods are taken back so
    turn.change_order(key.order, call="")
    _call(turn, name, product, key, TO_WITHDRAW + product.deliver.call.within)


def answered(turn: "Turn", product: "Product", title: str, result: "Called") -> str:
    """Hand over what the system gave, or say why it cannot be; empty where there is nothing more to be done."""
    key = GoodsKey.parse(result.key)
    order = turn.journey.orders.get(key.order, Order())
    if key.event == "refunded":
        if not result.ok:
            turn.emit(NotifyOwners(about="not_withdrawn", order=key.order, title=title, reason=result.reason))
        return ""
    if order.paid != key.charge or order.call != "waits" or product.deliver.call is None:
        return ""
    given = {name: found_in(result.answer, path) for name, path in product.deliver.call.save.items()}
    missing = [path for name, path in product.deliver.call.save.items() if given[name] is None]
    reason = f"{product.deliver.call.url.host} answered without {missing[0]}" if missing else ""
    if not result.ok or reason:
        turn.change_order(key.order, call="failed")
        return reason if result.ok else result.reason
    for name, value in given.items():
        if value is not None:
            turn.set_attribute(name, value)
    turn.change_order(key.order, call="")
    goods.hand_over(turn, product.deliver, key.order)
    return ""


def sample(script: "Script", key: str) -> Mapping[str, object]:
    """What the system would answer, for rehearsals: everything that is kept of it."""
    event, order, _ = GoodsKey.parse(key)
    ref, products = OrderRef.parse(order), tuple(script.products.values())
    call = products[ref.product].deliver.call if ref and ref.product < len(products) else None
    return call.sample if call and event == "paid" else {}


def _call(turn: "Turn", name: str, product: "Product", key: GoodsKey, patience: timedelta) -> None:
    journey, call = turn.journey, product.deliver.call
    assert call is not None  # both callers have looked
    money = journey.orders[key.order].money
    body = {
        "event": key.event,
        "order": key.order,
        "product": name,
        "price": {"amount": money.amount, "currency": money.currency} if money else None,
        "charge": key.charge,
        **everything_known(journey),
    }
    turn.emit(
        Call(
            url=str(call.url),
            body=json.dumps(body, ensure_ascii=False, default=str),
            give_up_at=turn.now + patience,
            timeout=min(ONE_TRY, patience).total_seconds(),
            funnel=journey.funnel,
            run=journey.run,
            revision=journey.revision,
            key=str(key),
        )
    )
