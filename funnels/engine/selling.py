"""Selling inside a journey: pay buttons, asking for the payment, and the person's word that they have paid.

A pay button works as long as its offer is open, even when the journey has gone on; a product is sold to a
person once. What the money then changes is in `payment`.
"""

import html
from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.engine import choosing, claims, receipts, staffing
from funnels.engine.buttons import ButtonRef, ScriptButton, settled
from funnels.engine.effects.facts import Track
from funnels.engine.effects.orders import OpenOrder
from funnels.engine.effects.shown import AskPayment, EditButtons
from funnels.engine.limits import INVOICE_DESCRIPTION_LIMIT
from funnels.engine.orders import Asked, Order
from funnels.engine.pay_keyboard import pay_buttons
from funnels.engine.pricing import is_late, price_at, promo_at, rises, show_price
from funnels.engine.sale import Sale, sale_of

if TYPE_CHECKING:
    from funnels.definition.methods import Way
    from funnels.definition.money import Money
    from funnels.engine.inputs import Answered, PaymentNotAsked
    from funnels.engine.turn import Turn

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""A second press within this time gets a toast instead of a second invoice."""


def pressed(turn: "Turn", ref: ButtonRef, *, typed: bool = False) -> None:
    """A pay button, new or old: open the order and ask for the payment, unless there is a reason not to.

    Where its words were `typed` there is no message whose buttons could change.
    """
    sale = sale_of(turn, ref)
    if sale is None:
        turn.toast("step_is_over")
        return
    if sale.place:
        turn.clicked(ref)
    order = _order(turn, sale)
    if sale.kind == "back":
        _go_back(turn, sale)
    elif turn.has_already(sale.name):
        turn.toast("renews_by_itself" if turn.renews(sale.name) else "already_bought")
    elif sale.kind == "claim":
        claims.press(turn, sale)
    elif sale.is_choice and (other := choosing.chosen(turn, sale.order)):
        turn.toast("chosen_already", title=turn.title_of(turn.script.products[other]))
    elif order.closes_at and turn.now >= order.closes_at and not rises(sale.step, sale.name):
        turn.toast("offer_is_over")
    elif turn.is_sold_out(sale.name):
        turn.toast("sold_out")
    elif sale.kind == "buy" and len(sale.product.ways) > 1:
        _choose(turn, sale, in_place=sale.is_choice and not typed)
    else:
        _ask(turn, sale, sale.way or sale.product.ways[0])


def _order(turn: "Turn", sale: Sale) -> Order:
    """One of a product that is bought again can be asked for as long as the first."""
    orders = turn.journey.orders
    return orders.get(sale.order) or Order(closes_at=orders.get(sale.first, Order()).closes_at)


def _choose(turn: "Turn", sale: Sale, *, in_place: bool) -> None:
    """The ways to pay: in place of the buttons that were pressed, with one that leads back, or in a message."""
    late = _is_late(turn, sale)
    buttons = pay_buttons(turn.script, sale.name, lambda way: price_at(turn, sale.step, sale.name, way, late=late))
    if in_place:
        words = turn.word("choose_another", title=turn.title_of(sale.product))
        back = (ScriptButton(text=words, code=f"back.{sale.number}"),)
        turn.emit(EditButtons(buttons=turn.shown(settled((*buttons, back)), sale.data(""))))
    else:
        turn.reply("choose_method", buttons=turn.shown(settled(buttons), sale.data("")))


def _go_back(turn: "Turn", sale: Sale) -> None:
    """From the ways to pay a product to the products there are."""
    if sale.step:
        keyboard = sale.step.keyboard_now(turn, sale.key, _order(turn, sale).closes_at)
        turn.emit(EditButtons(buttons=turn.shown(keyboard.rows, sale.data(""))))


def _ask(turn: "Turn", sale: Sale, way: "Way") -> None:
    order = _order(turn, sale)
    last = order.asked.get(str(way))
    product, late = sale.product, _is_late(turn, sale)
    price, promo = price_at(turn, sale.step, sale.name, way, late=late), promo_at(turn, sale.name)
    if last and turn.now - last.at < ASK_AGAIN_AFTER and last.price == price:
        turn.toast("asked_to_pay_already")
        return
    receipt = receipts.receipt_of(turn, sale, way)
    if receipt and not receipt.reaches and way.method != "provider":
        receipts.ask_for_contact(turn, sale, order)
        return
    if late and price != price_at(turn, sale.step, sale.name, way):
        turn.toast("price_has_risen", price=show_price(price, turn.script.language))
    title, closes_at = turn.title_of(product), None if late else order.closes_at
    asked = {**order.asked, str(way): Asked(at=turn.now, price=price, promo=promo)}
    turn.change_order(
        sale.order,
        closes_at=order.closes_at,
        asked=asked,
        checkout_at=order.checkout_at or turn.now,
        one_of=sale.is_choice or order.one_of,
        button=str(sale.ref),
    )
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
            receipt=receipt,
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
            asks=receipts.with_contact(product, receipt) if way.method == "provider" else (),
            shipped=bool(product.shipping) and way.method == "provider",
            receipt=receipt,
        )
    )


def contact_given(turn: "Turn", order: str, answer: "Answered") -> None:
    """The person said where their receipt is to be sent: what they wanted to pay is asked for now."""
    ref = ButtonRef.parse(turn.journey.orders[order].button)
    sale = sale_of(turn, ref) if ref else None
    if ref is None or sale is None:
        turn.change_order(order, contact_asked=None)
        turn.reply("step_is_over")
        return
    receipts.keep_contact(turn, order, answer)
    pressed(turn, ref, typed=True)


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
    return is_late(turn, sale.step, sale.name, _order(turn, sale).closes_at)


def _ask_by_hand(turn: "Turn", sale: Sale, way: "Way", price: "Money") -> None:
    button = claims.button(turn, sale, str(way))
    shown = show_price(price, turn.script.language)
    if sale.product.manual:
        turn.send(sale.product.manual, buttons=((button,),), purpose="reply", given={"price": shown})
    else:
        turn.reply("how_to_pay", buttons=((button,),), price=shown)
