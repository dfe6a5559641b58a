"""`for: text`: any words."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn


def read(answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG001  # every kind has this form
    """The words without the space around them; a sticker has none."""
    return answer.text.strip() or None
