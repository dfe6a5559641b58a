"""`for: email`: an address; whoever leaves one is a lead."""

from typing import TYPE_CHECKING

from pydantic import validate_email
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from funnels.engine.inputs import Answered
    from funnels.engine.turn import Turn


def read(answer: "Answered", turn: "Turn") -> str | None:  # noqa: ARG001  # every kind has this form
    """The address, its domain in small letters."""
    try:
        return validate_email(answer.text.strip())[1]
    except PydanticCustomError:
        return None


def kept(turn: "Turn", address: str) -> None:  # noqa: ARG001  # every kind has this form
    """A contact was left."""
    turn.track("marked", detail="lead")
