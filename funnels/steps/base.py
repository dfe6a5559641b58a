"""What every step is: a piece of the script that is entered, perhaps waits, and is left by a named exit.

A handler returns the name of an exit (`next`, `otherwise`, `paid`, …), or None to stay and wait.
"""

import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import cached_property
from inspect import cleandoc
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from funnels.definition.sketch import sketch
from funnels.definition.templates import StageId

if TYPE_CHECKING:
    from datetime import datetime

    from funnels.definition.script import Script
    from funnels.definition.text import Text
    from funnels.engine.buttons import ButtonRef, Keyboard, SettledKeyboard
    from funnels.engine.inputs import Answered, Called, EventReceived, MemberChecked, StaffActed
    from funnels.engine.standing import Standing
    from funnels.engine.turn import Turn
    from funnels.steps.content import FollowUp
    from funnels.steps.outcome import Outcome
    from funnels.steps.terms import Terms

Exit = str | None

Kind = Literal["says", "asks", "sells", "waits", "decides", "staff", "notes"]
"""What a step is to a marketer who looks at the map: its colour there. `notes` is what nobody sees happen."""

StepId = StageId


class ScriptModel(BaseModel):
    """A part of a script: read once, never changed, unknown keys refused.

    Steps contain steps, so pydantic builds the whole language at once, when the first script is read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Step(ScriptModel, ABC):
    """One thing the bot does or waits for."""

    verb: ClassVar[str]
    hears: ClassVar[bool] = False
    """Whether what the person writes can be what the step waits for."""
    kind: ClassVar[Kind] = "notes"

    id: StepId | None = Field(
        default=None,
        description="A name that goto can jump to, unique in its stage: Latin letters, digits, - and _.",
    )

    @classmethod
    def entry(cls) -> str:
        """Its entry in the reference, in Markdown: the docstring of its file."""
        return cleandoc(sys.modules[cls.__module__].__doc__ or "")

    @property
    def names(self) -> tuple[str, ...]:
        """What others may call it by."""
        return (self.id,) if self.id else ()

    @property
    def offered(self) -> tuple[str, ...]:
        """The products this step offers, where a payment for one of them is an exit."""
        return ()

    @property
    def some_rise(self) -> bool:
        """Whether it goes on selling something it offers after its deadline, at another price."""
        return False

    def paid_exit(self, product: str) -> str:  # noqa: ARG002  # one of several may lead elsewhere
        """The exit that a payment for a product it offers takes."""
        return "paid"

    def terms_of(self, product: str) -> "Terms | None":  # noqa: ARG002  # only an offer changes a price
        """What it asks for a product it offers instead of the product's own price."""
        return None

    def outcomes(self) -> Iterator[tuple[str, "Outcome"]]:
        """The exits besides `next`, each with where it leads."""
        return iter(())

    def written_at(self, exit_: str) -> tuple[str | int, ...]:
        """The way from the step to where it says what that exit leads to."""
        return (exit_,)

    def ways_on(self) -> Iterator[str]:
        """The exits somebody can take."""
        yield "next"

    def ways_through(self) -> Iterator[str]:
        """The exits that can be taken at once, without waiting for anything."""
        yield from self.ways_on()

    def caption(self, script: "Script") -> str:
        """What it does, in the fewest words a map can show: a line a thought, the first one in full.

        By default what is written after its verb.
        """
        written = next(
            getattr(self, name) for name, field in type(self).model_fields.items() if (field.alias or name) == self.verb
        )
        return sketch(written, script.language)

    def timed_messages(self) -> "Iterator[tuple[tuple[str | int, ...], FollowUp]]":
        """What it sends at its times, in the order of their parts, each with the way to it from the step."""
        return iter(())

    @cached_property
    def last_part(self) -> int:
        """The number of the last of them; 0 if there is none."""
        return sum(1 for _ in self.timed_messages())

    def checkout_began(self, turn: "Turn") -> None:
        """The person, at this step, has asked to pay what it sells for the first time."""

    def labels(self) -> "Iterator[tuple[Text, str]]":
        """The buttons the script gives it, each with the exit a press takes; no exit where it moves nothing."""
        return iter(())

    def keyboard(self, script: "Script") -> "Keyboard":  # noqa: ARG002  # most steps have none
        """The buttons under the step's own message and under its follow-ups; `Script.keyboards` has it ready."""
        return ()

    def keyboard_now(self, turn: "Standing", key: str, closes_at: "datetime | None") -> "SettledKeyboard":  # noqa: ARG002  # only an offer closes
        """The same, as this person has it now; `key` is the step's own.

        `closes_at` (UTC) is when it closes for them; only a step of which `some_rise` asks for it.
        """
        return turn.script.keyboards[key]

    @abstractmethod
    def enter(self, turn: "Turn") -> Exit:
        """The journey has come to this step."""

    def arm(self, turn: "Turn") -> None:
        """Set the timers of the wait, counted from when the step was entered; again after a pause."""

    def on_new_zone(self, turn: "Turn") -> None:
        """The person's clock has become another; the sending hours hold on it by themselves."""

    def show(self, turn: "Turn") -> None:
        """Send what the step waits with, once more."""
        turn.reply("will_write_later")

    def saves(self) -> Iterator[tuple[str, tuple[str | int, ...]]]:
        """The attributes it keeps, each with the way to its name from the step."""
        return iter(())

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

    def takes(self, turn: "Turn", answer: "Answered") -> bool:  # noqa: ARG002  # a step that asks nothing takes nothing
        """Whether the step can make something of what the person wrote; else keywords and the fallback may."""
        return False

    def member_checked(self, turn: "Turn", found: "MemberChecked") -> Exit:  # noqa: ARG002  # only a gate asks
        """Telegram has said whether the person is in a channel."""
        return None

    def given_back(self, turn: "Turn", act: "StaffActed") -> Exit:  # noqa: ARG002  # only a handoff waits for it
        """Somebody of the staff has given the chat back to the bot."""
        return None

    def called(self, turn: "Turn", result: "Called") -> Exit:  # noqa: ARG002  # only a call waits for it
        """A web address has answered, or failed to."""
        return None

    def called_late(self, turn: "Turn", result: "Called") -> None:
        """A web address that this step called has answered, or failed to, when the journey had gone on."""

    def timer(self, turn: "Turn", timer: str) -> Exit:  # noqa: ARG002  # a step without timers ignores it
        """A timer of this wait has come due."""
        return None

    def keeps_hour(self, turn: "Turn", timer: str) -> bool:  # noqa: ARG002  # most leave it to the sending hours
        """Whether the script names the hour at which this timer is due, so that it is kept even at night."""
        return False

    def awaits(self, event: str) -> bool:  # noqa: ARG002  # most wait for none
        """Whether the step waits for an event of this name."""
        return False

    def happened(self, turn: "Turn", event: "EventReceived") -> Exit:  # noqa: ARG002  # a step that waits for none
        """An event that `awaits` knows has happened while the journey waits here."""
        return None
