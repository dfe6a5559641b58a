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
from funnels.engine import access, choosing, goods, goods_calls, renewing
from funnels.engine.effects.orders import MoveOrder, RecordFailure, RecordPayment, RecordRefund
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.goods_key import GoodsKey
from funnels.engine.inputs import (
    Called,
    CancelAsked,
    NotCancelled,
    NotDelivered,
    Paid,
    PaymentAccepted,
    Refunded,
    SendingAgainAsked,
    SubscriptionChanged,
)
from funnels.engine.limits import INVOICE_TITLE_LIMIT
from funnels.engine.orders import Asked, Fit, Order, OrderRef, Short
from funnels.engine.pricing import show_price

if TYPE_CHECKING:
    from funnels.definition.money import Money
    from funnels.definition.products import Product
    from funnels.engine.effects.orders import PaymentKind
    from funnels.engine.effects.staff import OrderNotice
    from funnels.engine.turn import Turn


def title_of(turn: "Turn", product: "Product") -> str:
    """What the product is called where orders are shown, as plain text."""
    return turn.plain(product.title, INVOICE_TITLE_LIMIT)


def paid(turn: "Turn", input_: Paid) -> str | None:
    """Money arrived; the exit by which it moves the journey, if it waited for this."""
    name, product = _ordered(turn, input_.order)
    order = turn.journey.orders.get(input_.order, Order())
    if input_.method == "manual" and order.by_hand:  # another way to pay may have been looked at since
        input_ = replace(input_, money=order.by_hand)
    fit = _fit(turn, order, product, input_.price)
    input_ = _learned(turn, product, input_)
    renewal = renewing.is_renewal(order, input_) and fit in ("right", "more")
    extra = not renewal and (bool(order.paid) or turn.has_for_good(name))
    short = not extra and fit in ("less", "other_currency")
    sold_out = not (renewal or extra or short) and turn.is_sold_out(name)
    turn.emit(
        RecordPayment(
            order=input_.order,
            product=name,
            method=input_.method,
            money=input_.money,
            charge=input_.charge,
            kind=_kind(renewal=renewal, extra=extra, short=short, sold_out=sold_out),
            promo=order.promo_for(input_.price),
            staff=input_.staff,
            info=input_.info,
        )
    )
    if renewal:
        return _renew(turn, input_)
    came_short = Short(charge=input_.charge, money=input_.price) if short or sold_out else order.short
    turn.change_order(input_.order, claim=None, wanted=None, short=came_short)
    if extra or short or sold_out:
        renewing.gives_up(turn, input_.order, input_)
    if extra:
        turn.reply("paid_twice")
        _tell(turn, "paid_again", input_)
        return None
    if short:
        turn.reply("paid_otherwise", money=show_price(input_.money, turn.script.language))
        _tell(turn, "paid_short", input_)
        return None
    if sold_out:
        turn.reply("paid_sold_out", money=show_price(input_.money, turn.script.language))
        _tell(turn, "paid_sold_out", input_)
        return None
    second = order.one_of and choosing.chosen(turn, input_.order)
    _tell(turn, "paid_more" if fit == "more" else "paid_second" if second else "paid", input_)
    return _sell(turn, input_.order, input_.charge, input_.price, input_)


def _kind(*, renewal: bool, extra: bool, short: bool, sold_out: bool) -> "PaymentKind":
    if renewal:
        return "renewal"
    return "extra" if extra else "short" if short else "sold_out" if sold_out else "whole"


def _renew(turn: "Turn", input_: Paid) -> str | None:
    name, product = _ordered(turn, input_.order)
    _tell(turn, "renewed", input_)
    lost = not turn.has_bought(name)
    if not renewing.renewed(turn, name, product, input_.order, input_):
        return None
    if lost:
        _hand_over(turn, name, product, input_.order)
    return after_purchase(turn, name)


def subscription_changed(turn: "Turn", input_: SubscriptionChanged) -> None:
    """A subscription was cancelled, goes on after all, or could not be paid."""
    renewing.changed(turn, *_ordered(turn, input_.order), input_)


def asked_to_cancel(turn: "Turn", input_: CancelAsked) -> None:
    """Somebody of the staff wants a subscription cancelled."""
    renewing.asked_to_cancel(turn, input_.order, input_.staff)


def not_cancelled(turn: "Turn", input_: NotCancelled) -> None:
    """The bot could not cancel a subscription."""
    renewing.not_cancelled(turn, input_)


def accepted(turn: "Turn", input_: PaymentAccepted) -> str | None:
    """Staff take the money that arrived for the price, or find one more of what was sold out."""
    order, (name, _) = turn.journey.orders.get(input_.order), _ordered(turn, input_.order)
    if order is None or order.short is None or turn.has_for_good(name):
        return None
    promo = order.promo_for(order.short.money)
    turn.emit(MoveOrder(order=input_.order, to="paid", staff=input_.staff, product=name, promo=promo))
    return _sell(turn, input_.order, *order.short)


