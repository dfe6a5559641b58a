"""A kind of answer by which a person can be reached: whoever gives it is a lead."""

from typing import TYPE_CHECKING

from funnels.engine.subscriber import Attribute
from funnels.steps.answers.kind import Kind

if TYPE_CHECKING:
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask


class Lead(Kind):
    """A contact."""

    def kept(self, ask: "Ask", value: Attribute, turn: "Turn") -> None:  # noqa: ARG002  # every kind's form
        """A contact was left."""
        turn.track("marked", detail="lead")
