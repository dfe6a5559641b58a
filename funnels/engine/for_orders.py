"""What a person sends that is for an order, whatever step the journey stands at: an address, a proof of a transfer."""

from datetime import datetime

from funnels.definition.script import Script
from funnels.engine import claims, receipts, selling
from funnels.engine.effects import Effect
from funnels.engine.inputs import Answered
from funnels.engine.journey import Journey
from funnels.engine.left import Left
from funnels.engine.turn import Turn


def wants(script: Script, journey: Journey, answer: Answered, now: datetime) -> tuple[datetime, str] | None:
    """The order of the journey that waits for what the person sent, and since when."""
    turn = Turn(script, journey, now)
    return receipts.wants_contact(turn, answer) or claims.proves(turn, answer)


def tells_of_claim(script: Script, journey: Journey, answer: Answered, now: datetime) -> tuple[datetime, str] | None:
    """The order of the journey whose claim these words may be about, and since when it waits."""
    return claims.tells_of(Turn(script, journey, now), answer)


def misses_address(script: Script, journey: Journey, answer: Answered, now: datetime) -> tuple[datetime, str] | None:
    """The order of the journey that waits for an address which these words miss, and since when."""
    return receipts.misses_contact(Turn(script, journey, now), answer)


def give(
    script: Script, journey: Journey, order: str, answer: Answered, now: datetime, *, left: Left
) -> tuple[Journey, tuple[Effect, ...]]:
    """What the person sent is for this order; the journey stays where it is."""
    turn = Turn(script, journey, now, left=left)
    if receipts.wants_contact(turn, answer):
        selling.contact_given(turn, order, answer)
    elif receipts.misses_contact(turn, answer):
        receipts.ask_again(turn, order)
    else:
        claims.attach(turn, order, answer)
    return turn.journey, tuple(turn.effects)
