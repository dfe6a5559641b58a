"""What every kind of answer can do; each has a file, and a line in the table of kinds."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from funnels.engine.subscriber import Attribute
from funnels.words import Word

if TYPE_CHECKING:
    from funnels.engine.buttons import Keyboard
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask


class Kind(ABC):
    """One kind of answer. It holds nothing itself: what a question says of it is in the question."""

    error: ClassVar[Word]
    """What the bot says to an answer that does not fit, unless the script has words of its own."""
    options: ClassVar[tuple[str, ...]] = ()
    """The keys of a question that only some kinds have, as a script writes them."""

    def check(self, key: str, value: Any, given: Mapping[str, Any]) -> None:  # noqa: B027  # most take any
        """Refuse the value of one of `options` by raising what `wrong` makes.

        `given` are the options read before it, by the names of the fields of `Ask` in their order.
        """

    def keyboard(self, ask: "Ask", language: str) -> "Keyboard":  # noqa: ARG002  # most have no buttons
        """The buttons that belong to the kind; the one that skips comes after them."""
        return ()

    @abstractmethod
    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> Attribute | None:
        """The value to keep, or None for an answer that does not fit; it changes nothing."""

    def complain(self, ask: "Ask", answer: "Answered", turn: "Turn") -> None:  # noqa: ARG002  # some say what is wrong
        """Say in the bot's own words that the answer does not fit."""
        turn.reply(self.error, buttons=turn.keyboard(0))

    def kept(self, ask: "Ask", value: Attribute, turn: "Turn") -> None:  # noqa: B027  # for most nothing
        """What else follows from a value that fits."""

    def told(self, ask: "Ask", value: Attribute, turn: "Turn") -> str:  # noqa: ARG002  # most tell nothing
        """What the reports may know of the value: nothing, where it is the person's own words."""
        return ""

    def has_button(self, ask: "Ask", code: str) -> bool:  # noqa: ARG002  # most have no buttons
        """Whether a button of this code is one of `keyboard` that comes back as a press."""
        return False

    def pressed(self, ask: "Ask", code: str, part: int, turn: "Turn") -> Attribute | None:  # noqa: ARG002  # as above
        """A button that `has_button` knows was pressed: the value to keep, or None where it is not settled yet."""
        return None
