"""Selling inside a journey: pay buttons, asking for the payment, and what a payment changes.

A pay button works as long as its offer is open, even when the journey has gone on; a product is sold to a
person once. Money that has been sent is never turned away: only asking for it can be too late.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.definition.methods import price_in
from funnels.definition.money import Money
from funnels.definition.script import STAGE_OVER
from funnels.engine import goods
from funnels.engine.buttons import ButtonRef, Keyboard, ScriptButton, settled
from funnels.engine.effects.orders import ClaimPayment, OpenOrder, RecordPayment
from funnels.engine.effects.shown import Button, SendInvoice
from funnels.engine.effects.staff import NotifyOwners
from funnels.engine.inputs import Paid, PaymentRefused
from funnels.engine.limits import INVOICE_DESCRIPTION_LIMIT, INVOICE_TITLE_LIMIT
from funnels.engine.orders import OrderRef
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
    deadline = turn.journey.deadlines.get(sale.order)
    if turn.has_bought(sale.name):
        turn.toast("already_bought")
    elif sale.kind == "claim":
        _claim(turn, sale)
    elif deadline and turn.now >= deadline:
        turn.toast("offer_is_over")
    elif sale.kind == "buy" and len(sale.product.methods) > 1:
        _choose(turn, sale)
    else:
        wanted = sale.method or sale.product.methods[0]
        _ask(turn, sale, next(method for method in sale.product.methods if method == wanted))


def _choose(turn: "Turn", sale: Sale) -> None:
    buttons = pay_buttons(turn.script, sale.place.step, sale.name)
    turn.reply("choose_method", buttons=turn.shown(settled(buttons), sale.data("")))


def _ask(turn: "Turn", sale: Sale, method: "Method") -> None:
    asked = turn.journey.asked_to_pay.get(f"{sale.order}/{method}")
    if asked and turn.now - asked < ASK_AGAIN_AFTER:
        turn.toast("asked_to_pay_already")
        return
    product, step = sale.product, sale.place.key
    price = price_at(sale.place.step, sale.name, product, method)
    title = _title(turn, product)
    turn.change(asked_to_pay={**turn.journey.asked_to_pay, f"{sale.order}/{method}": turn.now})
    turn.emit(
        OpenOrder(
            order=sale.order,
            product=sale.name,
            title=title,
            price=price,
            method=method,
            expires_at=turn.journey.deadlines.get(sale.order),
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


def _title(turn: "Turn", product: "Product") -> str:
    return turn.plain(product.title, INVOICE_TITLE_LIMIT)


def _claim(turn: "Turn", sale: Sale) -> None:
    if sale.order in turn.journey.claimed:
        turn.toast("claim_known")
        return
    turn.change(claimed=turn.journey.claimed | {sale.order})
    price = price_at(sale.place.step, sale.name, sale.product, "manual")
    turn.emit(ClaimPayment(order=sale.order))
    turn.emit(NotifyOwners(about="claimed", order=sale.order, title=_title(turn, sale.product), money=price))
    turn.reply("claim_received")


def refused(turn: "Turn", input_: PaymentRefused) -> None:
    """Staff did not find the money: the person is told, and may say again that they paid."""
    if input_.order in turn.journey.claimed:
        turn.change(claimed=turn.journey.claimed - {input_.order})
        turn.reply("payment_refused")


def paid(turn: "Turn", input_: Paid) -> str | None:
    """Money arrived: record it, hand over the goods, meet the goals, move the journey if it waited for this.

    A second payment for the same product is recorded, delivers nothing, and is put before the owners.
    """
    ref = OrderRef.parse(input_.order)
    assert ref is not None  # `receive` found this journey by it
    name = turn.script.product_name(ref.product)
    product = turn.script.products[name]
    title = _title(turn, product)
    extra = turn.has_bought(name)
    turn.emit(
        RecordPayment(
            order=input_.order,
            product=name,
            method=input_.method,
            money=input_.money,
            charge=input_.charge,
            extra=extra,
        )
    )
    if extra:
        turn.change(claimed=turn.journey.claimed - {input_.order})
        turn.reply("paid_twice")
        turn.emit(NotifyOwners(about="paid_again", order=input_.order, title=title, money=input_.money))
        return None
    turn.emit(NotifyOwners(about="paid", order=input_.order, title=title, money=input_.money))
    turn.bought(name, input_.order)
    turn.track("bought", detail=name)
    goods.hand_over(turn, product.deliver, input_.order)
    return after_purchase(turn, name)


def after_purchase(turn: "Turn", name: str) -> str | None:
    """Pass the stages whose goal the purchase is; the exit by which it moves the journey, if it does."""
    goal = f"paid {name}"
    turn.goal_met(goal)
    if turn.journey.ended:
        return None
    if turn.offered == name:
        return "paid"
    return STAGE_OVER if turn.stage.goal == goal else None
