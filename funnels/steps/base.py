"""What every step is: a piece of the script that is entered, perhaps waits, and is left by a named exit.

A handler returns the name of an exit (`next`, `otherwise`, `paid`, …), or None to stay and wait.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from funnels.definition.templates import StageId

if TYPE_CHECKING:
    from funnels.definition.script import Script
    from funnels.engine.buttons import ButtonRef, Keyboard
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps import Outcome

Exit = str | None

StepId = StageId


class ScriptModel(BaseModel):
    """A part of a script: read once, never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Step(ScriptModel, ABC):
    """One thing the bot does or waits for."""

    verb: ClassVar[str]

    id: StepId | None = Field(
        default=None,
        description="A name that goto can jump to, unique in its stage: Latin letters, digits, - and _.",
    )

    @property
    def offered(self) -> str | None:
        """The product this step offers, where a payment for it is an exit."""
        return None

    def outcomes(self) -> Iterator[tuple[str, "Outcome"]]:
        """The exits besides `next`, each with where it leads."""
        return iter(())

    def ways_on(self) -> Iterator[str]:
        """The exits somebody can take."""
        yield "next"

    def ways_through(self) -> Iterator[str]:
        """The exits that can be taken at once, without waiting for anything."""
        yield from self.ways_on()

    def keyboard(self, script: "Script") -> "Keyboard":  # noqa: ARG002  # most steps have none
        """The buttons under the step's own message and under its follow-ups; `Script.keyboards` has it ready."""
        return ()

    @abstractmethod
    def enter(self, turn: "Turn") -> Exit:
        """The journey has come to this step."""

    def arm(self, turn: "Turn") -> None:
        """Set the timers of the wait, counted from when the step was entered; again after a pause."""

    def show(self, turn: "Turn") -> None:
        """Send what the step waits with, once more."""
        turn.reply("will_write_later")

    def sells(self, product: str) -> bool:  # noqa: ARG002  # most steps sell nothing
        """Whether a button of this step orders the product."""
        return False

    def has_button(self, code: str, part: int) -> bool:  # noqa: ARG002  # most steps have none
        """Whether a button of this code that answers is under the message (`part` 0) or its nth follow-up."""
        return False

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:  # noqa: ARG002  # a step without buttons ignores it
        """A button that `has_button` knows was pressed while the journey waits here."""
        return None

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:  # noqa: ARG002  # a step that asks nothing ignores it
        """The person wrote something while the journey waits here."""
        turn.reply("nothing_to_answer")
        return None

    def timer(self, turn: "Turn", timer: str) -> Exit:  # noqa: ARG002  # a step without timers ignores it
        """A timer of this wait has come due."""
        return None
