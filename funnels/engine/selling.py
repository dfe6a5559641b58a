"""Selling inside a journey: pay buttons, asking for the payment, and the person's word that they have paid.

A pay button works as long as its offer is open, even when the journey has gone on; a product is sold to a
person once. What the money then changes is in `payment`.
"""

import html
from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.engine import staffing
from funnels.engine.buttons import ButtonRef, settled
from funnels.engine.effects.facts import Track
from funnels.engine.effects.orders import OpenOrder, RecordClaim
from funnels.engine.effects.shown import AskPayment, Button
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.limits import INVOICE_DESCRIPTION_LIMIT
from funnels.engine.orders import Asked, Order
from funnels.engine.pay_keyboard import pay_buttons
from funnels.engine.payment import title_of
from funnels.engine.pricing import is_late, price_at, promo_at
from funnels.engine.sale import Sale, sale_of
from funnels.engine.values import show_price
from funnels.words import say

if TYPE_CHECKING:
    from funnels.definition.methods import Way
    from funnels.definition.money import Money
    from funnels.engine.inputs import PaymentNotAsked
    from funnels.engine.turn import Turn

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""A second press within this time gets a toast instead of a second invoice."""


def pressed(turn: "Turn", ref: ButtonRef) -> None:
    """A pay button, new or old: open the order and ask for the payment, unless there is a reason not to."""
    sale = sale_of(turn, ref)
    if sale is None:
        turn.toast("step_is_over")
        return
    if sale.place:
        turn.clicked(ref)
    order = _order(turn, sale)
    if turn.has_for_good(sale.name):
        turn.toast("already_bought")
    elif turn.renews(sale.name):
        turn.toast("renews_by_itself")
    elif sale.kind == "claim":
        _claim(turn, sale)
    elif order.closes_at and turn.now >= order.closes_at and not (sale.step and sale.step.rises):
        turn.toast("offer_is_over")
    elif turn.is_sold_out(sale.name):
        turn.toast("sold_out")
    elif sale.kind == "buy" and len(sale.product.ways) > 1:
        _choose(turn, sale)
    else:
        _ask(turn, sale, sale.way or sale.product.ways[0])


def _order(turn: "Turn", sale: Sale) -> Order:
    """One of a product that is bought again can be asked for as long as the first."""
    orders = turn.journey.orders
    return orders.get(sale.order) or Order(closes_at=orders.get(sale.first, Order()).closes_at)


def _choose(turn: "Turn", sale: Sale) -> None:
    late = _is_late(turn, sale)
    buttons = pay_buttons(turn.script, sale.name, lambda way: price_at(turn, sale.step, sale.name, way, late=late))
    turn.reply("choose_method", buttons=turn.shown(settled(buttons), sale.data("")))


def _ask(turn: "Turn", sale: Sale, way: "Way") -> None:
    order = _order(turn, sale)
    last = order.asked.get(str(way))
    product, late = sale.product, _is_late(turn, sale)
    price, promo = price_at(turn, sale.step, sale.name, way, late=late), promo_at(turn, sale.name)
    if last and turn.now - last.at < ASK_AGAIN_AFTER and last.price == price:
        turn.toast("asked_to_pay_already")
        return
    if late and price != price_at(turn, sale.step, sale.name, way):
        turn.toast("price_has_risen", price=show_price(price, turn.script.language))
    title, closes_at = title_of(turn, product), None if late else order.closes_at
    asked = {**order.asked, str(way): Asked(at=turn.now, price=price, promo=promo)}
    turn.change_order(sale.order, closes_at=order.closes_at, asked=asked, checkout_at=order.checkout_at or turn.now)
    if order.checkout_at is None:
        _begin_checkout(turn, sale)
    turn.emit(
        OpenOrder(
            order=sale.order,
            product=sale.name,
            title=title,
            price=price,
            method=way.method,
            expires_at=closes_at,
            step=sale.key,
            promo=promo,
        )
    )
    if way.method == "manual":
        _ask_by_hand(turn, sale, way, price)
        return
    about = product.description
    turn.emit(
        AskPayment(
            order=sale.order,
            title=title,
            description=turn.plain(about, INVOICE_DESCRIPTION_LIMIT) if about else title,
            price=price,
            method=way.method,
            step=sale.key,
            language=turn.script.language,
            closes_at=closes_at,
            refunds=len(order.refunds),
            subscribes=product.subscription and way.method == "stars",
        )
    )


def not_asked(turn: "Turn", input_: "PaymentNotAsked") -> None:
    """The service did not answer: the person is told, and need not wait to try again; so are the owners."""
    order = turn.journey.orders.get(input_.order, Order())
    asked = {
        way: last._replace(at=last.at - ASK_AGAIN_AFTER) if way.split()[0] == input_.method else last
        for way, last in order.asked.items()
    }
    turn.change_order(input_.order, asked=asked)
    turn.reply("cannot_ask_now")
    staffing.notify(turn, "payment_not_asked", staffing.OWNER, html.escape(input_.reason, quote=False))


def _begin_checkout(turn: "Turn", sale: Sale) -> None:
    turn.emit(Track(event="asked_to_pay", step=sale.key, detail=sale.name))
    if turn.journey.step == sale.key and turn.journey.revision == sale.ref.revision:
        turn.place.step.checkout_began(turn)


def _is_late(turn: "Turn", sale: Sale) -> bool:
    return is_late(turn, sale.step, _order(turn, sale).closes_at)


def _ask_by_hand(turn: "Turn", sale: Sale, way: "Way", price: "Money") -> None:
    button = Button(text=say("i_have_paid", turn.script.language), data=sale.data(f"claim.{way}.{sale.number}"))
    shown = show_price(price, turn.script.language)
    if sale.product.manual:
        turn.send(sale.product.manual, buttons=((button,),), purpose="reply", price=shown)
    else:
        turn.reply("how_to_pay", buttons=((button,),), price=shown)


def _claim(turn: "Turn", sale: Sale) -> None:
    order = turn.journey.orders[sale.order]
    if order.claimed:
        turn.toast("claim_known")
        return
    turn.change_order(sale.order, claimed=True)
    turn.emit(RecordClaim(order=sale.order, answer=""))
    title, price = title_of(turn, sale.product), order.asked[str(sale.way)].price
    turn.emit(NotifyOwners(about="claimed", order=sale.order, title=title, money=price))
    turn.reply("claim_received")
