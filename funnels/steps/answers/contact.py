"""`for: contact`: the person's own number, shared by a button, so that Telegram vouches for it."""

from typing import TYPE_CHECKING, ClassVar

from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.steps.answers.lead import Lead
from funnels.words import Word, say

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask

SHARE = "share"


class Contact(Lead):
    """A shared contact."""

    error: ClassVar[Word] = "ask_contact_error"
    options: ClassVar[tuple[str, ...]] = ("share",)

    def keyboard(self, ask: "Ask", language: str) -> Keyboard:
        label = ask.share or say("share_contact", language)
        return ((ScriptButton(text=label, code=SHARE, shares="contact"),),)

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG002  # every kind's form
        """The number as E.164, as Telegram knows it."""
        return answer.phone or None

    def complain(self, ask: "Ask", answer: "Answered", turn: "Turn") -> None:
        if answer.kind == "contact":
            turn.reply("not_your_contact", buttons=turn.keyboard(0))
        else:
            super().complain(ask, answer, turn)
