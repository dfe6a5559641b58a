"""Handing over what somebody paid for, or is given."""

from typing import TYPE_CHECKING

from funnels.engine.effects.media import Media
from funnels.engine.effects.members import Invitation
from funnels.engine.orders import OrderRef

if TYPE_CHECKING:
    from funnels.engine.turn import Turn
    from funnels.steps.delivery import Delivery
    from funnels.words import Word


def hand_over(turn: "Turn", delivery: "Delivery", order: str = "") -> None:
    """Send the goods; for an `order` they are owed until they have arrived."""
    media = Media(kind="document", path=delivery.file) if delivery.file else None
    invitation = _invitation(turn, delivery, order)
    if delivery.text:
        turn.send(delivery.text, media=media, purpose="goods", order=order, invitation=invitation)
    else:
        word: Word = "thanks_for_payment" if order else "here_you_are"
        turn.reply(word, media=media, purpose="goods", order=order, invitation=invitation)


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
