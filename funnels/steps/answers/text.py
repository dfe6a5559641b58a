"""`for: text`: any words."""

from typing import TYPE_CHECKING

from funnels.steps.answers.kind import Kind

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask


class Text(Kind):
    """Words as they were written."""

    error = "ask_text_error"

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG002  # every kind's form
        """The words without the space around them; a sticker has none."""
        return answer.text.strip() or None
