"""What the table of the kinds of answers holds of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from funnels.words import Word

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn


def _nothing_more(turn: "Turn", value: str) -> None:
    """For most kinds an answer is only kept."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of answer."""

    read: Callable[["Answered", "Turn"], str | None]
    """The value to keep, or None for an answer that does not fit; it changes nothing."""
    error: Word
    """What the bot says to an answer that does not fit, unless the script has words of its own."""
    kept: Callable[["Turn", str], None] = _nothing_more
    """What else follows from a value that fits."""
