"""Words that no question, button or keyword understood: the person gets an answer, staff get the words."""

from datetime import timedelta
from typing import TYPE_CHECKING

from funnels.engine import staffing

if TYPE_CHECKING:
    from funnels.definition.menu import Fallback
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn

LONGEST_KEPT = 200
"""Characters of such words that the facts keep."""

SAID_AGAIN_AFTER = timedelta(minutes=10)
"""Whoever writes five messages in a row is told once that a person will answer."""


def answer(turn: "Turn", fallback: "Fallback", said: "Answered") -> None:
    """Do what the script's `fallback:` says."""
    turn.track("not_understood", detail=said.text[:LONGEST_KEPT])
    if fallback.handoff:
        staffing.pass_on(turn, "asked", staffing.MANAGER, said)
    last = turn.journey.passed_on_at
    if last is None or turn.now - last >= SAID_AGAIN_AFTER:
        turn.change(passed_on_at=turn.now)
        if fallback.message:
            turn.send(fallback.message, purpose="reply")
        else:
            turn.reply("passed_on")
