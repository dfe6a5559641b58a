"""The goods of a paid order: handed over here or by another system, sent again, told to the owners where that fails."""

from typing import TYPE_CHECKING

from funnels.engine import goods, goods_calls
from funnels.engine.effects.orders import RecordFailure
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.goods_key import GoodsKey
from funnels.engine.inputs import Called, NotDelivered, SendingAgainAsked
from funnels.engine.orders import Order

if TYPE_CHECKING:
    from funnels.definition.products import Product
    from funnels.engine.turn import Turn


def deliver(turn: "Turn", name: str, product: "Product", order: str) -> None:
    """Send the goods, or ask the system that has them; if that takes long, the person is told, once a payment."""
    turn.change_order(order, told_of_delay=False)
    if product.deliver.call:
        goods_calls.ask(turn, name, product, order)
    else:
        goods.hand_over(turn, product.deliver, order)


def withdraw(turn: "Turn", name: str, product: "Product", order: str, charge: str) -> None:
    """The money went back: a system that gave something for it takes that away; `charge` is what had paid the order."""
    if product.deliver.call:
        goods_calls.withdraw(turn, name, product, GoodsKey("refunded", order, charge))


def not_delivered(turn: "Turn", input_: NotDelivered) -> None:
    """The owners look what is wrong and send the goods again; the person is told once that somebody does."""
    order = turn.journey.orders.get(input_.order, Order())
    if not order.paid:
        return
    title = turn.title_of(turn.ordered(input_.order)[1])
    name = turn.journey.subscriber.called
    turn.emit(NotifyOwners(about="not_delivered", order=input_.order, title=title, name=name, reason=input_.reason))
    if not order.told_of_delay:
        turn.change_order(input_.order, told_of_delay=True)
        turn.reply("delivery_waits", title=title)


def called(turn: "Turn", input_: Called) -> None:
    """The system that makes or opens the goods has answered, or failed to."""
    order = GoodsKey.parse(input_.key).order
    product = turn.ordered(order)[1]
    if reason := goods_calls.answered(turn, product, turn.title_of(product), input_):
        turn.emit(RecordFailure(order=order, reason=reason))
        not_delivered(turn, NotDelivered(order=order, reason=reason))


def send_again(turn: "Turn", input_: SendingAgainAsked) -> None:
    """Ask the system that makes the goods once more, where it has failed to; what it made waits in the outbox."""
    order, (name, product) = turn.journey.orders.get(input_.order, Order()), turn.ordered(input_.order)
    if order.call == "failed" or (order.call and input_.lost):
        goods_calls.ask(turn, name, product, input_.order)
