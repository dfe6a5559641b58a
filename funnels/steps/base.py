"""What every step is: a piece of the script that is entered, perhaps waits, and is left by a named exit.

A handler returns the name of an exit (`next`, `otherwise`, `paid`, …), or None to stay and wait.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from funnels.definition.templates import check_id

if TYPE_CHECKING:
    from funnels.engine.buttons import ButtonRef
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps import Outcome

Exit = str | None

StepId = Annotated[str, BeforeValidator(check_id)]


class ScriptModel(BaseModel):
    """A part of a script: read once, never changed, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Step(ScriptModel):
    """One thing the bot does or waits for."""

    verb: ClassVar[str]

    id: StepId | None = Field(
        default=None,
        description="A name that goto can jump to, unique in its stage: Latin letters, digits, - and _.",
    )

    def outcomes(self) -> Iterator[tuple[str, "Outcome"]]:
        """The exits besides `next`, each with where it leads."""
        return iter(())

    def enter(self, turn: "Turn") -> Exit:
        """The journey has come to this step."""
        raise NotImplementedError(self.verb)

    def arm(self, turn: "Turn") -> None:
        """Set the timers of the wait, counted from when the step was entered; again after a pause."""

    def show(self, turn: "Turn") -> None:
        """Send what the step waits with, once more."""
        turn.reply("will_write_later")

    def pressed(self, turn: "Turn", button: "ButtonRef") -> Exit:  # noqa: ARG002  # a step without buttons ignores it
        """One of this step's buttons was pressed while the journey waits here."""
        return None

    def answered(self, turn: "Turn", answer: "Answered") -> Exit:  # noqa: ARG002  # a step that asks nothing ignores it
        """The person wrote something while the journey waits here."""
        turn.reply("nothing_to_answer")
        return None

    def timer(self, turn: "Turn", timer: str) -> Exit:  # noqa: ARG002  # a step without timers ignores it
        """A timer of this wait has come due."""
        return None
