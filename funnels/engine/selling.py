"""Selling inside a journey: pay buttons, asking for the payment, and the person's word that they have paid.

A pay button works as long as its offer is open, even when the journey has gone on; a product is sold to a
person once. What the money then changes is in `payment`.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.definition.methods import price_in
from funnels.definition.money import Money
from funnels.engine.buttons import ButtonRef, Keyboard, ScriptButton
from funnels.engine.effects.orders import OpenOrder, RecordClaim
from funnels.engine.effects.shown import Button, SendInvoice
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.limits import INVOICE_DESCRIPTION_LIMIT
from funnels.engine.orders import Asked, Order
from funnels.engine.payment import title_of
from funnels.engine.sale import Sale, sale_of
from funnels.engine.values import show_price
from funnels.words import Word, say

if TYPE_CHECKING:
    from funnels.definition.methods import Method
    from funnels.definition.products import Product
    from funnels.definition.script import Script
    from funnels.engine.turn import Turn
    from funnels.steps.base import Step

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""A second press within this time gets a toast instead of a second invoice."""

_PAY_WORDS: "dict[Method, Word]" = {"stars": "pay_stars", "manual": "pay_manual"}


def price_at(step: "Step", name: str, product: "Product", method: "Method") -> Money:
    """The price by one method, with what an offer of it changes."""
    offered = price_in(step, method) if step.offered == name else None
    return offered or product.price_by(method)


def pay_buttons(script: "Script", step: "Step", name: str) -> Keyboard:
    """One button for each way to pay, each in a row of its own."""
    number, product = script.product_number(name), script.products[name]
    rows = []
    for method in product.methods:
        price = show_price(price_at(step, name, product, method), script.language)
        text = say(_PAY_WORDS[method], script.language, price=price)
        rows.append((ScriptButton(text=text, code=f"pay.{method}.{number}"),))
    return tuple(rows)


def pressed(turn: "Turn", ref: ButtonRef) -> None:
    """A pay button, new or old: open the order and ask for the payment, unless there is a reason not to."""
    sale = sale_of(turn, ref)
    if sale is None:
        turn.toast("step_is_over")
        return
    turn.clicked(ref)
    order = turn.journey.orders.get(sale.order, Order())
    if turn.has_bought(sale.name):
        turn.toast("already_bought")
    elif sale.kind == "claim":
        _claim(turn, sale)
    elif order.closes_at and turn.now >= order.closes_at:
        turn.toast("offer_is_over")
    elif sale.kind == "buy" and len(sale.product.methods) > 1:
        _choose(turn, sale)
    else:
        wanted = sale.method or sale.product.methods[0]
        _ask(turn, sale, next(method for method in sale.product.methods if method == wanted))


def _choose(turn: "Turn", sale: Sale) -> None:
    buttons = pay_buttons(turn.script, sale.place.step, sale.name)
    turn.reply("choose_method", buttons=turn.shown(buttons, sale.data("")))


def _ask(turn: "Turn", sale: Sale, method: "Method") -> None:
    order = turn.journey.orders.get(sale.order, Order())
    last = order.asked.get(method)
    if last and turn.now - last.at < ASK_AGAIN_AFTER:
        turn.toast("asked_to_pay_already")
        return
    product, step = sale.product, sale.place.key
    price = price_at(sale.place.step, sale.name, product, method)
    title = title_of(turn, product)
    turn.change_order(sale.order, asked={**order.asked, method: Asked(at=turn.now, price=price)})
    turn.emit(
        OpenOrder(
            order=sale.order,
            product=sale.name,
            title=title,
            price=price,
            method=method,
            expires_at=order.closes_at,
            step=step,
        )
    )
    if method == "stars":
        about = product.description
        description = turn.plain(about, INVOICE_DESCRIPTION_LIMIT) if about else title
        turn.emit(
            SendInvoice(order=sale.order, title=title, description=description, price=price, method=method, step=step)
        )
        return
    button = Button(text=say("i_have_paid", turn.script.language), data=sale.data(f"claim.{sale.number}"))
    shown = show_price(price, turn.script.language)
    if product.manual:
        turn.send(product.manual, buttons=((button,),), purpose="reply", price=shown)
    else:
        turn.reply("how_to_pay", buttons=((button,),), price=shown)


def _claim(turn: "Turn", sale: Sale) -> None:
    order = turn.journey.orders[sale.order]
    if order.claimed:
        turn.toast("claim_known")
        return
    turn.change_order(sale.order, claimed=True)
    turn.emit(RecordClaim(order=sale.order, answer=""))
    title, price = title_of(turn, sale.product), order.asked["manual"].price
    turn.emit(NotifyOwners(about="claimed", order=sale.order, title=title, money=price))
    turn.reply("claim_received")
