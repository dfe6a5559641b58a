"""`for: location`: where the person is, shared by a button; an address in words is none."""

from typing import TYPE_CHECKING

from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.steps.answers.contact import SHARE
from funnels.steps.answers.kind import Kind
from funnels.words import say

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask


class Location(Kind):
    """A point of the map."""

    error = "ask_location_error"
    options = ("share",)

    def keyboard(self, ask: "Ask", language: str) -> Keyboard:
        label = ask.share or say("share_location", language)
        return ((ScriptButton(text=label, code=SHARE, shares="location"),),)

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG002  # every kind's form
        """Latitude and longitude in degrees: `55.755800,37.617300`."""
        return answer.place or None
