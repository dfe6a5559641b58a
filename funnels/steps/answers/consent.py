"""`for: consent`: that the person agrees to the question's text.

The fact `consented` keeps when, the script's version and the first 12 digits of the SHA-256 of the text as the script
has it, so that it can be shown later what was agreed to. A button of `skip:` is the way to say no.
"""

from hashlib import sha256
from typing import TYPE_CHECKING

from funnels.engine.buttons import Keyboard, ScriptButton
from funnels.steps.answers.kind import Kind
from funnels.words import say

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.subscriber import Attribute
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask

AGREE = "agree"

_YES = frozenset({"да", "согласен", "согласна", "ок", "хорошо", "yes", "i agree", "agree", "ok", "okay", "y", "д"})


class Consent(Kind):
    """A yes; whoever does not say it is asked again, or may skip where the script lets them."""

    error = "ask_consent_error"
    options = ("agree",)

    def keyboard(self, ask: "Ask", language: str) -> Keyboard:
        return ((ScriptButton(text=ask.agree or say("i_agree", language), code=AGREE),),)

    def has_button(self, ask: "Ask", code: str) -> bool:  # noqa: ARG002  # every kind's form
        return code == AGREE

    def pressed(self, ask: "Ask", code: str, part: int, turn: "Turn") -> bool:  # noqa: ARG002  # as above
        return True

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> bool | None:  # noqa: ARG002  # as above
        """True, for words that say yes."""
        return answer.text.strip(" .!").casefold() in _YES or None

    def kept(self, ask: "Ask", value: "Attribute", turn: "Turn") -> None:  # noqa: ARG002  # as above
        """The fact: when, by which script version, to which text: `5d41402abc4b v3`.

        The first part is of the text as the script has it, so that it is the same for everybody who agreed to it,
        and for every version of the script that did not change it: `sha256` of its UTF-8, 12 digits.
        """
        text = sha256(ask.ask.source.encode()).hexdigest()[:12]
        turn.track("consented", detail=f"{text} v{turn.script.version}")
