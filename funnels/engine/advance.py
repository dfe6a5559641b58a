"""`advance` takes what happened to a journey and says what follows; so do its siblings here, for what is no input.

`advance(script, journey, input, now, left)` gives the new journey and the effects. It asks nobody: the time is an
argument and so is what is left in stock, the subscriber is part of the journey, and the same arguments always give the
same answer.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from funnels.definition.script import Script
from funnels.engine import fallback, payment
from funnels.engine.effects import Effect
from funnels.engine.effects.facts import StageReached
from funnels.engine.effects.shown import Lane
from funnels.engine.handling import HANDLERS
from funnels.engine.inputs import Answered, EventReceived, Input, TimerFired
from funnels.engine.journey import Journey
from funnels.engine.left import UNLIMITED, Left
from funnels.engine.turn import Turn
from funnels.engine.walking import leave

if TYPE_CHECKING:
    from funnels.definition.menu import Fallback

_LANES: Mapping[type[Input], Lane] = {TimerFired: "timed", EventReceived: "event"}
"""Of messages that nobody in the chat waits for."""


def advance(
    script: Script, journey: Journey, input_: Input, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """The journey after `input_`, and what must happen; raises EndlessLoopError if the script never waits."""
    turn = Turn(script, journey, now, _LANES.get(type(input_), "answer"), left)
    leave(turn, HANDLERS[type(input_)](turn, input_))
    return turn.journey, tuple(turn.effects)


def resume(
    script: Script, journey: Journey, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """Take up a journey whose person is reachable again: its stage goes on, its timers are set anew.

    Times count from when the step began; what came due meanwhile is left out, a wait that is over ends now. A
    payment that came meanwhile moves the journey now.
    """
    turn = Turn(script, journey, now, left=left)
    if not journey.ended and journey.step:
        if journey.stage not in journey.passed:
            turn.emit(StageReached(stage=journey.stage))
        if journey.held:
            turn.change(held="")
            leave(turn, journey.held)
        else:
            turn.place.step.arm(turn)
    return turn.journey, tuple(turn.effects)


def take_note(
    script: Script, journey: Journey, product: str, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """The person bought a product of this funnel in another walk through it: this one need not sell it."""
    turn = Turn(script, journey, now, left=left)
    leave(turn, payment.after_purchase(turn, product))
    return turn.journey, tuple(turn.effects)


def move_clock(
    script: Script, journey: Journey, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """The person has told another journey where they live: what this one waits for comes by their own clock."""
    turn = Turn(script, journey, now, left=left)
    if journey.step:
        turn.place.step.on_new_zone(turn)
    return turn.journey, tuple(turn.effects)


def takes(script: Script, journey: Journey, answer: Answered, now: datetime) -> bool:
    """Whether the step the journey stands at can make something of what the person wrote."""
    turn = Turn(script, journey, now)
    return bool(journey.step) and turn.place.step.takes(turn, answer)


def answer_menu(
    script: Script, journey: Journey, number: int, now: datetime, left: Left = UNLIMITED
) -> tuple[Journey, tuple[Effect, ...]]:
    """Show an entry of the menu; the journey stays where it is."""
    turn = Turn(script, journey, now, left=left)
    turn.show_menu(number)
    return turn.journey, tuple(turn.effects)


def answer_nobody(
    script: Script, journey: Journey, rule: "Fallback", answer: Answered, now: datetime
) -> tuple[Journey, tuple[Effect, ...]]:
    """Words that nothing understood: what the fallback says of them; the journey stays where it is."""
    turn = Turn(script, journey, now)
    fallback.answer(turn, rule, answer)
    return turn.journey, tuple(turn.effects)
