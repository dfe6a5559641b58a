"""Handing over what somebody paid for, or is given."""

import html
from typing import TYPE_CHECKING

from funnels.engine.effects.members import Invitation
from funnels.engine.effects.shown import SendMessage
from funnels.engine.orders import OrderRef

if TYPE_CHECKING:
    from funnels.engine.turn import Turn
    from funnels.steps.delivery import Delivery
    from funnels.words import Word


CODE = "\ue000"
"""Stands in a text for the code, which is taken from its list only when the goods are sent."""


def hand_over(turn: "Turn", delivery: "Delivery", order: str = "") -> None:
    """Send the goods; for an `order` they are owed until all of them have arrived.

    Several files go ahead of the text, each album a message of its own, so that what fails is sent again alone.
    """
    media = delivery.captioned
    for parcel in () if media else delivery.parcels:
        turn.emit(SendMessage(text="", media=parcel, lane=turn.lane, purpose="goods", order=order))
    invitation = _invitation(turn, delivery, order)
    codes = delivery.codes or ""
    if delivery.text:
        given = {"code": CODE} if codes else {}
        turn.send(
            delivery.text, media=media, purpose="goods", order=order, invitation=invitation, codes=codes, given=given
        )
    else:
        word: Word = "thanks_for_payment" if order else "here_you_are"
        turn.reply(word, media=media, purpose="goods", order=order, invitation=invitation, codes=codes)


def with_code(text: str, code: str) -> str:
    """The text of goods (Telegram HTML) with the code that was taken for them: where it says so, or at its end."""
    shown = f"<code>{html.escape(code, quote=False)}</code>"
    return text.replace(CODE, shown) if CODE in text else f"{text}\n\n{shown}".strip()


def _invitation(turn: "Turn", delivery: "Delivery", order: str) -> Invitation | None:
    """It is named after the order, or after the person who is given it."""
    if delivery.invite is None:
        return None
    ref = OrderRef.parse(order)
    return Invitation(
        chat=delivery.invite.chat,
        by_request=delivery.invite.by == "request",
        name=str(ref) if ref else f"{turn.journey.subscriber.id}:{turn.journey.funnel}",
        label=turn.word("invite_join"),
    )
