"""The way out of a subscription: a button that cancels it, from any message, however old."""

from typing import TYPE_CHECKING

from funnels.definition.methods import Way
from funnels.definition.spoken import spoken
from funnels.engine.buttons import ButtonRef
from funnels.engine.effects.facts import Track
from funnels.engine.effects.shown import Button
from funnels.engine.orders import Order
from funnels.engine.pricing import show_price
from funnels.engine.sale import OUTSIDE
from funnels.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from funnels.definition.products import Product
    from funnels.engine.journey import Journey
    from funnels.engine.turn import Turn

CANCEL = "unsubscribe"
"""`unsubscribe.N` cancels the subscription to product N."""


def is_cancel_code(code: str) -> bool:
    """Whether a button's code cancels a subscription."""
    return code.partition(".")[0] == CANCEL


def cancel_buttons(number: int, journey: "Journey", language: str) -> tuple[tuple[Button, ...], ...]:
    """The button that cancels the subscription to the product of this number."""
    ref = ButtonRef(journey.funnel, journey.run, OUTSIDE, 0, 0, f"{CANCEL}.{number}")
    return ((Button(text=say("cancel_subscription", language), data=str(ref)),),)


def remind_of_renewal(turn: "Turn", name: str, product: "Product") -> None:
    """Before the next payment: how much it is, and the way out of it."""
    way, renewal = Way("stars"), turn.journey.subscriber.access[turn.full_name(name)].renewal
    assert renewal is not None  # it renews by itself
    asked = turn.journey.orders.get(renewal.order, Order()).asked.get(str(way))
    turn.reply(
        "renews_soon",
        buttons=cancel_buttons(turn.script.product_number(name), turn.journey, turn.script.language),
        title=turn.plain(product.title),
        price=show_price(asked.price if asked else product.price_by(way), turn.script.language),
        next=day(turn, renewal.at),
    )
    turn.emit(Track(event="access_reminded", detail=name))


def day(turn: "Turn", moment: "datetime") -> str:
    """The day of a moment on the person's own clock, in words."""
    return spoken(moment.astimezone(turn.zone).date(), turn.script.language)