def refunded(turn: "Turn", input_: Refunded) -> None:
    """Money went back, told once. Whoever got back all of what paid an order has its product no longer."""
    name, product = _ordered(turn, input_.order)
    order = turn.journey.orders.get(input_.order, Order())
    if input_.refund in order.refunds:
        return
    closes = input_.whole and (
        renewing.closed_by(turn, input_.order, order.subscription, input_.charge)
        if order.subscription
        else input_.charge == order.paid
    )
    turn.emit(
        RecordRefund(
            refund=input_.refund,
            order=input_.order,
            charge=input_.charge,
            money=input_.money,
            whole=input_.whole,
            closes=closes,
            reason=input_.reason,
            staff=input_.staff,
            reference=input_.reference,
        )
    )
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
    if closes and product.deliver.call:
        goods_calls.withdraw(turn, name, product, GoodsKey("refunded", input_.order, input_.charge))
    turn.track("refunded", detail=name)
    price = show_price(input_.money, turn.script.language)
    turn.reply("money_back", title=title_of(turn, product), money=price)


def not_delivered(turn: "Turn", input_: NotDelivered) -> None:
    """The owners look what is wrong and send the goods again; the person is told once that somebody does."""
    order = turn.journey.orders.get(input_.order, Order())
    if not order.paid:
        return
    title = title_of(turn, _ordered(turn, input_.order)[1])
    name = turn.journey.subscriber.called
    turn.emit(NotifyOwners(about="not_delivered", order=input_.order, title=title, name=name, reason=input_.reason))
    if not order.awaited:
        turn.change_order(input_.order, awaited=True)
        turn.reply("delivery_waits", title=title)


def called(turn: "Turn", input_: Called) -> None:
    """The system that makes or opens the goods has answered, or failed to."""
    order = GoodsKey.parse(input_.key).order
    product = _ordered(turn, order)[1]
    if reason := goods_calls.answered(turn, product, title_of(turn, product), input_):
        turn.emit(RecordFailure(order=order, reason=reason))
        not_delivered(turn, NotDelivered(order=order, reason=reason))


def send_again(turn: "Turn", input_: SendingAgainAsked) -> None:
    """Ask the system that makes the goods once more, where it has failed to; what it made waits in the outbox."""
    order, (name, product) = turn.journey.orders.get(input_.order, Order()), _ordered(turn, input_.order)
    if order.paid and (order.asked_for == "failed" or (order.asked_for and input_.lost)):
        goods_calls.ask(turn, name, product, input_.order)


def after_purchase(turn: "Turn", name: str) -> str | None:
    """Pass the stages whose goal the purchase is; the exit by which it moves the journey, if it does."""
    turn.was_sold(name)
    if turn.journey.ended:
        return None
    if name in turn.offered:
        return turn.place.step.paid_exit(name)
    return STAGE_OVER if name in turn.stage.sells else None


def _ordered(turn: "Turn", order: str) -> "tuple[str, Product]":
    ref = OrderRef.parse(order)
    assert ref is not None  # `receive` found this journey by it
    name = turn.script.product_name(ref.product)
    return name, turn.script.products[name]


def _fit(turn: "Turn", order: Order, product: "Product", money: "Money") -> Fit:
    """Against what was asked; an order nobody asked for has the prices of its product."""
    if not order.asked:
        order = Order(asked={str(way): Asked(turn.now, product.price_by(way)) for way in product.ways})
    return order.fit(money)


def _sell(turn: "Turn", order: str, charge: str, money: "Money", paid: Paid | None = None) -> str | None:
    """The order is paid: the goods are handed over, the goals are met."""
    name, product = _ordered(turn, order)
    turn.change_order(order, paid=charge, money=money, short=None)
    choosing.settle(turn, order)
    turn.bought(name)
    turn.track("bought", detail=name)
    if paid is None or paid.recurring is None:
        access.give(turn, name, product, order)
        _hand_over(turn, name, product, order)
    else:
        renewing.began(turn, name, product, order, paid)
        _hand_over(turn, name, product, order)
        renewing.tell_how_to_cancel(turn, name, paid)
    return after_purchase(turn, name)


def _hand_over(turn: "Turn", name: str, product: "Product", order: str) -> None:
    """Send the goods, or ask the system that has them."""
    if product.deliver.call:
        goods_calls.ask(turn, name, product, order)
    else:
        goods.hand_over(turn, product.deliver, order)


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
            title=title_of(turn, _ordered(turn, input_.order)[1]),
            money=input_.money,
            name=turn.journey.subscriber.called,
            details=input_.info.shown(turn.script.language),
        )
    )
