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
    from collections.abc import Iterator
    from datetime import datetime

    from funnels.definition.methods import Way
    from funnels.definition.products import Product
    from funnels.definition.receipts import Receipt
    from funnels.definition.shipping import Ask
    from funnels.engine.inputs import Answered
    from funnels.engine.orders import Order
    from funnels.engine.sale import Sale
    from funnels.engine.turn import Turn

ANSWER_WITHIN = timedelta(days=7)
"""How long an address is taken for the answer."""

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_DIGITS = re.compile(r"(?:\d[\s()+-]*){5}")
"""As many as make words look like a phone number."""


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
        phone=phone if said.to == "any" and _E164.fullmatch(phone) else "",
    )


def ask_for_contact(turn: "Turn", sale: "Sale", order: "Order") -> None:
    """Ask where the receipt is to be sent; the button that was pressed is pressed again when that is known."""
    turn.change_order(sale.order, closes_at=order.closes_at, contact_asked=turn.now, button=str(sale.ref))
    receipt = sale.product.receipt
    turn.reply("receipt_where_email" if receipt and receipt.to == "email" else "receipt_where")


def with_contact(product: "Product", receipt: ReceiptData | None) -> "tuple[Ask, ...]":
    """What a payment form asks: also the e-mail, where a receipt would reach nobody without it."""
    asks, said = product.asked, product.receipt
    reaching = {"email"} if said and said.to == "email" else {"email", "phone"}
    reached = receipt is None or receipt.reaches or not reaching.isdisjoint(asks)
    return asks if reached else (*asks, "email")


def wants_contact(turn: "Turn", answer: "Answered") -> "tuple[datetime, str] | None":
    """The order that waits for the e-mail or phone number the person wrote, and since when; the newest of several."""
    return max((one for one in _waiting(turn) if any(_contact_in(turn, _receipt(turn, one[1]), answer))), default=None)


def misses_contact(turn: "Turn", answer: "Answered") -> "tuple[datetime, str] | None":
    """The newest order that waits for such an address, where the words are meant for one and are none."""
    meant = "@" in answer.text or _DIGITS.search(answer.text)
    return max(_waiting(turn), default=None) if meant and not wants_contact(turn, answer) else None


def ask_again(turn: "Turn", order: str) -> None:
    """What the person wrote is no address: say so, and go on waiting."""
    turn.reply("ask_email_error" if _receipt(turn, order).to == "email" else "receipt_unreadable")


def _waiting(turn: "Turn") -> "Iterator[tuple[datetime, str]]":
    """Orders that wait for where their receipt goes, and since when."""
    for name, order in turn.journey.orders.items():
        if order.contact_asked and turn.now - order.contact_asked <= ANSWER_WITHIN:
            yield order.contact_asked, name


def _receipt(turn: "Turn", order: str) -> "Receipt":
    receipt = turn.ordered(order)[1].receipt
    assert receipt is not None  # the order waits for where it goes
    return receipt


def _contact_in(turn: "Turn", receipt: "Receipt", answer: "Answered") -> tuple[str, str]:
    """An e-mail and a phone number, of which at most one is there."""
    email = address_in(answer.text) or ""
    if email or receipt.to == "email":
        return email, ""
    return "", answer.phone or number_in(answer.text, country_of(turn.script)) or ""


def keep_contact(turn: "Turn", order: str, answer: "Answered") -> None:
    """Keep where receipts are sent; from now on the person is a lead."""
    said = _receipt(turn, order)
    email, phone = _contact_in(turn, said, answer)
    turn.change_order(order, contact_asked=None)
    turn.set_attribute(said.email if email else said.phone, email or phone)
    turn.track("marked", detail="lead")
    turn.reply("receipt_goes", address=email or phone)
