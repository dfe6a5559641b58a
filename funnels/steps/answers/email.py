"""`for: email`: an address; whoever leaves one is a lead."""

from typing import TYPE_CHECKING

from pydantic import validate_email
from pydantic_core import PydanticCustomError

from funnels.steps.answers.lead import Lead

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn
    from funnels.steps.ask import Ask


def address_in(text: str) -> str | None:
    """The address a text is, its domain in small letters; None if it is none."""
    try:
        return validate_email(text.strip())[1]
    except PydanticCustomError:
        return None


class Email(Lead):
    """An address that could exist."""

    error = "ask_email_error"

    def read(self, ask: "Ask", answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG002  # every kind's form
        """The address, its domain in small letters."""
        return address_in(answer.text)
