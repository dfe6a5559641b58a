"""Receipts by the law: of what they are made, and asking for where they are sent before the payment is asked for.

The law (54-FZ, article 1.2) has the buyer give an e-mail or a phone number before they pay online.
"""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.engine.effects.receipt import ReceiptData
from funnels.steps.answers.email import address_in
from funnels.steps.answers.phone import country_of, number_in

if TYPE_CHECKING:
    from datetime import datetime

    from funnels.definition.methods import Way
    from funnels.definition.script import Script
    from funnels.definition.shipping import Ask
    from funnels.engine.inputs import Answered
    from funnels.engine.orders import Order
    from funnels.engine.sale import Sale
    from funnels.engine.turn import Turn

ANSWER_WITHIN = timedelta(days=7)
"""How long an address is taken for the answer."""

_E164 = re.compile(r"\+[1-9]\d{6,14}")


def receipt_of(turn: "Turn", sale: "Sale", way: "Way") -> ReceiptData | None:
    """Of what the receipt of this payment is made; None where it has none, or the service knows nothing of it."""
    said = sale.product.receipt
    if said is None or not sale.product.has_receipt(way):
        return None
    known = turn.journey.subscriber.attributes
    phone = str(known.get(said.phone, ""))
    return ReceiptData(
        vat=said.vat,
        subject=said.subject,
        mode=said.mode,
        taxes=said.taxes or "",
        email=address_in(str(known.get(said.email, ""))) or "",
        phone=phone if _E164.fullmatch(phone) else "",
    )


def ask_for_contact(turn: "Turn", sale: "Sale", order: "Order") -> None:
    """Ask where the receipt is to be sent; the button that was pressed is pressed again when that is known."""
    turn.change_order(sale.order, closes_at=order.closes_at, wanted=turn.now, button=str(sale.ref))
    turn.reply("receipt_where")


def with_contact(asks: "tuple[Ask, ...]", receipt: ReceiptData | None) -> "tuple[Ask, ...]":
    """What a payment form asks: also the e-mail, where a receipt would reach nobody without it."""
    reached = receipt is None or receipt.reaches or "email" in asks or "phone" in asks
    return asks if reached else (*asks, "email")


def wants_contact(turn: "Turn", answer: "Answered") -> "tuple[datetime, str] | None":
    """The order that waits for the e-mail or phone number the person wrote, and since when; the newest of several."""
    orders = turn.journey.orders.items()
    waiting = [
        (order.wanted, name) for name, order in orders if order.wanted and turn.now - order.wanted <= ANSWER_WITHIN
    ]
    return max(waiting) if waiting and any(contact_in(turn.script, answer)) else None


def contact_in(script: "Script", answer: "Answered") -> tuple[str, str]:
    """An e-mail and a phone number, of which at most one is there."""
    email = address_in(answer.text) or ""
    return email, "" if email else answer.phone or number_in(answer.text, country_of(script)) or ""


def keep_contact(turn: "Turn", order: str, sale: "Sale", answer: "Answered") -> None:
    """Keep where receipts are sent; from now on the person is a lead."""
    said = sale.product.receipt
    assert said is not None  # the order waits for this
    email, phone = contact_in(turn.script, answer)
    turn.change_order(order, wanted=None)
    turn.set_attribute(said.email if email else said.phone, email or phone)
    turn.track("marked", detail="lead")
    turn.reply("receipt_goes", address=email or phone)
