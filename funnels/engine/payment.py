"""What money changes: the order, the goods, the goals. Money that has been sent is never turned away.

| what comes | what follows |
|---|---|
| what was asked, also after the offer has closed | the order is paid, the goods are handed over |
| more, in the same currency | the same; the owners are told |
| less, or in another currency | it is kept and put before the owners, who take it for the price or give it back |
| what was asked, for what is sold out by then | it is kept and the owners find one more or give it back |
| anything for what the person has already | it is kept, nothing is handed over again, the owners are told |
| the next payment of a subscription | access is longer; see `renewing` |
| what was asked for another product of a choice that is settled | it is paid and handed over, the owners are told |
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from funnels.definition.script import STAGE_OVER
from funnels.engine import access, choosing, delivering, renewing
from funnels.engine.effects.orders import MoveOrder, RecordPayment, RecordRefund
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import Paid, PaymentAccepted, Refunded
from funnels.engine.orders import Asked, Fit, Order, Short
from funnels.engine.pricing import show_price

if TYPE_CHECKING:
    from collections.abc import Mapping

    from funnels.definition.money import Money
    from funnels.definition.products import Product
    from funnels.engine.effects.orders import PaymentKind
    from funnels.engine.effects.staff import OrderNotice
    from funnels.engine.turn import Turn
    from funnels.words import Word

_BUYS_NOTHING: "Mapping[PaymentKind, tuple[Word, OrderNotice]]" = {
    "extra": ("paid_twice", "paid_again"),
    "short": ("paid_otherwise", "paid_short"),
    "sold_out": ("paid_sold_out", "paid_sold_out"),
}
"""What the person and the owners are told of money that waits for a decision of the owners."""


def paid(turn: "Turn", input_: Paid) -> str | None:
    """Money arrived; the exit by which it moves the journey, if it waited for this."""
    name, product = turn.ordered(input_.order)
    order = turn.journey.orders.get(input_.order, Order())
    if input_.method == "manual" and order.by_hand:  # another way to pay may have been looked at since
        input_ = replace(input_, money=order.by_hand)
    fit = _fit(turn, order, product, input_.price)
    kind = _kind(turn, name, order, input_, fit)
    input_ = _learned(turn, product, input_)
    turn.emit(
        RecordPayment(
            order=input_.order,
            product=name,
            method=input_.method,
            money=input_.money,
            charge=input_.charge,
            kind=kind,
            promo=order.promo_for(input_.price),
            staff=input_.staff,
            info=input_.info,
        )
    )
    if kind == "renewal":
        return _renew(turn, input_)
    short = Short(charge=input_.charge, money=input_.price) if kind in ("short", "sold_out") else order.short
    turn.change_order(input_.order, claim=None, contact_asked=None, short=short)
    if kind != "whole":
        renewing.gives_up(turn, input_.order, input_)
        word, about = _BUYS_NOTHING[kind]
        turn.reply(word, money=show_price(input_.money, turn.script.language))
        _tell(turn, about, input_)
        return None
    second = order.one_of and choosing.chosen(turn, input_.order)
    _tell(turn, "paid_more" if fit == "more" else "paid_second" if second else "paid", input_)
    return _sell(turn, input_.order, input_.charge, input_.price, input_)


def _kind(turn: "Turn", name: str, order: Order, input_: Paid, fit: Fit) -> "PaymentKind":
    """What the money does for the order."""
    if renewing.is_renewal(order, input_) and fit in ("right", "more"):
        return "renewal"
    if order.paid or turn.has_for_good(name):
        return "extra"
    if fit in ("less", "other_currency"):
        return "short"
    return "sold_out" if turn.is_sold_out(name) else "whole"


def _renew(turn: "Turn", input_: Paid) -> str | None:
    name, product = turn.ordered(input_.order)
    _tell(turn, "renewed", input_)
    lost = not turn.has_bought(name)
    if not renewing.renewed(turn, name, product, input_.order, input_):
        return None
    if lost:
        delivering.deliver(turn, name, product, input_.order)
    return after_purchase(turn, name)


def accepted(turn: "Turn", input_: PaymentAccepted) -> str | None:
    """Staff take the money that arrived for the price, or find one more of what was sold out."""
    order, (name, _) = turn.journey.orders.get(input_.order), turn.ordered(input_.order)
    if order is None or order.short is None or turn.has_for_good(name):
        return None
    charge, money = order.short
    promo = order.promo_for(money)
    turn.emit(MoveOrder(order=input_.order, to="paid", staff=input_.staff, product=name, promo=promo, charge=charge))
    return _sell(turn, input_.order, charge, money)


def refunded(turn: "Turn", input_: Refunded) -> None:
    """Money went back, told once. Whoever got back all of what paid an order has its product no longer."""
    name, product = turn.ordered(input_.order)
    order = turn.journey.orders.get(input_.order, Order())
    if input_.refund in order.refunds:
        return
    closes = input_.whole and (
        renewing.closed_by(turn, input_.order, order.subscription, input_.charge)
        if order.subscription
        else input_.charge == order.paid
    )
    turn.emit(RecordRefund.of(input_, closes=closes))
    of_short = order.short is not None and order.short.charge == input_.charge
    turn.change_order(
        input_.order,
        refunds=order.refunds | {input_.refund},
        paid="" if closes else order.paid,
        short=None if of_short else order.short,
    )
    if order.subscription and input_.whole:
        renewing.refunded(turn, name, product, input_.order, input_.charge, closes=closes)
    elif closes:
        access.take_back(turn, name, product, input_.order)
    if closes:
        delivering.withdraw(turn, name, product, input_.order, order.paid)
    turn.track("refunded", detail=name)
    price = show_price(input_.money, turn.script.language)
    turn.reply("money_back", title=turn.title_of(product), money=price)


def after_purchase(turn: "Turn", name: str) -> str | None:
    """Pass the stages whose goal the purchase is; the exit by which it moves the journey, if it does."""
    turn.was_sold(name)
    if turn.journey.ended:
        return None
    if name in turn.offered:
        return turn.place.step.paid_exit(name)
    return STAGE_OVER if name in turn.stage.sells else None


def _fit(turn: "Turn", order: Order, product: "Product", money: "Money") -> Fit:
    """Against what was asked; an order nobody asked for has the prices of its product."""
    if not order.asked:
        order = Order(asked={str(way): Asked(turn.now, product.price_by(way)) for way in product.ways})
    return order.fit(money)


def _sell(turn: "Turn", order: str, charge: str, money: "Money", paid: Paid | None = None) -> str | None:
    """The order is paid: the goods are handed over, the goals are met."""
    name, product = turn.ordered(order)
    turn.change_order(order, paid=charge, money=money, short=None)
    choosing.settle(turn, order)
    turn.bought(name)
    turn.track("bought", detail=name)
    if paid is None or paid.recurring is None:
        access.give(turn, name, product, order)
        delivering.deliver(turn, name, product, order)
    else:
        renewing.began(turn, name, product, order, paid)
        delivering.deliver(turn, name, product, order)
        renewing.tell_how_to_cancel(turn, name, paid)
    return after_purchase(turn, name)


def _learned(turn: "Turn", product: "Product", input_: Paid) -> Paid:
    """What the person filled in is known of them from now on; the way it is brought gets the title people know."""
    for name, value in input_.info.attributes().items():
        turn.set_attribute(name, value)
    option = product.shipping.get(input_.info.shipping)
    return replace(input_, info=replace(input_.info, shipping=option.title)) if option else input_


def _tell(turn: "Turn", about: "OrderNotice", input_: Paid) -> None:
    turn.emit(
        NotifyOwners(
            about=about,
            order=input_.order,
            title=turn.title_of(turn.ordered(input_.order)[1]),
            money=input_.money,
            name=turn.journey.subscriber.called,
            details=input_.info.shown(turn.script.language),
        )
    )
