"""Selling inside a journey: pay buttons, asking for the payment, and what a payment changes.

A pay button works as long as its offer is open, even when the journey has gone on; a product is sold to a person once.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.definition.money import Money, format_money
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects import (
    Button,
    ClaimPayment,
    Media,
    NotifyOwners,
    OpenOrder,
    RecordPayment,
    SendInvoice,
)
from funnels.engine.inputs import Paid, PaymentRefused
from funnels.engine.orders import OrderRef
from funnels.words import Word, say

if TYPE_CHECKING:
    from funnels.definition.products import Method, Product
    from funnels.engine.turn import Turn

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""A second press within this time gets a toast instead of a second invoice."""

_PAY_WORDS: "dict[Method, Word]" = {"stars": "pay_stars", "manual": "pay_manual"}
_CODES = ("pay", "buy", "claim")


def is_pay_code(code: str) -> bool:
    """Whether a button's code belongs to selling, which also answers presses on old messages."""
    return code.partition(".")[0] in _CODES


def price_at(turn: "Turn", place: int, name: str, method: "Method") -> Money:
    """The price by one method, with what the offer at that place changes."""
    step = turn.script.place_at(place).step
    product = turn.script.products[name]
    changed = product.model_copy(
        update={
            key: value
            for key in ("price", "stars")
            if getattr(step, "offer", None) == name and (value := getattr(step, key)) is not None
        }
    )
    return changed.price_by(method)


def pay_buttons(turn: "Turn", name: str, part: int) -> tuple[tuple[Button, ...], ...]:
    """One button for each way to pay, each in a row of its own."""
    number = turn.script.product_number(name)
    rows = []
    for method in turn.script.products[name].methods:
        price = format_money(price_at(turn, turn.place.index, name, method), turn.script.language)
        data = turn.data(f"pay.{method}.{number}", part)
        rows.append((Button(text=say(_PAY_WORDS[method], turn.script.language, price=price), data=data),))
    return tuple(rows)


def pressed(turn: "Turn", ref: ButtonRef) -> None:
    """A pay button, new or old: open the order and ask for the payment, unless there is a reason not to."""
    kind, _, rest = ref.code.partition(".")
    method_name, _, number = rest.rpartition(".")
    name = turn.script.product_name(int(number))
    product = turn.script.products[name]
    order = OrderRef(
        subscriber=turn.journey.subscriber.id,
        funnel=ref.funnel,
        run=ref.run,
        revision=ref.revision,
        product=int(number),
    )
    deadline = turn.journey.deadlines.get(str(order))
    if turn.has_bought(name):
        turn.toast("already_bought")
    elif deadline and turn.now >= deadline:
        turn.toast("offer_is_over")
    elif kind == "claim":
        _claim(turn, str(order), name, price_at(turn, ref.place, name, "manual"))
    elif kind == "buy" and len(product.methods) > 1:
        _choose(turn, ref, name)
    else:
        method = product.methods[0] if kind == "buy" else next(m for m in product.methods if m == method_name)
        _ask(turn, ref, str(order), name, method)


def _choose(turn: "Turn", ref: ButtonRef, name: str) -> None:
    rows = []
    for method in turn.script.products[name].methods:
        price = format_money(price_at(turn, ref.place, name, method), turn.script.language)
        code = f"pay.{method}.{turn.script.product_number(name)}"
        data = str(ButtonRef(**{**vars(ref), "code": code}))
        rows.append((Button(text=say(_PAY_WORDS[method], turn.script.language, price=price), data=data),))
    turn.reply("choose_method", buttons=tuple(rows))


def _ask(turn: "Turn", ref: ButtonRef, order: str, name: str, method: "Method") -> None:
    asked = turn.journey.asked_to_pay.get(f"{order}/{method}")
    if asked and turn.now - asked < ASK_AGAIN_AFTER:
        turn.toast("invoice_is_above")
        return
    product = turn.script.products[name]
    price = price_at(turn, ref.place, name, method)
    title = turn.plain(product.title)
    step = turn.script.place_at(ref.place).key
    turn.change(asked_to_pay={**turn.journey.asked_to_pay, f"{order}/{method}": turn.now})
    turn.emit(
        OpenOrder(
            order=order,
            product=name,
            title=title,
            price=price,
            method=method,
            expires_at=turn.journey.deadlines.get(order),
            step=step,
        )
    )
    if method == "stars":
        description = turn.plain(product.description) if product.description else title
        turn.emit(
            SendInvoice(
                order=order, title=title, description=description, price=price, method=method, step=step
            )
        )
        return
    data = str(ButtonRef(**{**vars(ref), "code": f"claim.{turn.script.product_number(name)}"}))
    button = Button(text=say("i_have_paid", turn.script.language), data=data)
    shown = format_money(price, turn.script.language)
    if product.manual:
        turn.send(product.manual, buttons=((button,),), purpose="reply", price=shown)
    else:
        turn.reply("how_to_pay", buttons=((button,),), price=shown)


def _claim(turn: "Turn", order: str, name: str, price: Money) -> None:
    if order in turn.journey.claimed:
        turn.toast("claim_known")
        return
    turn.change(claimed=turn.journey.claimed | {order})
    turn.emit(
        ClaimPayment(
            order=order, product=name, title=turn.plain(turn.script.products[name].title), price=price
        )
    )
    turn.reply("claim_received")


def refused(turn: "Turn", input_: PaymentRefused) -> None:
    """Staff did not find the money: the person is told, and may say again that they paid."""
    if input_.order in turn.journey.claimed:
        turn.change(claimed=turn.journey.claimed - {input_.order})
        turn.reply("payment_refused")


def paid(turn: "Turn", input_: Paid) -> str | None:
    """Money arrived: record it, hand over the goods, meet the goals, move the journey if it stood waiting for this.

    A second payment of the same order is recorded, delivers nothing, and is put before the owners.
    """
    ref = OrderRef.parse(input_.order)
    assert ref is not None  # `receive` found this journey by it
    name = turn.script.product_name(ref.product)
    product = turn.script.products[name]
    title = turn.plain(product.title)
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
        turn.reply("paid_twice")
        turn.emit(NotifyOwners(about="paid_again", order=input_.order, title=title, money=input_.money))
        return None
    turn.emit(NotifyOwners(about="paid", order=input_.order, title=title, money=input_.money))
    turn.bought(name, input_.order)
    turn.track("bought", detail=name)
    _deliver(turn, product, input_.order)
    goal = f"paid {name}"
    turn.goal_met(goal)
    if turn.journey.ended or not turn.journey.step:
        return None
    if getattr(turn.place.step, "offer", None) == name:
        return "paid"
    return "stage_over" if turn.stage.goal == goal else None


def _deliver(turn: "Turn", product: "Product", order: str) -> None:
    media = Media(kind="document", path=product.deliver.file) if product.deliver.file else None
    if product.deliver.text:
        turn.send(product.deliver.text, media=media, purpose="goods", order=order)
    else:
        turn.reply("thanks_for_payment", media=media, purpose="goods", order=order)
