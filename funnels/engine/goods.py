"""Handing over what somebody paid for, or is given."""

from typing import TYPE_CHECKING

from funnels.engine.effects.media import Media

if TYPE_CHECKING:
    from funnels.engine.turn import Turn
    from funnels.steps.delivery import Delivery


def hand_over(turn: "Turn", delivery: "Delivery", order: str = "") -> None:
    """Send the goods; for an `order` they are owed until they have arrived."""
    media = Media(kind="document", path=delivery.file) if delivery.file else None
    if delivery.text:
        turn.send(delivery.text, media=media, purpose="goods", order=order)
    else:
        turn.reply("thanks_for_payment" if order else "here_you_are", media=media, purpose="goods", order=order)
